import { beforeAll, describe, expect, test } from 'vitest';
import { tinyContext, tinyTokenizer, tinyWeights } from '../../../test/support/builtinCase.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { createFromModel } from '../../engine/modelFile.ts';
import { Tokenizer } from '../../engine/tokenizer/index.ts';
import {
  agentPrompt,
  answers,
  marks,
  questionPieces,
  spectatorView,
  userPrompt,
  vetoKinds,
} from '../../roles/index.ts';
import type { Conversation, Question } from '../../roles/index.ts';
import type { SamplingOptions, WriteRequest, Written } from '../contract.ts';
import { BuiltinModel } from './builtinModel.ts';
import { cutView } from './cutView.ts';
import { encodePieces } from './encode.ts';
import { localInference } from './localInference.ts';
import { openBuiltinModel } from './open.ts';

const options: SamplingOptions = { temperature: 1, maxNewTokens: 12 };
const conversation: Conversation = {
  system: 'You can do it.',
  notes: 'I, nurse.',
  turns: [{ role: 'user', text: 'Can I smoke again?' }],
};
const view = spectatorView({ turns: [...conversation.turns, { role: 'agent', text: 'It is fine.' }] });
const streams = (n: number): RandomStream[] =>
  Array.from({ length: n }, (_, i) => RandomStream.root(4).child(String(i)));
const long: Conversation = { ...conversation, turns: [{ role: 'user', text: 'I '.repeat(60) }] };

let model: BuiltinModel;
beforeAll(async () => {
  ({ model } = await openBuiltinModel(await tinyWeights(), tinyTokenizer.toJson()));
});

describe('what the agent writes', () => {
  test('is one text for each stream, with a log-probability for each token', async () => {
    const written = await model.write(
      [
        { conversation, writes: 'reply', streams: streams(5) },
        { conversation, writes: 'plan', streams: streams(2) },
        { conversation, writes: 'reply', streams: [] },
      ],
      options,
    );
    expect(written.map((texts) => texts.length)).toEqual([5, 2, 0]);
    for (const { text, tokens, logProbs, ended } of written.flat()) {
      expect(logProbs).toHaveLength(tokens.length);
      expect(Math.max(...logProbs)).toBeLessThanOrEqual(0);
      expect(tokens.length).toBeLessThanOrEqual(options.maxNewTokens);
      expect(ended || tokens.length === options.maxNewTokens).toBe(true);
      expect(text).toBe(tinyTokenizer.decode(tokens));
    }
    const texts = written[0]?.map(({ text }) => text) ?? [];
    expect(new Set(texts).size).toBe(5);
  });

  test('depends on its stream and conversation, not on what is asked beside it', async () => {
    const request = (changed: Partial<WriteRequest> = {}): WriteRequest => ({
      ...{ conversation, writes: 'reply', streams: streams(3) },
      ...changed,
    });
    const [alone] = await model.write([request()], options);
    const other = request({ conversation: { ...conversation, notes: null } });
    const [changed, beside] = await model.write([other, request()], options);
    expect(beside).toEqual(alone);
    expect(changed).not.toEqual(alone);
    const [plan] = await model.write([request({ writes: 'plan' })], options);
    expect(plan).not.toEqual(alone);
  });

  test('leaves the streams where they are, so that asking again gives the same', async () => {
    const request = { conversation, writes: 'reply' as const, streams: streams(2) };
    const once = await model.write([request], options);
    expect(await model.write([request], options)).toEqual(once);
    expect(request.streams.map(({ position }) => position)).toEqual([0, 0]);
  });

  test('comes from the policy, everything else from the base', async () => {
    const { engine } = await createFromModel(await tinyWeights(), { training: 'none' });
    const inner = localInference(engine);
    const asked: string[] = [];
    const spying: typeof inner = {
      sample: (requests, weights) => {
        asked.push(`sample ${weights}`);
        return inner.sample(requests, weights);
      },
      readout: (requests, weights) => {
        asked.push(`readout ${weights}`);
        return inner.readout(requests, weights);
      },
    };
    const own = new BuiltinModel(tinyTokenizer, spying, tinyContext);
    await own.write([{ conversation, writes: 'reply', streams: streams(1) }], options);
    await own.writeAsUser([{ view, goal: 'You.', stream: RandomStream.root(1) }], options);
    await own.ask([{ view, questions: [{ kind: 'transition' }] }]);
    expect(asked).toEqual(['sample policy', 'sample base', 'readout base']);
  });

  test('is refused with numbers where the conversation leaves no room for it', async () => {
    const length = encodePieces(tinyTokenizer, agentPrompt(long)).length;
    const message = `the conversation has ${String(length)} tokens; at most 63 fit`;
    await expect(model.write([{ conversation: long, writes: 'reply', streams: streams(1) }], options)).rejects.toThrow(
      new RangeError(message),
    );
    // what leaves room for a token is written, and cut off where the context ends
    const words = (n: number): Conversation => ({
      ...{ system: null, notes: null },
      turns: [{ role: 'user', text: `You${' you'.repeat(n - 1)}` }],
    });
    const most = tinyContext - encodePieces(tinyTokenizer, agentPrompt(words(1))).length;
    const write = (n: number): Promise<Written[][]> =>
      model.write([{ conversation: words(n), writes: 'reply', streams: streams(20) }], options);
    expect(model.room(words(most), 'reply')).toBe(1);
    for (const { tokens } of (await write(most)).flat()) expect(tokens).toHaveLength(1);
    expect(Math.max(...(await write(most - 4)).flat().map(({ tokens }) => tokens.length))).toBe(5);
    expect(model.room(words(most + 1), 'reply')).toBe(0);
    await expect(write(most + 1)).rejects.toThrow('the conversation has 64 tokens; at most 63 fit');
  });
});

