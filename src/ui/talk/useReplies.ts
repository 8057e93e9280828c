import { useEffect, useMemo, useState } from 'react';
import { messageOf } from '../../core/text/messageOf.ts';
import type { Talked, TalkProgress, TalkRequest, Unmeasured } from '../../policies/index.ts';
import type { Said, Session, TalkBasis } from '../../session/index.ts';
import { useSession } from '../useSession.ts';

export interface Replies {
  /** To each message; null: none yet. Those behind the first `done` were given by somebody else, or with other notes. */
  readonly answers: readonly (Talked | null)[];
  readonly done: number;
  readonly isBusy: boolean;
  readonly progress: TalkProgress | null;
  readonly refused: Unmeasured | null;
  readonly fault: string | null;
  readonly isStopped: boolean;
  readonly stop: () => void;
  readonly retry: () => void;
}

interface Plan {
  readonly request: TalkBasis['request'];
  readonly messages: readonly { readonly text: string; readonly seed: number }[];
}

interface Told {
  readonly plan: Plan | null;
  /** What is shown, also of the plan before, each with what it answers; the first `done` of them are the plan's own. */
  readonly shown: readonly { readonly text: string; readonly answer: Talked }[];
  readonly done: number;
  readonly progress: TalkProgress | null;
  readonly refused: Unmeasured | null;
  readonly fault: string | null;
}

const nothing: Told = { plan: null, shown: [], done: 0, progress: null, refused: null, fault: null };

/** A reply is a function of its request, so who comes back to a talk need not wait. */
const known = new WeakMap<Session, Map<string, Talked>>();
const mostKnown = 500;

function answersOf(session: Session): Map<string, Talked> {
  let answers = known.get(session);
  if (!answers || answers.size > mostKnown) known.set(session, (answers = new Map<string, Talked>()));
  return answers;
}

/** Replies to all messages, one after the other, asked for anew when anything is another thing that they depend on. */
export function useReplies({ request, opening }: TalkBasis, said: readonly Said[]): Replies {
  const session = useSession();
  const messages = said.map(({ text, seed }) => ({ text: text ?? opening, seed }));
  // as text, so that equal plans are the same one
  const key = JSON.stringify({ request, messages } satisfies Plan);
  const plan = useMemo(() => JSON.parse(key) as Plan, [key]);
  const [told, setTold] = useState<Told>(nothing);
  const [tries, setTries] = useState(0);
  const [stopped, setStopped] = useState<Plan | null>(null);
  const isStopped = stopped === plan;

  useEffect(() => {
    if (isStopped) return;
    let isOver = false;
    const tell = (changes: Partial<Told>): void => {
      if (!isOver) setTold(({ shown }) => ({ ...nothing, shown, plan, ...changes }));
    };
    replies(session, plan, {
      goesOn: () => !isOver,
      onProgress: (progress) => {
        if (!isOver) setTold((before) => ({ ...before, progress }));
      },
      onAnswers: (answers) => {
        const own = answers.map((answer, i) => ({ text: plan.messages[i]?.text ?? '', answer }));
        const done = own.length;
        if (!isOver) setTold(({ shown }) => ({ ...nothing, plan, done, shown: [...own, ...shown.slice(done)] }));
      },
    }).then(
      (refused) => {
        if (refused) tell({ refused, shown: [] });
      },
      (error: unknown) => {
        tell({ fault: messageOf(error) });
      },
    );
    return () => {
      isOver = true;
    };
  }, [session, plan, isStopped, tries]);

  const isNew = told.plan === plan;
  const { refused, fault, done } = isNew ? told : nothing;
  const answers = plan.messages.map(({ text }, i) => {
    const shown = told.shown[i];
    return shown?.text === text ? shown.answer : null;
  });
  const isDone = done >= plan.messages.length || refused !== null || fault !== null;
  return {
    ...{ answers, done, isStopped, refused, fault, progress: told.progress },
    isBusy: plan.messages.length > 0 && !isDone && !isStopped,
    stop: () => {
      session.closePolicies();
      setStopped(plan);
    },
    retry: () => {
      session.closePolicies();
      setStopped(null);
      setTold(({ shown }) => ({ ...nothing, shown }));
      setTries((n) => n + 1);
    },
  };
}

interface Listener {
  readonly goesOn: () => boolean;
  readonly onProgress: (progress: TalkProgress) => void;
  /** All so far. */
  readonly onAnswers: (answers: readonly Talked[]) => void;
}

/** Each side's next message goes to the conversation that it has had. Gives why nobody answers; null: all have. */
async function replies(session: Session, { request, messages }: Plan, listener: Listener): Promise<Unmeasured | null> {
  const remembered = answersOf(session);
  const answers: Talked[] = [];
  for (const [turn, { text, seed }] of messages.entries()) {
    const before = answers.at(-1);
    const asked: TalkRequest = {
      ...request,
      ...{ said: text, seed, turn },
      ...{ trained: before?.trained?.turns ?? [], untrained: before?.untrained.turns ?? [] },
    };
    const name = JSON.stringify(asked);
    let answer = remembered.get(name);
    if (!answer) {
      const fresh = await session.reply(asked, listener.onProgress);
      if (!listener.goesOn()) return null;
      if (fresh.kind === 'unmeasured') return fresh;
      remembered.set(name, fresh);
      answer = fresh;
    }
    answers.push(answer);
    listener.onAnswers([...answers]);
  }
  if (messages.length === 0) listener.onAnswers([]);
  return null;
}
