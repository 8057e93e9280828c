import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { sweepCsv } from '../../experiments/index.ts';
import { isActive, saveFile, sweepMeasures } from '../../session/index.ts';
import type { SweepPart, SweepProgress } from '../../session/index.ts';
import { Choice } from '../archive/Choice.tsx';
import { Waiting } from '../archive/StoredRuns.tsx';
import { modelFaultWords } from '../locale/models.ts';
import { sweepWords as words } from '../locale/sweep.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession } from '../useSession.ts';
import { CellRuns } from './CellRuns.tsx';
import { shownCells } from './cells.ts';
import { Heatmap, Legend } from './Heatmap.tsx';
import { SweepBar } from './SweepBar.tsx';
import { SweepSetup } from './SweepSetup.tsx';
import { useResults, useShownSweep, useSweepPart } from './useSweep.ts';
import { toldOf } from './told.ts';
import styles from './Sweep.module.css';

function causeOf({ kind, model }: NonNullable<SweepProgress['fault']>): string {
  if (!model) return words.faults.causes[kind];
  const { title, advice } = modelFaultWords(model);
  return words.faults.ofModel(title, advice);
}

/** A grid of runs: one or two fields with seeds, computed here, and what they came to. */
export default function SweepScreen() {
  const part = useSweepPart();
  return part ? <Sweep part={part} /> : <Waiting text={words.opening} />;
}

function Sweep({ part }: { part: SweepPart }) {
  const session = useSession();
  const played = useStore(part.store);
  const { sweeping, plan, isOther } = useShownSweep(played);
  const progress = useMemo(() => toldOf(played, sweeping), [played, sweeping]);
  const [attempt, setAttempt] = useState(0);
  const { value: read, fault } = useResults(plan, progress.model, attempt);
  const detailsId = useId();
  const { measure } = sweeping;
  const opened = sweeping.cell !== null && sweeping.cell < plan.cells.length ? sweeping.cell : null;
  const active = isActive(progress.stage);
  const cells = shownCells(plan, read, measure, progress);

  return (
    <section className={styles['screen']} aria-label={words.region}>
      <header className={styles['intro']}>
        <h2>{words.title}</h2>
        <p>{words.intro}</p>
      </header>
      {isOther && (
        <Notice
          title={words.other.title}
          action={words.other.action}
          onAction={() => {
            if (played.sweeping) session.sweepOver(played.sweeping, true);
          }}
        >
          <p>{words.other.text}</p>
        </Notice>
      )}
      {progress.fault && (
        <div className={styles['stopped']} role="alert">
          <b>{words.faults.title}.</b> {causeOf(progress.fault)} {words.faults.text}
          {progress.fault.detail !== '' && (
            <>
              {' '}
              {words.faults.said} <code>{progress.fault.detail}</code>
            </>
          )}
        </div>
      )}
      <div className={styles['two']}>
        <SweepSetup sweeping={sweeping} isLocked={active} />
        <div className={styles['main']}>
          <SweepBar {...{ part, progress, sweeping, plan }} />
          {fault !== null && (
            <Notice
              isAlert
              title={words.faults.failed}
              action={words.faults.again}
              onAction={() => {
                session.closeArchive();
                setAttempt((before) => before + 1);
              }}
            >
              <p>
                {words.faults.said} <code>{fault}</code>
              </p>
            </Notice>
          )}
          <section className={styles['card']} aria-label={words.measures[measure]}>
            <div className={styles['bar']}>
              <div>
                <h3>{words.measures[measure]}</h3>
                <p>
                  {words.captions[measure]} {words.after}
                </p>
              </div>
              <div className={styles['tools']}>
                <Choice
                  label={words.measure}
                  value={measure}
                  options={sweepMeasures.map((each) => [each, words.measures[each]])}
                  onChoose={(value) => {
                    const chosen = sweepMeasures.find((each) => each === value);
                    if (chosen) session.sweepOver({ measure: chosen }, true);
                  }}
                />
                <button
                  type="button"
                  title={words.csvHint}
                  disabled={!read || cells.every(({ over }) => over === 0)}
                  onClick={() => {
                    if (read) saveFile(new Blob([sweepCsv(read.table)], { type: 'text/csv' }), words.csvName);
                  }}
                >
                  {words.csv}
                </button>
              </div>
            </div>
            <div className={styles['results']}>
              <div className={styles['map']}>
                <Heatmap
                  {...{ sweeping, cells, detailsId }}
                  isRead={read !== null}
                  onOpen={(cell) => {
                    session.sweepOver({ cell }, true);
                  }}
                />
                <Legend measure={measure} />
              </div>
              <div id={detailsId} className={styles['details']}>
                {opened !== null && (
                  <section aria-label={words.cell.region}>
                    <CellRuns {...{ cell: opened, plan, results: read, progress }} />
                  </section>
                )}
              </div>
            </div>
            {read && read.ofOtherModels > 0 && <p>{words.otherModels(read.ofOtherModels)}</p>}
            {read && read.damaged.length > 0 && <p>{words.damaged(read.damaged.length)}</p>}
          </section>
        </div>
      </div>
    </section>
  );
}
