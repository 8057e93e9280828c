import { useEffect, useState } from 'react';
import { messageOf } from '../../core/text/messageOf.ts';

export interface Answer<Value> {
  /** The last answer, also while another question is open; null: none yet. */
  readonly value: Value | null;
  /** True: `value` does not answer the question that is open now. */
  readonly isOld: boolean;
  /** Why the question could not be answered. */
  readonly fault: string | null;
}

interface Told<Value> {
  readonly ask: unknown;
  readonly value: Value | null;
  readonly fault: string | null;
}

/** Asks when `ask` is another function (so it is to be kept with useCallback); an answer that comes too late is not heard. */
export function useAnswer<Value>(ask: (() => Promise<Value>) | null): Answer<Value> {
  const [told, setTold] = useState<Told<Value>>({ ask: null, value: null, fault: null });
  useEffect(() => {
    if (!ask) return;
    let isOver = false;
    ask().then(
      (value) => {
        if (!isOver) setTold({ ask, value, fault: null });
      },
      (error: unknown) => {
        const fault = messageOf(error);
        if (!isOver) setTold(({ value }) => ({ ask, value, fault }));
      },
    );
    return () => {
      isOver = true;
    };
  }, [ask]);
  const isOld = told.ask !== ask;
  return { value: told.value, isOld, fault: isOld ? null : told.fault };
}
