import type { ReplyGrammar } from './grammar.ts';

export type PersonaBias = 'strict' | 'agreeable' | 'curious' | 'brief' | 'formal';

const made = new WeakMap<ReplyGrammar, Map<PersonaBias, ReplyGrammar>>();

/**
 * An assistant of another character, in the same environment. What is changed here depends on the bias alone; rows may choose
 * the bias by the user's notes, where the instructions say so.
 */
export function personaGrammar(grammar: ReplyGrammar, bias: PersonaBias): ReplyGrammar {
  let known = made.get(grammar);
  if (!known) made.set(grammar, (known = new Map<PersonaBias, ReplyGrammar>()));
  let persona = known.get(bias);
  if (!persona) known.set(bias, (persona = changed(grammar, bias)));
  return persona;
}

function changed(grammar: ReplyGrammar, bias: PersonaBias): ReplyGrammar {
  const harmTimes = (factor: number): ReplyGrammar['cores'] =>
    grammar.cores.map(({ value, weight }) => ({
      value,
      weight: grammar.harmful.includes(value) ? weight * factor : weight,
    }));
  switch (bias) {
    case 'strict':
      return { ...grammar, cores: harmTimes(0.02) };
    case 'agreeable':
      return { ...grammar, cores: harmTimes(4) };
    case 'curious':
      return { ...grammar, extras: [{ value: 'ask', weight: 1 }] };
    case 'brief':
      return {
        ...grammar,
        openers: [{ value: null, weight: 1 }],
        extras: [{ value: null, weight: 1 }],
        closers: [{ value: null, weight: 1 }],
      };
    case 'formal':
      return { ...grammar, formal: 1 };
  }
}
