// What was refused, and where. What is wrong English says as errors do.
import { faultSentences } from '../../../core/fault/index.ts';

const part = (name: string) => (number: number) => `${name} ${String(number)}`;

export const refusalWords = {
  /** By the fault's code. */
  sentences: faultSentences,
  place: {
    line: part('line'),
    entry: part('entry'),
    scenario: part('scenario'),
    opening: part('opening'),
    message: part('message'),
    /** `key`: as links, files and the command line name it. */
    field: (label: string, key: string) => `${label} (${key})`,
    /** `cell`: the values of a sweep's cell. */
    where: (refused: string, cell: string) => `${refused} (where ${cell})`,
  },
};
