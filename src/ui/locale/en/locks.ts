// Words of the dialog in which a teacher locks options for a class. What the class reads of it stands in page.ts.
import type { LockName } from '../../../session/index.ts';
import { count } from '../numbers.ts';

export const lockWords = {
  title: 'Lock options for a class',
  intro:
    'Say for each option whether those who open the link may change it. Its value is the one that is set up on this page now.',
  honest:
    'This is a help for a class, no protection: whoever edits the address can change everything. The page tells those who open it which options the link has set, and that somebody decided so. Stored runs show all their settings, as ever.',
  names: {
    free: 'free',
    fixed: 'fixed',
    hidden: 'not shown',
  } satisfies Record<LockName, string>,
  hints: {
    free: 'May be changed.',
    fixed: 'Is shown, and can’t be changed.',
    hidden: 'Is not shown, and can’t be changed.',
  } satisfies Record<LockName, string>,
  allBut: 'Fix all but',
  allButOf: (group: string) => `Fix all in “${group}” but`,
  nothing: 'nothing',
  fix: 'Fix',
  fixOf: (group: string) => `Fix: ${group}`,
  free: 'Free all',
  freeOf: (group: string) => `Free all: ${group}`,
  everything: 'everything',
  /** Of one option: what is chosen for it. */
  tally: (free: number, fixed: number, hidden: number) =>
    [
      free > 0 ? `${count(free)} free` : '',
      fixed > 0 ? `${count(fixed)} fixed` : '',
      hidden > 0 ? `${count(hidden)} not shown` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  link: 'Link for the class',
  code: (link: string) => `QR code: ${link}`,
  open: 'Open it as the class will',
  sum: (free: number, of: number) =>
    free === of
      ? 'Nothing is locked yet.'
      : free === 0
        ? 'Those who open it can run this setup and change nothing.'
        : `Those who open it can change ${count(free)} of ${count(of)} options.`,
};
