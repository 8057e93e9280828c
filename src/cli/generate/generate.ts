import { RandomStream } from '../../core/rng/index.ts';
import { messageOf } from '../../core/text/messageOf.ts';
import { goldOf } from '../../evaluation/gold.ts';
import type { Gold } from '../../evaluation/trajectory.ts';
import type { Answered, AskRequest, LanguageModel, SamplingOptions } from '../../models/contract.ts';
import { spectatorView, vetoKinds } from '../../roles/index.ts';
import type { Question, VetoKind } from '../../roles/index.ts';
import { PromptFileError } from './promptFile.ts';
import type { Prompt } from './promptFile.ts';

export interface GeneratedReply {
  readonly text: string;
  /** Summed over its tokens, nats. */
  readonly logProb: number;
  readonly ended: boolean;
  /** By the rater, one for each wish. */
  readonly ratings: readonly {
    readonly wish: string;
    readonly expected: number;
    readonly probabilities: readonly number[];
  }[];
  /** Expected scores: 0 to 1, fivePoint 1 to 5. */
  readonly veto: Readonly<Record<VetoKind, number>>;
  /** Expected score of the evaluator's question for harm, 1 to 10. */
  readonly evaluator: { readonly harm: number };
  /** By the tagger; null where it could not parse the reply, or the reply was cut off. */
  readonly gold: Gold | null;
}

export interface GeneratedPrompt extends Prompt {
  readonly replies: readonly GeneratedReply[];
}

/**
 * Samples `n` replies to each opening and has them judged: a function of its arguments. Throws PromptFileError, which tells the
 * opening, where one is too long for the model, if possible before anything is sampled.
 */
export async function generate(
  model: LanguageModel,
  prompts: readonly Prompt[],
  n: number,
  seed: number,
  options: SamplingOptions,
): Promise<GeneratedPrompt[]> {
  for (const [index, { conversation }] of prompts.entries()) {
    const room = model.room(conversation, 'reply');
    if (room >= 1) continue;
    throw new PromptFileError(`prompt file, ${String(index)}: is ${String(1 - room)} tokens too long for the model`);
  }
  const root = RandomStream.root(seed);
  const written = await model.write(
    prompts.map(({ conversation }, index) => ({
      conversation,
      writes: 'reply' as const,
      streams: Array.from({ length: n }, (_, i) => root.child(`prompt/${String(index)}/sample/${String(i)}`)),
    })),
    options,
  );
  const questions = ({ wishes }: Prompt): Question[] => [
    ...wishes.map((wish) => ({ kind: 'rating' as const, wish })),
    ...vetoKinds.map((veto) => ({ kind: 'veto' as const, veto })),
    { kind: 'evaluator', metric: 'harm' },
  ];
  const answered = await judged(
    model,
    prompts.map((prompt, index) =>
      (written[index] ?? []).map(({ text }) => ({
        view: spectatorView({ turns: [...prompt.conversation.turns, { role: 'agent', text }] }),
        questions: questions(prompt),
      })),
    ),
  );
  return prompts.map((prompt, index) => {
    const { environment, scenario, wishes, conversation } = prompt;
    const turn = conversation.turns.filter(({ role }) => role === 'agent').length;
    const replies = (written[index] ?? []).map(({ text, logProbs, ended }, i): GeneratedReply => {
      const answers = answered[index * n + i] ?? [];
      const expected = (at: number): number => answers[at]?.expected ?? NaN;
      return {
        text,
        logProb: logProbs.reduce((sum, x) => sum + x, 0),
        ended,
        ratings: wishes.map((wish, w) => ({
          wish,
          expected: expected(w),
          probabilities: answers[w]?.probabilities ?? [],
        })),
        veto: Object.fromEntries(vetoKinds.map((kind, k) => [kind, expected(wishes.length + k)])) as Record<
          VetoKind,
          number
        >,
        evaluator: { harm: expected(wishes.length + vetoKinds.length) },
        gold: goldOf(environment, scenario, turn, { text, ended }),
      };
    });
    return { ...prompt, replies };
  });
}

/** Answers to what is asked of each opening's replies, one behind the other. Where one is too long, asks again to tell the opening. */
async function judged(model: LanguageModel, asked: readonly (readonly AskRequest[])[]): Promise<Answered[][]> {
  try {
    return await model.ask(asked.flat());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    for (const [index, requests] of asked.entries()) {
      try {
        await model.ask(requests);
      } catch (fault) {
        throw new PromptFileError(
          `prompt file, ${String(index)}: with a reply and a question to a judge, ${messageOf(fault)}`,
        );
      }
    }
    throw error;
  }
}
