import { useId } from 'react';
import type { ReactNode } from 'react';
import { computedUntil, isRecorded, isRunning as runs, shownIteration } from '../../session/index.ts';
import type { Speed } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Now } from './Now.tsx';
import styles from './TimeBar.module.css';

const words = pageWords.time;
const speeds: readonly Speed[] = [0, 1, 2];

/** Time is one control: back to the start, play, steps, and which iteration is looked at. */
export function TimeBar() {
  return (
    <section className={styles['time']} aria-label={words.region}>
      <PlayButtons hasReset hasSteps />
      <SpeedSlider />
      <Scrubber />
      <Now />
    </section>
  );
}

export function PlayButtons({ hasReset = false, hasSteps = false }: { hasReset?: boolean; hasSteps?: boolean }) {
  const session = useSession();
  const isRunning = useSessionState(runs);
  const canPlay = useSessionState(
    ({ status, recording }) => isRecorded(recording) || (status !== 'opening' && status !== 'failed'),
  );
  return (
    <div className={styles['play']}>
      {hasReset && (
        <Round name={words.reset} onClick={session.reset}>
          <path d="M3.2 8a5 5 0 1 0 1.5-3.6M3 1.8v3.4h3.4" fill="none" stroke="currentColor" strokeWidth="1.7" />
        </Round>
      )}
      <Round
        isBig
        name={isRunning ? words.pause : words.play}
        isDisabled={!canPlay}
        onClick={isRunning ? session.pause : session.play}
      >
        {isRunning ? <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" /> : <path d="M4 2l9.5 6L4 14z" />}
      </Round>
      {hasSteps && (
        <>
          <Round
            name={words.step}
            hint={words.stepHint}
            isDisabled={!canPlay}
            onClick={() => {
              session.step('phase');
            }}
          >
            <path d="M3 2.5v11L10 8zM10.6 2.5H13v11h-2.4z" />
          </Round>
          <Round
            name={words.stepIteration}
            hint={words.stepIterationHint}
            isDisabled={!canPlay}
            onClick={() => {
              session.step('iteration');
            }}
          >
            <path d="M1 3v10l5.5-5zM6.5 3v10L12 8zM12.6 3H15v10h-2.4z" />
          </Round>
        </>
      )}
    </div>
  );
}

export function SpeedSlider() {
  const session = useSession();
  const speed = useSessionState((state) => state.speed);
  const speedId = useId();
  return (
    <div className={styles['speed']}>
      <label htmlFor={speedId}>{words.speed}</label>
      <input
        id={speedId}
        type="range"
        min={0}
        max={2}
        value={speed}
        aria-valuetext={words.speeds[speed]}
        onChange={(event) => {
          session.setSpeed(speeds[Number(event.target.value)] ?? 2);
        }}
      />
      <output htmlFor={speedId}>{words.speeds[speed]}</output>
    </div>
  );
}

/** Which iteration is looked at, as a slider over those that there are. */
export function Scrubber() {
  const session = useSession();
  const id = useId();
  const head = useSessionState((state) => state.view?.policies.at(-1)?.iteration ?? 0);
  const iterations = useSessionState((state) => (state.view ?? state.setup).config.iterations);
  const at = useSessionState((state) => shownIteration(state.view, state.lookedAt));
  const computed = useSessionState(computedUntil);
  const live = Math.max(0, Math.min(head, computed));
  return (
    <div className={styles['scrub']} dir="ltr">
      <label htmlFor={id} className="spoken">
        {words.iteration}
      </label>
      <div className={styles['track']} aria-hidden="true">
        <i className={styles['recorded']} style={{ width: `${String((100 * head) / iterations)}%` }} />
        <i style={{ width: `${String((100 * live) / iterations)}%` }} />
        {iterations <= 60 &&
          Array.from({ length: iterations + 1 }, (_, i) => (
            <b
              key={i}
              className={classes(i <= head && styles['reached'])}
              style={{ left: `${String((100 * i) / iterations)}%` }}
            />
          ))}
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={iterations}
        value={at}
        aria-valuetext={words.at(at, iterations)}
        onChange={(event) => {
          session.lookAt(Number(event.target.value));
        }}
      />
      <div className={styles['ends']} aria-hidden="true">
        <span>{words.untrained}</span>
        <span>{iterations}</span>
      </div>
    </div>
  );
}

interface RoundProps {
  readonly name: string;
  readonly hint?: string;
  readonly isBig?: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Round({ name, hint = name, isBig = false, isDisabled = false, onClick, children }: RoundProps) {
  return (
    <button
      type="button"
      className={classes(styles['round'], isBig && styles['big'])}
      aria-label={name}
      title={hint}
      disabled={isDisabled}
      onClick={onClick}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
