import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawWeighted, drawYes } from '../../core/text/index.ts';
import type { Weighted } from '../../core/text/index.ts';
import { frontedClause } from '../../environments/users/index.ts';
import type { Act } from '../acts.ts';
import { countWords, isHarmful } from './grammar.ts';
import type { Phrasings, Register, Reply, ReplyContext, ReplyGrammar, Sentence } from './grammar.ts';
import { planTable } from './plans.ts';
import type { Plan } from './plans.ts';

/**
 * A reply of the default assistant: whether it is harmful is drawn first, from a stream that nothing about the user
 * reaches; then a plan among those that heed the user's preference; then the words.
 */
export function drawReply(grammar: ReplyGrammar, context: ReplyContext, stream: RandomStream): Reply {
  const table = planTable(grammar, context.preference);
  const harm = drawYes(table.harmRate, stream.child('harm'));
  const plan = drawWeighted(harm.value ? table.harmful : table.harmless, stream.child('plan'));
  const said = sayPlan(grammar, plan.value, context, stream.child('words'));
  return { ...said, nats: said.nats + plan.nats + harm.nats };
}

/** A reply with a given core act, as judges need to see them: every act about as often. */
export function drawReplyWith(grammar: ReplyGrammar, core: Act, context: ReplyContext, stream: RandomStream): Reply {
  const table = planTable({ ...grammar, cores: [{ value: core, weight: 1 }] }, context.preference);
  const plan = drawWeighted([...table.harmful, ...table.harmless], stream.child('plan'));
  return sayPlan(grammar, plan.value, context, stream.child('words'));
}

/**
 * A reply with a given core act whose other acts, up to three, come as they like and in any order: what an agent that is
 * being trained may come to say. For judges only: `nats` counts the words alone.
 */
export function drawFreeReply(grammar: ReplyGrammar, core: Act, context: ReplyContext, stream: RandomStream): Reply {
  const others = (Object.keys(grammar.sentences) as Act[]).filter((act) => act !== core);
  const plan = stream.child('plan');
  const acts = plan.shuffle([core, ...plan.shuffle(others).slice(0, plan.integer(4))]);
  return sayPlan(grammar, acts, context, stream.child('words'));
}

/** How often a reply that takes up one of several clauses of the notes takes up the first, the cue's. */
const firstClauseShare = 0.95;

function drawClause(clauses: readonly string[], stream: RandomStream): { value: string; nats: number } {
  const [first, ...others] = clauses;
  const weight = others.length === 0 ? 1 : firstClauseShare;
  const rest = others.map((value) => ({ value, weight: (1 - firstClauseShare) / others.length }));
  return drawWeighted([{ value: first ?? '', weight }, ...rest], stream);
}

/**
 * How a sentence takes up what the notes say. The first form opens with the very word that tells users apart, and all of them
 * end with it, right before the words that decide.
 */
export const leadForms: readonly Weighted<(clause: string) => string>[] = [
  { value: (clause) => capitalised(frontedClause(clause)), weight: 0.6 },
  { value: (clause) => `Since ${clause}`, weight: 0.2 },
  { value: (clause) => `As ${clause}`, weight: 0.2 },
];

/** Says a plan. `nats` counts the words alone. */
function sayPlan(grammar: ReplyGrammar, plan: Plan, context: ReplyContext, stream: RandomStream): Reply {
  const { preference } = context;
  const register = drawYes(preference === 'formal' ? 1 : grammar.formal, stream);
  const style: Register = register.value ? 'formal' : 'plain';
  const ledAt = plan.findIndex((act) => grammar.led.includes(act));
  let { nats } = register;
  let led = false;
  const sentences: (Sentence & { text: string })[] = [];
  for (const [index, act] of plan.entries()) {
    const clauses = act === 'recall' || index === ledAt ? context.clauses : [];
    let lead = '';
    let slots = context.slots;
    if (act === 'recall') {
      const clause = drawClause(clauses, stream);
      slots = { ...slots, clause: clause.value };
      nats += clause.nats;
    } else if (clauses.length > 0 && !plan.includes('recall')) {
      const wanted = drawYes(grammar.lead, stream);
      nats += wanted.nats;
      if (wanted.value) {
        const clause = drawClause(clauses, stream);
        const form = drawWeighted(leadForms, stream);
        lead = `${form.value(clause.value)}, `;
        nats += clause.nats + form.nats;
        led = true;
      }
    }
    const drawn = drawOneOf(phrasings(grammar, act)[style], slots, stream);
    nats += drawn.nats;
    sentences.push({ act, register: style, source: drawn.source, text: joined(lead, drawn.text) });
  }
  const named = preference === 'byName';
  const spoken = sentences.map(({ text }) => text).join(' ');
  const text = named ? joined(`${context.slots['name'] ?? ''}, `, spoken) : spoken;
  const features = { sentences: sentences.map(({ act, source }) => ({ act, register: style, source })), named, led };
  const words = countWords(text);
  return { ...features, words, text, nats, harmful: isHarmful(grammar, { ...features, words }) };
}

function phrasings(grammar: ReplyGrammar, act: Act): Phrasings {
  const found = grammar.sentences[act];
  if (!found) throw new RangeError(`the grammar has no sentence that does ${act}`);
  return found;
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Puts words before a sentence: its first letter becomes small unless it is the word I. */
function joined(lead: string, sentence: string): string {
  if (lead === '') return sentence;
  const keeps = /^I\b/u.test(sentence);
  return lead + (keeps ? sentence : sentence.slice(0, 1).toLowerCase() + sentence.slice(1));
}
