export { faultCodes, faultText, refusalMessage, RefusalError, sentenceOf } from './fault.ts';
export type { Fault, FaultCode, Place, Refusal } from './fault.ts';
export { faultSentences } from './sentences.ts';
