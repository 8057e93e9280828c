import type { DemoFacts } from '../../../workers/protocol.ts';
import type { RuleShare } from '../../session/demoSession.ts';
import { Plot, plotY } from './Plot.tsx';
import { shareInterval, whole } from './wording.ts';
import styles from './charts.module.css';

interface RuleChartProps {
  readonly facts: DemoFacts;
  readonly shares: readonly RuleShare[];
  /** Where the run stands. */
  readonly step: number;
}

/** The share of sampled notes that keep every rule, with its 95 % interval. */
export function RuleChart({ facts, shares, step }: RuleChartProps) {
  const last = shares.at(-1);
  const share = last === undefined ? 0 : last.keeping / last.sampled;
  return (
    <Plot
      label={`Line chart of the share of notes that keep every rule, from 0 to 100 %, over ${whole(facts.totalSteps)} steps.`}
      size="short"
      steps={facts.totalSteps}
      top={1}
      unit="notes that keep every rule"
      levels={[0, 0.5, 1].map((value) => ({ value, text: percent(value) }))}
      now={step}
      end={last === undefined ? null : { step: last.step, value: share, text: percent(share) }}
    >
      <path className={styles['band']} d={band(shares)} />
      <path
        className={styles['curve']}
        d={line(shares, ({ keeping, sampled }) => keeping / sampled)}
        vectorEffect="non-scaling-stroke"
      />
    </Plot>
  );
}

function line(shares: readonly RuleShare[], value: (share: RuleShare) => number): string {
  return shares.map((share, index) => `${index === 0 ? 'M' : 'L'}${point(share.step, value(share))}`).join('');
}

function band(shares: readonly RuleShare[]): string {
  const upper = line(shares, ({ keeping, sampled }) => shareInterval(keeping, sampled)[1]);
  const lower = shares
    .toReversed()
    .map(({ step, keeping, sampled }) => `L${point(step, shareInterval(keeping, sampled)[0])}`);
  return shares.length === 0 ? '' : `${upper}${lower.join('')}Z`;
}

function point(step: number, share: number): string {
  return `${String(step)} ${plotY(share, 1).toFixed(1)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
