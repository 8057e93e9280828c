import { faultSentences } from './sentences.ts';

type Sentences = typeof faultSentences;
export type FaultCode = keyof Sentences;

/** What is wrong with something that came in, for programs: a code, and beside it what its sentence is made of. Survives any clone. */
export type Fault = {
  [Code in FaultCode]: { readonly code: Code } & (Parameters<Sentences[Code]> extends [infer Given] ? Given : unknown);
}[FaultCode];

/** Where a fault lies, as far as it has a place. */
export interface Place {
  readonly file?: string;
  /** A stored row: its store and key. */
  readonly row?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Of what was pasted; counted from 1. */
  readonly entry?: number;
  /** Path of the field: `beta`, `changes.0.settings.veto`, or the name of a link's part. */
  readonly field?: string;
  /** Of a sweep: the cell's values, as words. */
  readonly where?: string;
}

/** Something that was refused: what is wrong, and where. */
export interface Refusal extends Place {
  readonly fault: Fault;
}

export const faultCodes = Object.keys(faultSentences) as readonly FaultCode[];

/** What is wrong, in the words of a table of sentences. */
export const sentenceOf = (sentences: Sentences, fault: Fault): string =>
  // each code's sentence is made of what stands beside that code
  (sentences[fault.code] as (given: Fault) => string)(fault);

/** In English, behind the name of its field. */
export const faultText = (fault: Fault): string => sentenceOf(faultSentences, fault);

/** A field may have any name that somebody has put into a file. */
const shown = (field: string): string => (field.length > 120 ? `${field.slice(0, 117)}...` : field);

/** In English, with its place. */
export function refusalMessage({ file, row, line, entry, field, where, fault }: Refusal): string {
  const place = [
    row ?? '',
    line === undefined ? '' : `line ${String(line)}`,
    entry === undefined ? '' : `entry ${String(entry)}`,
    shown(field ?? ''),
  ];
  const parts = [file ?? '', place.filter((part) => part !== '').join(', '), faultText(fault)];
  return parts.filter((part) => part !== '').join(': ') + (where === undefined ? '' : ` (where ${where})`);
}

/** Whatever refuses what came in throws one: its message is English, its `refusal` for those who speak another language. */
export class RefusalError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusalMessage(refusal));
    this.refusal = refusal;
  }
}
