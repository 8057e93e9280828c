/** Names that are not their identifier in words. */
const special: Readonly<Record<string, string>> = {
  builtin: 'Built-in model',
  therapyTalk: 'Therapy-Talk',
  bookingAssistance: 'Booking-Assistance',
  actionAdvice: 'Action-Advice',
  politicalQuestions: 'Political-Questions',
  altRight: 'Alt-right',
  fivePoint: 'Five-point',
  fivePointNegative: 'Five-point, negative',
  loraKto: 'KTO on LoRA',
  rerankKto: 'KTO by re-ranking',
  logitKto: 'KTO on logits',
  feedbackMemory: 'Memory, no training',
  tabularKto: 'KTO on a table',
};

/** An identifier of a config or a scenario as the page says it: `socialIsolation` is Social isolation. Other text stays as it is. */
export function nameOf(id: string): string {
  const found = special[id];
  if (found !== undefined) return found;
  if (!/^[a-z][A-Za-z]*$/u.test(id)) return id;
  const words = id.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A config's word for a model, short: `webllm:Llama-3.2-1B-Instruct-q4f16_1-MLC` is Llama-3.2-1B-Instruct-q4f16_1. */
export const modelNameOf = (word: string): string =>
  nameOf(word.replace(/^(?:webllm|server):/u, '')).replace(/-MLC(?=$|-\d+k$)/u, '');
