import { useEffect, useState, useSyncExternalStore } from 'react';

/** How long the whole run takes, and the longest that an iteration may: nothing is waited for. */
const wholeMs = 10_000;
const longestMs = 2000;

export interface Playback {
  /** The newest iteration that has been played. */
  readonly at: number;
  readonly isPlaying: boolean;
  readonly isOver: boolean;
  /** Less motion is wanted: nothing plays, and Play shows the end. */
  readonly isStill: boolean;
  /** Plays, pauses, or plays again from the beginning. */
  readonly toggle: () => void;
  /** Stops there. */
  readonly goTo: (iteration: number) => void;
}

/** A run of so many iterations as it is played; it rests while it is not on show. */
export function usePlayback(iterations: number, isOnShow: boolean): Playback {
  const [at, setAt] = useState(0);
  const [wants, setWants] = useState(false);
  const isStill = useReducedMotion();
  const isOver = iterations > 0 && at >= iterations;
  const isPlaying = wants && isOnShow && !isOver;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(
      () => {
        setAt(at + 1);
      },
      Math.min(longestMs, wholeMs / iterations),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [isPlaying, at, iterations]);
  return {
    ...{ at, isPlaying, isOver, isStill },
    toggle: () => {
      if (isStill) setAt(isOver ? 0 : iterations);
      else if (isOver) {
        setAt(0);
        setWants(true);
      } else setWants(!isPlaying);
    },
    goTo: (iteration) => {
      setWants(false);
      setAt(Math.min(iterations, Math.max(0, iteration)));
    },
  };
}

const query = '(prefers-reduced-motion: reduce)';

function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => {
    list.removeEventListener('change', listener);
  };
}
