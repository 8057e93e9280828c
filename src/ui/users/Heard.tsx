import { useEffect, useState } from 'react';
import { usersWords } from '../locale/users.ts';
import { useSession } from '../useSession.ts';
import { textsOf } from './draft.ts';
import type { Draft } from './draft.ts';
import styles from './Users.module.css';

const words = usersWords.own;
/** Nothing is asked while somebody types. */
const restMs = 500;
const mostTold = 12;

interface Told {
  readonly unknown: readonly string[];
  readonly longest: number;
}

/** What the built-in model makes of the words. */
export function Heard({ draft }: { draft: Draft }) {
  const session = useSession();
  const [told, setTold] = useState<Told | 'fault' | null>(null);
  const texts = JSON.stringify(textsOf(draft));
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      session.hear(JSON.parse(texts) as string[]).then(
        (heard) => {
          if (isOver) return;
          const unknown = [...new Set(heard.flatMap((each) => each.unknown))];
          setTold({ unknown, longest: Math.max(0, ...heard.map(({ tokens }) => tokens)) });
        },
        () => {
          session.closePolicies();
          if (!isOver) setTold('fault');
        },
      );
    }, restMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [session, texts]);
  return (
    <p className={styles['heard']} role="status">
      {texts === '[]' || told === null ? '' : told === 'fault' ? words.unheard : sentence(told)}
    </p>
  );
}

function sentence({ unknown, longest }: Told): string {
  const shown = unknown.slice(0, mostTold);
  const first = unknown.length === 0 ? words.known : words.unknown(shown, unknown.length - shown.length);
  return `${first} ${words.longest(longest)}`;
}
