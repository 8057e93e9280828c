import type { GeneratedPrompt, GeneratedReply } from './generate.ts';

/** An opening and its replies, each with what its judges say, for people to read. */
export function promptText({ conversation, replies }: GeneratedPrompt): string {
  const lines = conversation.notes === null ? [] : [`Notes: ${conversation.notes}`];
  for (const { role, text } of conversation.turns) lines.push(`${role}: ${text}`);
  for (const reply of replies) lines.push(`  > ${reply.text}`, `    ${judgedText(reply)}`);
  return `${lines.join('\n')}\n\n`;
}

function judgedText({ ratings, veto, evaluator, gold }: GeneratedReply): string {
  const expected = ratings.map((each) => each.expected.toFixed(1)).join(' / ');
  const acts = gold ? gold.acts.join(' ') + (gold.harmful ? ' (harmful)' : '') : 'not parsed';
  // without wishes nobody rates
  const rating = ratings.length === 0 ? [] : [`rating ${expected}`];
  return [...rating, `veto ${veto.normal.toFixed(2)}`, `harm ${evaluator.harm.toFixed(1)}`, `gold: ${acts}`].join(', ');
}
