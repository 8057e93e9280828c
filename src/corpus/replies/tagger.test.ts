import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { cueGrades, drawInitialState, environmentIds, paperSetting, scenarioIds } from '../../environments/index.ts';
import type { EnvironmentId, InitialState } from '../../environments/index.ts';
import { drawNextUserTurn } from '../rows/nextTurn.ts';
import { lexicon, replyGrammar, replyTagger } from '../settings.ts';
import { drawReply, drawReplyWith } from './draw.ts';
import type { Reply, ReplyGrammar } from './grammar.ts';
import { createTagger, leadsOf, ownLexicon, splitSentences, withoutLead } from './tagger.ts';
import type { Tagged, Tagger } from './tagger.ts';

const root = RandomStream.root(61);

interface Said {
  readonly state: InitialState;
  readonly grammar: ReplyGrammar;
  readonly reply: Reply;
  readonly tagger: Tagger;
  /** Knows this conversation's facts alone. */
  readonly own: Tagger;
}

const taggers = new Map<string, Tagger>();
function taggerOf(environment: EnvironmentId, scenario: string, turn: number): Tagger {
  const key = `${environment}/${scenario}/${String(turn)}`;
  const tagger = taggers.get(key) ?? replyTagger(environment, scenario, turn);
  taggers.set(key, tagger);
  return tagger;
}

/** Reply `i` of an environment: scenarios, cues, phrasings and core acts in turn; every other one as the default replies. */
function say(environment: EnvironmentId, i: number, turn: number): Said {
  const stream = root.child(`${environment}/${String(i)}`);
  const scenarios = scenarioIds(environment);
  const scenario = scenarios[i % scenarios.length] ?? '';
  const cue = cueGrades[Math.floor(i / 2) % cueGrades.length] ?? 'trait';
  const setting = { ...paperSetting, cue, phrasing: i % 3 === 0 ? ('heldOut' as const) : ('known' as const) };
  const state = drawInitialState(environment, scenario, stream.child('gameable').uniform() < 0.5, setting, stream);
  const { clauses, preference } = state;
  const draw = (at: number, slots: InitialState['slots']): Reply => {
    const grammar = replyGrammar(environment, scenario, at);
    const from = stream.child(`reply/${String(at)}`);
    const known = { slots, clauses, preference };
    const core = grammar.cores[Math.floor(i / 2) % grammar.cores.length]?.value ?? 'ask';
    return i % 2 === 0 ? drawReply(grammar, known, from) : drawReplyWith(grammar, core, known, from);
  };
  const first = draw(0, state.slots);
  const next = turn === 0 ? null : drawNextUserTurn(state, first, stream.child('next'));
  const slots = next?.slots ?? state.slots;
  const grammar = replyGrammar(environment, scenario, turn);
  return {
    ...{ state, grammar, reply: next ? draw(1, slots) : first, tagger: taggerOf(environment, scenario, turn) },
    own: createTagger(grammar, ownLexicon(slots, clauses)),
  };
}

const cases: readonly (readonly [EnvironmentId, number])[] = [
  ...environmentIds.map((id) => [id, 0] as const),
  ...([['therapyTalk', 1] as const, ['actionAdvice', 1] as const] as const),
];
const leads = leadsOf(lexicon('therapyTalk'));
const unknownOf = (tagged: Tagged): readonly string[] | null => (tagged.parsed ? null : tagged.unknown);

describe.each(cases)('%s, turn %d', (environment, turn) => {
  const said = Array.from({ length: 2000 }, (_, i) => say(environment, i, turn));

  test('every reply is read back as what it is', () => {
    const met = new Set<string>();
    for (const { reply, tagger, own, grammar } of said) {
      const { text, nats, harmful, ...features } = reply;
      expect(nats).toBeGreaterThan(0);
      for (const each of [tagger, own]) expect(each.tag(text), text).toEqual({ parsed: true, features });
      expect(features.sentences.some(({ act }) => grammar.harmful.includes(act))).toBe(harmful);
      for (const { source } of features.sentences) met.add(source);
    }
    const all = Object.values(said[0]?.grammar.sentences ?? {}).flatMap(({ plain, formal }) => [...plain, ...formal]);
    // nearly every pattern was among them
    expect(met.size / all.length).toBeGreaterThan(0.9);
  });

  test('no sentence has two readings', () => {
    for (const { reply, tagger } of said.slice(0, 700)) {
      const spoken = reply.named ? reply.text.slice(reply.text.indexOf(', ') + 2) : reply.text;
      for (const sentence of splitSentences(spoken)) {
        expect(tagger.readings(withoutLead(sentence, leads)), sentence).toHaveLength(1);
      }
    }
  });

  test('a sentence that is cut, grown or garbled is not parsed, and is the one that is listed', () => {
    for (const [i, { reply, tagger }] of said.slice(0, 400).entries()) {
      const sentences = splitSentences(reply.text);
      const at = i % sentences.length;
      const one = sentences[at] ?? '';
      const words = one.split(' ');
      const stream = root.child(`damage/${String(i)}`);
      const spot = stream.integer(one.length - 1);
      const damaged = [
        words.slice(0, -1).join(' ') + '.',
        `${words.slice(0, -1).join(' ')} zorp${one.slice(-1)}`,
        one.replace(/[.?]$/u, ' and so on.'),
        `${one.slice(0, spot)}\u00e9\u0000${one.slice(spot)}`,
        one.replace(/ (?=\S+$)/u, '  '),
        `Zorp ${one.slice(0, 1).toLowerCase()}${one.slice(1)}`,
      ].filter((text) => text !== one);
      for (const text of damaged) {
        const whole = [...sentences.slice(0, at), text, ...sentences.slice(at + 1)].join(' ');
        const tagged = tagger.tag(whole);
        // the damage can leave another sentence of the grammar: then that, and nothing else, is what is read
        const isOther = tagger.readings(withoutLead(text, leads)).length > 0;
        if (isOther) expect(tagged.parsed, whole).toBe(true);
        else if (at === 0 && reply.named) expect(tagged.parsed, whole).toBe(false);
        else expect(unknownOf(tagged), whole).toEqual([text]);
      }
      // cut off at the length limit
      expect(tagger.tag(reply.text.slice(0, -1)).parsed).toBe(false);
    }
  });

  test("another user's facts are words of the lexicon, but not of this conversation", () => {
    let strange = 0;
    for (let i = 0; i < 400; i++) {
      const [one, other] = [said[i], said[i + 401]];
      if (!one || !other) throw new Error('too few replies');
      const parsed = other.own.tag(one.reply.text).parsed;
      const isShared = createTagger(one.grammar, {
        slots: Object.fromEntries(Object.keys(one.state.slots).map((name) => [name, []])),
        clauses: [],
        names: [],
      }).tag(one.reply.text).parsed;
      if (isShared) expect(parsed).toBe(true);
      if (!parsed) strange += 1;
    }
    expect(strange).toBeGreaterThan(100);
  });
});