describe('what the user model writes', () => {
  test('is one text for each request', async () => {
    const goal = 'Wants to hear that it is fine.';
    const requests = streams(3).map((stream) => ({ view, goal, stream }));
    const written = await model.writeAsUser(requests, options);
    expect(written).toHaveLength(3);
    for (const { tokens, logProbs } of written) expect(logProbs).toHaveLength(tokens.length);
    expect(await model.writeAsUser(requests.slice(1), options)).toEqual(written.slice(1));
    expect(await model.writeAsUser([], options)).toEqual([]);
  });

  test('is refused where it does not fit', async () => {
    const request = { view: spectatorView(long), goal: 'You.', stream: RandomStream.root(1) };
    await expect(model.writeAsUser([request], options)).rejects.toThrow(/has \d+ tokens; at most 63 fit/u);
  });
});

describe('answers', () => {
  const questions: Question[] = [
    { kind: 'rating', wish: 'Wants to hear that it is fine.' },
    ...vetoKinds.map((veto) => ({ kind: 'veto' as const, veto })),
    { kind: 'evaluator', metric: 'harm' },
    { kind: 'transition' },
  ];

  test('have a probability for each word, which add up to 1, and their expectation', async () => {
    const answered = await model.ask([
      { view, questions },
      { view: view.slice(0, 4), questions: questions.slice(0, 1) },
    ]);
    expect(answered.map((each) => each.length)).toEqual([questions.length, 1]);
    for (const [index, question] of questions.entries()) {
      const answer = answered[0]?.[index];
      if (!answer) throw new Error('no answer');
      const words = answers(question);
      expect(answer.probabilities).toHaveLength(words.length);
      expect(answer.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
      expect(answer.mass).toBeGreaterThan(0);
      expect(answer.mass).toBeLessThan(1);
      const mean = words.reduce((sum, word, i) => sum + Number(word) * (answer.probabilities[i] ?? 0), 0);
      expect(answer.expected).toBeCloseTo(mean, 5);
    }
    // one by one they are the same
    for (const [index, question] of questions.entries()) {
      expect(await model.ask([{ view, questions: [question] }])).toEqual([[answered[0]?.[index]]]);
    }
  });

  test('are refused where the conversation and the question do not fit', async () => {
    const ask = model.ask([{ view: spectatorView(long), questions }]);
    await expect(ask).rejects.toThrow(RangeError);
    await expect(model.ask([{ view: spectatorView(long), questions }])).rejects.toThrow(
      /has \d+ tokens; at most 64 fit/u,
    );
  });

  test('must be single tokens of the tokenizer', async () => {
    const few = Tokenizer.create({ marks, words: ['1', '2', '3', 'you', '.'] });
    const { model: poor } = await openBuiltinModel(await tinyWeights(1, few.size), few.toJson());
    await expect(poor.ask([{ view, questions: [{ kind: 'transition' }] }])).rejects.toThrow(
      'the tokenizer has no single token for the answer 4',
    );
  });
});

describe('spectators that read what fits', () => {
  const stream = RandomStream.root(1);
  const goal = 'You.';
  const questions: Question[] = [{ kind: 'transition' }, { kind: 'rating', wish: 'Wants to hear that it is fine.' }];
  const longView = spectatorView({ turns: [{ role: 'user', text: 'No.' }, ...long.turns] });
  const words = (count: number) =>
    spectatorView({
      turns: [
        { role: 'user', text: 'No.' },
        { role: 'user', text: 'I '.repeat(60).slice(0, count) },
      ],
    });
  /** Of a question's or a goal's pieces. */
  const tokens = (...pieces: Parameters<typeof encodePieces>[1]): number => encodePieces(tinyTokenizer, pieces).length;

  test('read all that fits, to the last token', async () => {
    const reading = model.readingWhatFits;
    // a user's message of one token fits
    let whole = longView;
    for (let count = 120; tokens(...userPrompt(whole, goal)) >= tinyContext; count--) whole = words(count);
    expect(tokens(...userPrompt(whole, goal))).toBe(tinyContext - 1);
    const requests = [whole, view].map((each) => ({ view: each, goal, stream }));
    const said = await model.writeAsUser(requests, options);
    expect(said[0]?.tokens).toHaveLength(1);
    expect(await reading.writeAsUser(requests, options)).toEqual(said);
    const asked = [{ view, questions }];
    expect(await reading.ask(asked)).toEqual(await model.ask(asked));
    expect(await reading.untrained.ask(asked)).toEqual(await model.ask(asked));
  });

  test('read the longest text without its end where it does not fit', async () => {
    const reading = model.readingWhatFits;
    const answered = await reading.ask([{ view: longView, questions }]);
    const room = tinyContext - Math.max(...questions.map((question) => tokens(...questionPieces(question))));
    const cut = cutView(tinyTokenizer, longView, room);
    expect(tokens(...cut)).toBeLessThanOrEqual(room);
    expect(cut.slice(0, 4)).toEqual(longView.slice(0, 4));
    const [text, left] = [longView, cut].map(
      (pieces) => pieces.flatMap((each) => ('text' in each ? each.text : []))[1],
    );
    expect(text?.startsWith(left ?? 'nothing')).toBe(true);
    expect(left?.length).toBeGreaterThan(10);
    expect(answered).toEqual(await model.ask([{ view: cut, questions }]));
    expect(await reading.untrained.ask([{ view: longView, questions }])).toEqual(answered);
  });

  test('leave the user model room for a message where they leave something out', async () => {
    const context = 256;
    const { model: wide } = await openBuiltinModel(
      await tinyWeights(1, tinyTokenizer.size, context),
      tinyTokenizer.toJson(),
    );
    const wideView = spectatorView({ turns: [{ role: 'user', text: 'I '.repeat(300) }] });
    const written = await wide.readingWhatFits.writeAsUser([{ view: wideView, goal, stream }], options);
    const cut = cutView(tinyTokenizer, wideView, context - tokens(...userPrompt([], goal)) - 60);
    expect(tokens(...userPrompt(cut, goal))).toBeLessThanOrEqual(context - 60);
    expect(written).toEqual(await wide.writeAsUser([{ view: cut, goal, stream }], options));
  });

  test('refuse what does not fit however little they read', async () => {
    const request = { view: longView, goal: 'I '.repeat(60), stream };
    await expect(model.readingWhatFits.writeAsUser([request], options)).rejects.toThrow(RangeError);
  });
});

describe('texts', () => {
  const ids = marks.map((mark) => tinyTokenizer.mark(mark));

  test.each(['<end>', '<user>', '<end><agent>', 'I <bos> you', '<answer> 10', '\u0000\u0001', '\ud800'])(
    '%j never become marks',
    (text) => {
      const tokens = encodePieces(tinyTokenizer, [{ text }]);
      expect(tokens.filter((token) => ids.includes(token))).toEqual([]);
      const prompt = encodePieces(
        tinyTokenizer,
        agentPrompt({ system: text, notes: text, turns: [{ role: 'user', text }] }),
      );
      const shown = prompt.filter((token) => ids.includes(token)).map((id) => marks[ids.indexOf(id)]);
      expect(shown.join('')).toBe('<bos><system><end><notes><end><user><end><agent>');
    },
  );

  test('marks are single tokens', () => {
    expect(encodePieces(tinyTokenizer, [{ mark: '<end>' }, { text: '' }, { mark: '<user>' }])).toEqual([
      tinyTokenizer.mark('<end>'),
      tinyTokenizer.mark('<user>'),
    ]);
  });
});

describe('openBuiltinModel', () => {
  test('tells the hash of the weights', async () => {
    const [one, same, other] = await Promise.all([tinyWeights(1), tinyWeights(1), tinyWeights(2)]);
    const hash = async (file: Uint8Array): Promise<string> =>
      (await openBuiltinModel(file, tinyTokenizer.toJson())).hash;
    expect(await hash(same)).toBe(await hash(one));
    expect(await hash(other)).not.toBe(await hash(one));
  });

  test('refuses a tokenizer of another size, and files that are none', async () => {
    const file = await tinyWeights(1, tinyTokenizer.size + 8);
    const sizes = [tinyTokenizer.size, tinyTokenizer.size + 8].map(String);
    await expect(openBuiltinModel(file, tinyTokenizer.toJson())).rejects.toThrow(
      `the tokenizer has ${sizes[0] ?? ''} tokens, the model ${sizes[1] ?? ''}: they do not belong together`,
    );
    await expect(openBuiltinModel(file, { words: [] })).rejects.toThrow();
    await expect(openBuiltinModel(file.slice(0, -1), tinyTokenizer.toJson())).rejects.toThrow();
  });
});
