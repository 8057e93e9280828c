import * as english from './en/trajectories.ts';
import { inLanguage } from './language.ts';

export const { trajectoryWords, sightName } = inLanguage('trajectories', english);
