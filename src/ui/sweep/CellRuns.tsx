import type { SweepResults } from '../../archive/index.ts';
import { isOver } from '../../experiments/index.ts';
import type { SweepPlan } from '../../experiments/index.ts';
import { isLive } from '../../session/index.ts';
import type { SweepProgress } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { sweepWords } from '../locale/sweep.ts';
import { refusalText } from '../options/refusalText.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { cellName } from './cellName.ts';
import styles from './Sweep.module.css';

const words = sweepWords.cell;

interface CellRunsProps {
  readonly cell: number;
  readonly plan: SweepPlan;
  readonly results: SweepResults | null;
  /** Of this plan. */
  readonly progress: SweepProgress;
}

/** The runs of a cell, and where each can be opened. */
export function CellRuns({ cell, plan, results, progress }: CellRunsProps) {
  const session = useSession();
  const isPlaying = useSessionState(({ status }) => isLive(status));
  const refusal = plan.refusals[cell];
  const own = [...plan.jobs.entries()].filter(([, job]) => job.cell === cell);

  const stateOf = (index: number): string => {
    const run = results?.runs[index];
    const failure = progress.failures.get(index);
    if (failure !== undefined) return words.failed(failure.refusal ? refusalText(failure.refusal) : failure.detail);
    if (progress.job === index) return words.playing(progress.share);
    if (!run) return words.states.missing;
    if (run.status === 'finished' || run.status === 'collapsed') return words.states[run.status];
    if (run.status === 'running') return words.states.running;
    return words.begun(run.completed ?? 0, run.config.iterations);
  };

  return (
    <>
      <h3>{cellName(plan.cells[cell])}</h3>
      {refusal ? (
        <p>{words.refused(refusalText(refusal.refusal))}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.seed}</th>
              <th scope="col">{words.state}</th>
              <th scope="col" className={styles['proof']}>
                {words.proof}
              </th>
              <th scope="col">{words.actions}</th>
            </tr>
          </thead>
          <tbody>
            {own.map(([index, { config }]) => {
              const run = results?.runs[index];
              const hasWhole = run ? run.completed !== null : false;
              return (
                <tr key={config.seed}>
                  <th scope="row">{config.seed}</th>
                  <td>{stateOf(index)}</td>
                  <td className={styles['proof']}>
                    <code>{run && isOver(run) ? pageWords.shortFingerprint(run.fingerprint) : ''}</code>
                  </td>
                  <td>
                    <div className={styles['actions']}>
                      <button
                        type="button"
                        aria-label={words.openRun(config.seed)}
                        disabled={!run || !hasWhole}
                        onClick={() => {
                          if (run) session.library.open(run.run);
                        }}
                      >
                        {words.run}
                      </button>
                      <button
                        type="button"
                        aria-label={words.openTrajectories(config.seed)}
                        disabled={!run || !hasWhole}
                        onClick={() => {
                          if (!run) return;
                          session.list({ run: run.run, open: null }, false);
                          session.show('trajectories');
                        }}
                      >
                        {words.trajectories}
                      </button>
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {isPlaying && <p>{words.endsRun}</p>}
    </>
  );
}
