import { useEffect, useRef, useState } from 'react';
import { startSelfTest, version } from '../../session/index.ts';
import type { RunningSelfTest } from '../../session/index.ts';
import type { ModelRecord } from '../../models/webllm/records.ts';
import type { SelfTestReport } from '../../../workers/protocol.ts';
import { selfTestWords as words } from '../locale/selfTest.ts';
import { CopyField } from '../share/CopyField.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { checkNames, detailOf, selfTestText } from './selfTestText.ts';
import type { SelfTestFacts } from './selfTestText.ts';
import styles from './SelfTestDialog.module.css';

interface SelfTestDialogProps {
  readonly model: string;
  /** The record of a model of one's own; null: WebLLM's list has it. */
  readonly own: ModelRecord | null;
  readonly onClose: () => void;
  /** Given by tests. */
  readonly start?: typeof startSelfTest;
}

interface State extends Pick<SelfTestFacts, 'gpu' | 'results'> {
  readonly stage: 'idle' | 'running' | 'over';
  /** Of the model's loading, 0 to 1. */
  readonly share: number | null;
  readonly fault: string | null;
}

const idle: State = { stage: 'idle', gpu: null, results: {}, share: null, fault: null };

/** Whether what a run on WebLLM relies on holds on this device, check by check, to be copied as text. */
export function SelfTestDialog({ model, own, onClose, start = startSelfTest }: SelfTestDialogProps) {
  const [state, setState] = useState(idle);
  const running = useRef<RunningSelfTest | null>(null);
  const { stage, gpu, results, share, fault } = state;

  const end = (): void => {
    running.current?.stop();
    running.current = null;
  };
  // who closes the dialog wants no more of it
  useEffect(
    () => () => {
      running.current?.stop();
    },
    [],
  );

  const begin = (): void => {
    end();
    setState({ ...idle, stage: 'running' });
    const mine = start(own ?? model, (report) => {
      if (running.current === mine) setState((before) => after(before, report));
    });
    running.current = mine;
    const over = (message: string | null): void => {
      if (running.current !== mine) return;
      running.current = null;
      setState((before) => ({ ...before, stage: 'over', fault: message }));
    };
    mine.done.then(
      () => {
        over(null);
      },
      (error: unknown) => {
        over(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const stop = (): void => {
    end();
    setState((before) => ({ ...before, stage: 'over' }));
  };

  const current = stage === 'running' ? checkNames.find((name) => results[name] === undefined) : undefined;
  const facts = { version, model, gpu, agent: navigator.userAgent, results };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.intro(model)}</p>
      <p className={styles['actions']}>
        <button type="button" className={styles['solid']} onClick={stage === 'running' ? stop : begin}>
          {stage === 'running' ? words.stop : stage === 'idle' ? words.begin : words.again}
        </button>
        <span role="status">{fault === null ? '' : words.broken(fault)}</span>
      </p>
      <ol className={styles['checks']} aria-busy={stage === 'running'}>
        {checkNames.map((name) => {
          const result = results[name];
          const isRunning = name === current;
          const outcome = result ? words.outcomes[result.outcome] : isRunning ? words.running : words.waiting;
          const detail = result
            ? detailOf(result)
            : isRunning && share !== null && name === 'load'
              ? words.loading(share)
              : '';
          return (
            <li key={name} data-outcome={result?.outcome}>
              <span>{words.checks[name]}</span>
              <strong>{outcome}</strong>
              <span className={styles['detail']}>{detail}</span>
            </li>
          );
        })}
      </ol>
      <CopyField label={words.copyLabel} text={selfTestText(facts)} hint={words.copyHint} rows={9} />
    </Dialog>
  );
}

function after(before: State, report: SelfTestReport): State {
  switch (report.kind) {
    case 'gpu':
      return { ...before, gpu: { description: report.description, isFallback: report.isFallback } };
    case 'loading':
      return { ...before, share: report.share };
    case 'result':
      return { ...before, results: { ...before.results, [report.result.name]: report.result } };
  }
}
