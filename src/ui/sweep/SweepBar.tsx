import { useEffect, useMemo } from 'react';
import { chosenModels, isOver } from '../../experiments/index.ts';
import type { SweepPlan } from '../../experiments/index.ts';
import { estimateOf, isActive, mostSweepRuns, msOf, sweepLeft } from '../../session/index.ts';
import type { Sweeping, SweepPart, SweepProgress } from '../../session/index.ts';
import { modelsWords } from '../locale/models.ts';
import { sweepWords as words } from '../locale/sweep.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { cellName } from './cellName.ts';
import styles from './Sweep.module.css';

const noRuns: readonly never[] = [];

interface SweepBarProps {
  readonly part: SweepPart;
  /** Of this plan. */
  readonly progress: SweepProgress;
  readonly sweeping: Sweeping;
  readonly plan: SweepPlan;
}

function loadingText({ id, index, count, progress }: NonNullable<SweepProgress['loading']>): string {
  const { phase, bytes, speed, secondsLeft } = progress;
  const what = modelsWords.loading(id, modelsWords.phases[phase], index, count);
  return bytes ? words.loads(what, modelsWords.amount(bytes.done, bytes.total, speed, secondsLeft)) : what;
}

/** What the sweep takes, how far it is, and what can be done with it. */
export function SweepBar({ part, progress, sweeping, plan }: SweepBarProps) {
  const { library } = useSession();
  const stored = useSessionState((state) => state.library.runs);
  const meter = useSessionState((state) => state.library.meter);
  const { stage, waitsFor, job, share, model, failures, spoilt, speed, isMeasuring, loading } = progress;
  const active = isActive(stage);
  const known = useMemo(() => ({ model, spoilt, failures }), [model, spoilt, failures]);
  const { over, left, work } = useMemo(() => sweepLeft(plan, stored ?? noRuns, known), [plan, stored, known]);
  const { cells, seeds, jobs } = plan;
  const failed = failures.size;
  const isTooMany = jobs.length > mostSweepRuns;
  const hasLeft = left > 0 && !isTooMany && stored !== null;
  useEffect(() => {
    library.measure();
    if (hasLeft) part.measure(sweeping.base);
  }, [part, library, hasLeft, sweeping.base]);
  const bytes = useMemo(() => {
    // a run in progress has not its size yet
    const whole = (stored ?? noRuns).filter(isOver);
    return jobs.slice(0, mostSweepRuns).reduce((sum, { config }) => sum + estimateOf(config, whole, null).bytes, 0);
  }, [jobs, stored]);
  const size = jobs.length > 0 ? (bytes * left) / jobs.length : 0;
  const { usedBytes = null, allowedBytes = null } = meter ?? {};
  const free = usedBytes === null || allowedBytes === null ? Infinity : allowedBytes - usedBytes;
  const current = job === null ? undefined : jobs[job];
  const said = stage === 'waiting' && waitsFor ? words.waits[waitsFor] : words.stages[stage];

  /** One sentence after the other in the same place: nothing moves when the time is known. */
  const costText = (): string => {
    if (isTooMany) return words.cost.tooMany(jobs.length, mostSweepRuns);
    if (left === 0) return failed > 0 ? words.cost.failed(failed) : words.cost.done;
    const ms = msOf(speed, work);
    if (ms !== null) return words.cost.left(ms, size);
    if (!active && chosenModels(sweeping.base).length > 0) return words.cost.notBefore(size);
    return isMeasuring ? words.cost.measuring(size) : words.cost.unmeasured(size);
  };

  return (
    <section className={styles['card']} aria-label={words.cost.region}>
      <div className={styles['bar']}>
        <div className={styles['cost']}>
          <p>
            <b>{words.cost.size(jobs.length, cells.length, seeds.length)}</b> {words.cost.stored(over, jobs.length)}
          </p>
          <p>{costText()}</p>
          {size > free && <p>{words.cost.noRoom(free)}</p>}
        </div>
        <div className={styles['actions']}>
          {!active && (left > 0 || failed > 0) && (
            <button
              type="button"
              className={styles['solid']}
              disabled={isTooMany || stored === null}
              onClick={() => {
                part.start(sweeping);
              }}
            >
              {left === 0 ? words.again(failed) : over > 0 || stage === 'failed' ? words.goOn(left) : words.start}
            </button>
          )}
          {active && stage !== 'paused' && (
            <button type="button" className={styles['solid']} onClick={part.pause}>
              {words.pause}
            </button>
          )}
          {stage === 'paused' && (
            <button type="button" className={styles['solid']} onClick={part.resume}>
              {words.resume}
            </button>
          )}
          {active && (
            <button type="button" onClick={part.cancel}>
              {words.cancel}
            </button>
          )}
        </div>
      </div>
      <div className={styles['progress']}>
        <progress aria-label={words.progress} max={Math.max(1, jobs.length)} value={over + (current ? share : 0)} />
        <p role="status">{said}</p>
        {active && loading && <p className={styles['now']}>{loadingText(loading)}</p>}
        {active && !loading && current && (
          <p className={styles['now']}>
            {words.now(
              Math.min(over + 1, jobs.length),
              jobs.length,
              cellName(cells[current.cell]),
              current.config.seed,
            )}
          </p>
        )}
        {stage === 'playing' && !loading && !current && <p className={styles['now']}>{words.opens}</p>}
      </div>
    </section>
  );
}