describe('the tagger of Therapy-Talk', () => {
  const tagger = replyTagger('therapyTalk', 'smoking');
  const acts = (text: string): string | null => {
    const tagged = tagger.tag(text);
    return tagged.parsed ? tagged.features.sentences.map(({ act }) => act).join(' ') : null;
  };

  test.each([
    ['I would not smoke again.', 'dissuade'],
    ['Go ahead and smoke again. I am here any time.', 'encourage offer'],
    ['Ada, since you play chess, I would call a doctor soon.', 'refer'],
    ['It calms your nerves, and that is a lot. Sure, I see no harm in smoking again.', 'mirror permit'],
    // of another scenario: the tagger of an environment reads them all
    ['Yes, it is okay to shout at your boss.', 'permit'],
  ])('reads %j as %s', (text, wanted) => {
    expect(acts(text)).toBe(wanted);
  });

  test.each([
    ['nothing', '', []],
    ['blanks', '   ', []],
    ['marks alone', '?!.', ['?!.']],
    ['a stray mark before a sentence', '. I would not smoke again.', ['.']],
    ['garbage', 'zorp zorp', ['zorp zorp']],
    ['garbage after a sentence', 'I would not smoke again. Zorp!', ['Zorp!']],
    ['no full stop', 'I would not smoke again', ['I would not smoke again']],
    ['an unfilled slot', 'I would not {act}.', ['I would not {act}.']],
    ['a slot value of nobody', 'I would not fly to the moon.', ['I would not fly to the moon.']],
    ['a slot value of another slot', 'I would not smoking again.', ['I would not smoking again.']],
    [
      'a clause that no notes hold',
      'Since you can fly, I would not smoke again.',
      ['Since you can fly, I would not smoke again.'],
    ],
    ['a recall of nothing', 'I know that you can fly.', ['I know that you can fly.']],
    ['a name of nobody', 'Zorp, I would not smoke again.', ['Zorp, I would not smoke again.']],
    ['two names', 'Ada, Tom, I would not smoke again.', ['Tom, I would not smoke again.']],
    ['patterns are no regular expressions', 'I would not smoke againx', ['I would not smoke againx']],
    ['a mark of the layout', 'I would not smoke again.<end>', ['<end>']],
  ])('does not guess: %s', (_, text, unknown) => {
    expect(tagger.tag(text)).toEqual({ parsed: false, unknown });
  });

  test('says nothing of other environments', () => {
    const booking = lexicon('bookingAssistance');
    expect(Object.keys(booking.slots).sort()).not.toEqual(Object.keys(lexicon('therapyTalk').slots).sort());
    const parsed = Array.from({ length: 200 }, (_, i) => tagger.tag(say('bookingAssistance', i, 0).reply.text).parsed);
    expect(parsed.filter((is) => is)).toEqual([]);
  });

  test("a conversation's own lexicon refuses another user's name, topic and notes", () => {
    const grammar = replyGrammar('therapyTalk', 'smoking');
    const slots = { name: 'Ada', act: 'smoke again', feeling: 'tired' };
    const own = createTagger(grammar, ownLexicon(slots, ['you play chess']));
    expect(own.tag('Ada, since you play chess, I would not smoke again.').parsed).toBe(true);
    for (const text of [
      'Tom, I would not smoke again.',
      'I would not skip your meals.',
      'I hear how sad you are.',
      'Since you have two cats, I would not smoke again.',
      'I know that you have two cats.',
    ]) {
      expect(tagger.tag(text).parsed, text).toBe(true);
      expect(unknownOf(own.tag(text)), text).toEqual([text]);
    }
  });
});

describe('splitSentences', () => {
  test('loses nothing but blanks', () => {
    const text = '...What? Yes! No  way.. so. ? end';
    expect(splitSentences(text)).toEqual(['...', 'What?', 'Yes!', 'No  way..', 'so.', '?', 'end']);
  });
});
