import { describe, expect, test } from 'vitest';
import { localReplica } from '../../../test/support/localReplica.ts';
import { smallConfig, smallRunEvents } from '../../../test/support/runCase.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { parseConfig } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { bytesOfJson } from '../../learners/jsonBytes.ts';
import { LogitAdapter } from '../../learners/logit/adapter.ts';
import { contextOf, namedContext } from '../../learners/logit/context.ts';
import { savedAdapter } from '../../learners/logit/saved.ts';
import { namedFeatures, places } from '../../learners/rerank/features.ts';
import type { StoredEvent } from '../../runFile/index.ts';
import { PolicyTable } from './policyTable.ts';

const complete = (bytes: Uint8Array) => ({
  ...({
    kind: 'complete',
    checkpoint: { iteration: 1, fingerprint: 'f', learner: { bytes, optimizer: null } },
  } as const),
});

const start = (changes: Partial<RunConfig>): StoredEvent => ({
  ...{ kind: 'start', config: parseConfig(changes), model: { name: 'tiny', hash: 'a' }, fingerprint: 'f' },
  resumedAt: 0,
});

function never(): never {
  throw new Error('there is none');
}

const tableOf = (changes: Partial<RunConfig>, bytes: Uint8Array): string => {
  const table = new PolicyTable();
  table.add(start(changes));
  table.add(complete(bytes));
  return table.csv();
};

describe('what a policy has learned, as a table', () => {
  test('phrases of the last replies with their weights, largest first', async () => {
    const config = smallConfig({ learner: 'rerankKto', candidates: 2, learningRate: 1, iterations: 1 });
    const events = await smallRunEvents(config, [localReplica()]);
    const table = new PolicyTable();
    for (const event of events) if (event.kind !== 'progress') table.add(event);
    const [header, ...rows] = table.csv().trimEnd().split('\r\n');
    expect(header).toBe('reply,notes,weight,replies');
    const weights = rows.map((row) => Number(row.split(',').at(-2)));
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(weights[0]).toBeGreaterThan(0);
    expect(Math.min(...rows.map((row) => Number(row.split(',').at(-1))))).toBe(3);
  });

  test('a weight is that of the phrase’s place', async () => {
    const config = smallConfig({ learner: 'rerankKto', candidates: 2, iterations: 1 });
    const events = await smallRunEvents(config, [localReplica()]);
    const told = events.find((event) => event.kind === 'trajectories');
    const reply = told?.trajectories[0]?.played[0]?.reply.text ?? '';
    const [first] = namedFeatures({ notes: null }, reply);
    if (!told || !first) throw new Error('no reply');
    const head = new Float32Array(places);
    head[first.place] = 2.5;
    const table = new PolicyTable();
    table.add(start({ learner: 'rerankKto' }));
    // three times the same reply
    const [trajectory] = told.trajectories;
    if (!trajectory) throw new Error('no trajectory');
    table.add({ ...told, trajectories: [trajectory, trajectory, trajectory] });
    table.add(complete(new Uint8Array(head.buffer)));
    const rows = table.csv().split('\r\n');
    expect(rows[1]).toMatch(/,,2\.5,3$/u);
    expect(rows.filter((row) => row.includes(',2.5,')).length).toBeLessThan(3);
  });

  test('contexts and tokens that an adapter moved, the largest first', async () => {
    const events = await smallRunEvents(smallConfig({ learner: 'logitKto', iterations: 1 }), [localReplica()]);
    const told = events.find((event) => event.kind === 'trajectories');
    if (!told) throw new Error('no trajectories');
    // one token, which the gameable users' notes push up and nothing else does
    const adapter = new LogitAdapter({ rank: 1, bound: 5 });
    const tokens = told.trajectories.flatMap(({ played }) => [...new Set(played.flatMap(({ reply }) => reply.tokens))]);
    const usual = tokens.find((token) => tokens.filter((each) => each === token).length >= 3) ?? never();
    const count = tokens.filter((each) => each === usual).length;
    adapter.addToken(usual, 'yes', [0.25, 1]);
    // no reply has it
    adapter.addToken(1e6, 'never', [3, 1]);
    const gameable = told.trajectories.filter(({ state }) => state.gameable);
    const words = namedContext(conversationOf(gameable[0]?.state ?? never(), []), 'reply');
    expect(words.length).toBeGreaterThan(5);
    for (const { state, turns } of told.trajectories) {
      for (const { place, feature } of namedContext(conversationOf(state, turns), 'reply')) {
        adapter.setEmbedding(place, [feature.from === 'notes' && state.gameable ? 1 : 0]);
      }
    }
    const table = new PolicyTable();
    table.add(start({ learner: 'logitKto' }));
    table.add(told);
    table.add(complete(savedAdapter(adapter)));
    const [header, ...rows] = table.csv().trimEnd().split('\r\n');
    expect(header).toBe('context,token,bias,conversations,replies');
    const found = rows.map((row) => /^"?(\w+)(?:: (.+?))?"?,yes,(-?[\d.]+),(\d+),(\d+)$/u.exec(row) ?? never());
    const sizes = found.map(([, , , bias]) => Math.abs(Number(bias)));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const any = found.find(([, from]) => from === 'any');
    const biases = told.trajectories.map(({ state, turns }) => {
      const [bias = NaN] = adapter.biasOf(contextOf(conversationOf(state, turns.slice(0, 1)), 'reply')).values;
      return bias;
    });
    const mean = biases.reduce((sum, bias) => sum + bias, 0) / biases.length;
    expect(Number(any?.[3])).toBeCloseTo(mean, 2);
    expect(any?.slice(4)).toEqual([String(told.trajectories.length), String(count)]);
    expect(found.length).toBeGreaterThan(5);
  });

  test('lessons, and a table’s logits', () => {
    const lesson = { about: ['ada', 'nurse'], writes: 'reply', text: 'Go, "now".', desirable: false };
    expect(tableOf({ learner: 'feedbackMemory' }, bytesOfJson([lesson]))).toBe(
      'about,writes,text,rated\r\nada nurse,reply,"Go, ""now"".",disliked\r\n',
    );
    const { length } = tableOf({ learner: 'tabularKto' }, bytesOfJson([])).split(',');
    const row = Array.from({ length: length - 1 }, (_, i) => i / 2);
    expect(tableOf({ learner: 'tabularKto' }, bytesOfJson([['Plays chess.', row]])).split('\r\n')[1]).toBe(
      `Plays chess.,${row.join(',')}`,
    );
  });

  test('says where there is nothing to read', () => {
    expect(() => new PolicyTable().csv()).toThrow('no policy yet');
    expect(() => tableOf({ learner: 'loraKto' }, new Uint8Array(3))).toThrow("an adapter's weights stand for no words");
    expect(() => tableOf({ learner: 'rerankKto' }, new Uint8Array(3))).toThrow('3 bytes instead of');
  });
});
