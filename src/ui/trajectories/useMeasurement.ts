import { useCallback, useState } from 'react';
import type { Place } from '../../archive/index.ts';
import type { Measurement } from '../../policies/index.ts';
import { useAnswer } from '../archive/useAnswer.ts';
import { useSession } from '../useSession.ts';

export interface Asked {
  /** Null: it has not come yet, or there is a fault. */
  readonly measurement: Measurement | null;
  readonly fault: string | null;
  readonly onRetry: () => void;
}

/** What is measured of the conversation at a place; asked anew for another one, whose answer alone is heard then. */
export function useMeasurement({ run, part, iteration, index }: Place): Asked {
  const session = useSession();
  const [tries, setTries] = useState(0);
  const ask = useCallback(
    () => session.measure({ run, part, iteration, index }).then((measurement) => ({ measurement, tries })),
    [session, run, part, iteration, index, tries],
  );
  const { value, isOld, fault } = useAnswer(ask);
  return {
    measurement: isOld || fault !== null ? null : (value?.measurement ?? null),
    fault,
    onRetry: () => {
      session.closePolicies();
      setTries((n) => n + 1);
    },
  };
}
