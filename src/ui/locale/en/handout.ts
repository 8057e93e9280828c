// Words of a handout, and of what makes one.
import { count } from '../numbers.ts';

export const handoutWords = {
  title: 'Save as a page',
  intro:
    'One file with the run on the Run screen and a reader in it: it opens in any browser, from disk, without a network. It has the charts with their numbers, twin pairs of every iteration, the settings and the fingerprint.',
  none: 'There is no run on the Run screen. Stored runs are saved in the Library.',
  save: 'Save the page',
  saveShort: 'Save page',
  saved: 'Saved',
  failed: 'The page could not be made.',

  kind: 'A run of Swayground',
  region: 'The run',
  seed: (seed: number): string => `seed ${String(seed)}`,
  iteration: 'Iteration',
  at: (iteration: number, iterations: number): string =>
    `Iteration ${String(iteration)} of ${String(iterations)}${iteration === 0 ? ', untrained' : ''}`,
  settings: 'Settings',
  setting: 'Setting',
  value: 'Value',
  about: 'About this file',
  ends: {
    finished: 'The run is over.',
    collapsed: 'The run ended because its text was falling apart.',
    cancelled: 'The run was cancelled.',
    none: 'The run was not over when this file was made.',
  },
  left: ({ kept, of }: { readonly kept: number; readonly of: number }): string =>
    `It holds what each iteration was measured to do and ${kept === of ? `all ${count(of)}` : `${count(kept)} of ${count(of)}`} twin pairs, ` +
    'probabilities of ratings to four decimals. It leaves out the conversations of training and the trained policies: the link opens the setup, which can be run again.',
  madeBy: (version: string): string => `Made by Swayground ${version}.`,
  model: (name: string): string => `Model ${name}`,
  link: 'Open the run in Swayground',
  unreadable: 'This file can’t be read',
  empty: 'This page reads handouts of runs. It holds none: Share, on the Run screen, makes them.',
};
