import { useSyncExternalStore } from 'react';
import type { DemoSession, DemoState } from '../../session/demoSession.ts';
import { Controls } from './Controls.tsx';
import { FactLine } from './FactLine.tsx';
import { FaultNotice } from './FaultNotice.tsx';
import { LossChart } from './LossChart.tsx';
import { PlotSpace } from './Plot.tsx';
import { RuleChart } from './RuleChart.tsx';
import { useCalm } from './useCalm.ts';
import { lossFinding, lossLegend, ruleFinding, ruleLegend } from './wording.ts';
import { Writings } from './Writings.tsx';
import styles from './DemoPage.module.css';

/** While a run goes on, its headline moves in strides, and it is read aloud in longer ones. */
const headlineStride = 10;
const spokenStride = 500;

/** The first page: a tiny model learns a made-up language from nothing while one looks on. */
export function DemoPage({ session }: { session: DemoSession }) {
  const calm = useCalm();
  const state = useSyncExternalStore(calm ? session.subscribeCalmly : session.subscribe, session.getState);
  const { facts, fault } = state;
  return (
    <>
      <header className={styles['header']}>
        <h1>Swayground</h1>
        {fault === null && <p>A small language model is learning to write in this tab. Nothing is uploaded.</p>}
      </header>
      <main className={styles['main']}>
        {fault !== null && <FaultNotice fault={fault} onRestart={session.restart} />}
        {(fault === null || facts !== null) && <Run state={state} session={session} />}
        <p className="spoken" aria-live="polite">
          {spoken(state)}
        </p>
      </main>
    </>
  );
}

function Run({ state, session }: { state: DemoState; session: DemoSession }) {
  const { facts, losses, ruleShares } = state;
  return (
    <>
      <Controls state={state} session={session} />
      <div className={styles['columns']}>
        <section className={styles['card']}>
          <div className={styles['words']}>
            <h2>{lossFinding(state, atStride(state, losses.length < headlineStride ? 1 : headlineStride))}</h2>
            <p className={styles['legend']}>{lossLegend(facts)}</p>
          </div>
          {facts === null ? <PlotSpace size="tall" /> : <LossChart facts={facts} losses={losses} />}
          {facts === null ? (
            <PlotSpace size="short" />
          ) : (
            <RuleChart facts={facts} shares={ruleShares} step={losses.length} />
          )}
        </section>
        <section className={styles['card']}>
          <div className={styles['words']}>
            <h2>{ruleFinding(state)}</h2>
            <p className={styles['legend']}>{ruleLegend}</p>
          </div>
          <Writings writing={state.writing} untrained={state.untrained} />
        </section>
      </div>
      <FactLine {...state} />
      <footer className={styles['footer']}>
        The engine alone, at work on harmless made-up notes: real gradients, computed in WebAssembly SIMD.
      </footer>
    </>
  );
}

/** The finding, now and then; the status when there is none. */
function spoken(state: DemoState): string {
  const step = atStride(state, spokenStride);
  if (state.facts === null || state.fault !== null) return '';
  return state.status === 'running' && step === 0 ? 'The model is learning.' : lossFinding(state, step);
}

/** The last step that counts for a text that follows a run in strides; exact when the run stands still. */
function atStride({ status, losses }: DemoState, stride: number): number {
  return status === 'running' ? Math.floor(losses.length / stride) * stride : losses.length;
}
