import { useCallback, useEffect, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { unfetchedWords as words } from '../locale/faults.ts';
import { Dialog } from './Dialog.tsx';
import { fetchFailedSheets } from './failedSheets.ts';
import styles from './Fetched.module.css';

type Fetch<Props> = () => Promise<{ readonly default: ComponentType<Props> }>;

interface RetryProps {
  readonly isTrying: boolean;
  readonly onAgain: () => void;
}

/**
 * A part of the page whose script is fetched when it is first drawn; nothing until then. Where it can't be had, that is said in
 * its place, and the rest of the page goes on, a live run too. Not React's `lazy`, which keeps a failure for good, while browsers
 * import again what could not be fetched.
 */
export function fetched<Props extends object>(fetchPart: Fetch<Props>): ComponentType<Props> {
  return fetchedOr(fetchPart, (_, retry) => (
    <section className={styles['unfetched']} role="alert">
      <h2>{words.title}</h2>
      <Unfetched {...retry} />
    </section>
  ));
}

/** The same of a dialog: what is said is one, too. */
export function fetchedDialog<Props extends { readonly onClose: () => void }>(
  fetchPart: Fetch<Props>,
): ComponentType<Props> {
  return fetchedOr(fetchPart, ({ onClose }, retry) => (
    <Dialog title={words.title} onClose={onClose}>
      <Unfetched {...retry} />
    </Dialog>
  ));
}

function fetchedOr<Props extends object>(
  fetchPart: Fetch<Props>,
  unfetched: (props: Props, retry: RetryProps) => ReactNode,
): ComponentType<Props> {
  const fetchWhole: Fetch<Props> = async () => {
    await fetchFailedSheets();
    return fetchPart();
  };
  /** Once it is there, it is drawn at once. */
  let held: ComponentType<Props> | null = null;
  return function Fetched(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => held);
    const [stage, setStage] = useState<'fetching' | 'failed' | 'again'>('fetching');
    const ask = useCallback((): void => {
      fetchWhole().then(
        (module) => {
          held = module.default;
          setPart(() => module.default);
        },
        () => {
          setStage('failed');
        },
      );
    }, []);
    useEffect(() => {
      if (!held) ask();
    }, [ask]);
    if (Part) return <Part {...props} />;
    if (stage === 'fetching') return null;
    return unfetched(props, {
      isTrying: stage === 'again',
      onAgain: () => {
        setStage('again');
        ask();
      },
    });
  };
}

function Unfetched({ isTrying, onAgain }: RetryProps) {
  return (
    <>
      <p>{words.text}</p>
      <p>{words.reloading}</p>
      <div className={styles['actions']}>
        <button type="button" className={styles['lead']} onClick={onAgain}>
          {isTrying ? words.trying : words.again}
        </button>
        <button
          type="button"
          onClick={() => {
            location.reload();
          }}
        >
          {words.reload}
        </button>
      </div>
    </>
  );
}
