import * as english from './en/users.ts';
import { inLanguage } from './language.ts';

export const { usersWords } = inLanguage('users', english);
