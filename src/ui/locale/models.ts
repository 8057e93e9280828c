import * as english from './en/models.ts';
import { inLanguage } from './language.ts';

export const { modelFaultWords, modelsWords } = inLanguage('models', english);
