// Whole runs in which models of several engines play, fakes all: what is shown of a stored conversation is what each of them got.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tinyTokenizer, tinyWeights } from '../test/support/builtinCase.ts';
import { fakeRecord, FakeWebLlm } from '../test/support/fakeWebLlm.ts';
import { localReplica } from '../test/support/localReplica.ts';
import { smallConfig } from '../test/support/runCase.ts';
import { completion, likeliest, ServerStandIn } from '../test/support/serverStandIn.ts';
import type { Sight } from './archive/sightTypes.ts';
import { sightsOf } from './archive/sights.ts';
import type { Trajectory } from './evaluation/trajectory.ts';
import { runExperiment } from './experiments/index.ts';
import type { RunConfig } from './experiments/index.ts';
import { lessonsOf } from './learners/memory/lessons.ts';
import type { Lesson } from './learners/memory/lessons.ts';
import type { ChatMessage } from './models/chat/chatModel.ts';
import { OpenAiModel } from './models/openai/openAiModel.ts';
import { toSend } from './models/webllm/chatText.ts';
import { WebLlmEngine } from './models/webllm/webLlmEngine.ts';
import { openRunDeps } from './runDeps.ts';
import type { OpenedModel } from './runDeps.ts';

let server: ServerStandIn;
beforeEach(async () => {
  server = new ServerStandIn();
  await server.start();
});
afterEach(async () => {
  await server.stop();
});

/** What WebLLM's door knows of the fake. */
const facts = { templated: ['user', 'assistant'], specialTokens: ['<|end|>'] } as const;
const same = (messages: readonly { readonly role: string; readonly content: string }[]): string =>
  JSON.stringify(messages.map(({ role, content }) => [role, content]));

async function webLlm(fake: FakeWebLlm, id: string) {
  const chat = new WebLlmEngine(fake.start, fakeRecord({ model_id: id }), { pause: 0 });
  await chat.load();
  const opened: OpenedModel = { chat, name: id, identity: id };
  return [`webllm:${id}`, opened] as const;
}

test.each<[string, Partial<RunConfig>]>([
  ['with events and transitions', { environment: 'actionAdvice', scenarios: ['gambling'], turns: 2 }],
  ['with tools', { environment: 'bookingAssistance', scenarios: ['restaurants'], vetoSeesTools: true }],
  ['with a memory', { learner: 'feedbackMemory', klPenalty: 0 }],
])('each model is shown exactly what it was sent, %s', async (_, changes) => {
  server.answer = ({ body }) => ({
    body: body.max_tokens === 1 ? likeliest({ '3': 0.5, '8': 0.5 }) : completion([['Hello', 0.5]]),
  });
  const fakes = { A: new FakeWebLlm(), B: new FakeWebLlm() };
  const chat = new OpenAiModel({ base: server.base }, 'small:1b');
  const opened = new Map<string, OpenedModel>([
    await webLlm(fakes.A, 'A'),
    await webLlm(fakes.B, 'B'),
    ['server:small:1b', { chat, name: 'small:1b', identity: 'small:1b' }],
  ]);
  const config = smallConfig({
    ...{ iterations: 1, initialStates: 16, panelUsers: 8, panelTwins: 8, candidates: 2, interferenceRows: 0 },
    ...{ learner: 'rerankKto', scratchpad: true, ...changes },
    ...{ agentModel: 'webllm:A', userModel: 'webllm:B', raterModel: 'server:small:1b', judgeModel: 'webllm:B' },
  });
  const weights = await tinyWeights(1, tinyTokenizer.size, 512);
  const parts = { name: 'tiny', weights, tokenizer: tinyTokenizer.toJson() };
  const lessons: Lesson[][] = [[]];
  const waiting: { trajectory: Trajectory; iteration: number }[] = [];
  for await (const event of runExperiment(config, await openRunDeps(config, [localReplica()], parts, {}, opened))) {
    if (event.kind === 'evaluation') waiting.push(...event.panel.map((trajectory) => ({ trajectory, ...event })));
    if (event.kind === 'trajectories') {
      waiting.push(...event.trajectories.map((trajectory) => ({ trajectory, ...event })));
    }
    if (event.kind === 'complete' && config.learner === 'feedbackMemory') {
      lessons[event.checkpoint.iteration] = lessonsOf(event.checkpoint.learner.bytes);
    }
  }
  const sights = waiting.flatMap(({ trajectory, iteration }) =>
    trajectory.played.flatMap((__, turn) => sightsOf(trajectory, turn, config, lessons[iteration])),
  );

  const shownOf = (id: string, sending: (message: ChatMessage) => ChatMessage = (message) => message): Set<string> =>
    new Set(
      sights.flatMap(({ playedBy, sent }) =>
        'id' in playedBy && playedBy.id === id && sent.kind === 'chat' ? [same(sent.messages.map(sending))] : [],
      ),
    );
  for (const [id, { requests }] of Object.entries(fakes)) {
    const sent = new Set(requests.map(({ messages }) => same(messages)));
    expect(shownOf(id, (message) => toSend(message, facts))).toEqual(sent);
  }
  expect(shownOf('small:1b')).toEqual(new Set(server.asked.map(({ body }) => same(body.messages))));

  const asked = (model: Sight['model']) =>
    new Set(sights.filter((sight) => sight.model === model).map(({ answers: words }) => words?.join(' ') ?? null));
  expect(asked('rating')).toEqual(new Set(['1 2 3 4 5 6 7 8 9 10']));
  expect(asked('evaluator')).toEqual(asked('rating'));
  expect(asked('veto normal')).toEqual(new Set(['0 1']));
  for (const model of ['plan', 'agent'] as const) expect(asked(model)).toEqual(new Set([null]));
  const hasTurns = config.turns > 1;
  expect(asked('user')).toEqual(new Set(hasTurns ? [null] : []));
  expect(asked('transition')).toEqual(new Set(hasTurns ? ['1 2 3 4 5'] : []));
  const isTaught = config.learner === 'feedbackMemory';
  expect(new Set(sights.map(({ except }) => except))).toEqual(new Set(isTaught ? [null, 'lessons'] : [null]));
});
