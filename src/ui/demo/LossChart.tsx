import { useMemo } from 'react';
import type { DemoFacts } from '../../../workers/protocol.ts';
import type { DemoState } from '../../session/demoSession.ts';
import { Plot, plotY } from './Plot.tsx';
import { meanOver, recentMean, whole } from './wording.ts';
import styles from './charts.module.css';

/** Distance of the rows of the table that screen readers get. */
const tableInterval = 100;

/** The loss of every step, and its running mean, between blind guessing and the best possible. */
export function LossChart({ facts, losses }: { facts: DemoFacts; losses: DemoState['losses'] }) {
  const top = facts.uniformNats;
  const step = losses.length;
  const mean = recentMean(losses, step);
  const [single, smooth] = useMemo(() => paths(losses, top), [losses, top]);
  return (
    <>
      <Plot
        label={`Line chart of the surprise, from 0 to ${top.toFixed(2)} nats a token, over ${whole(facts.totalSteps)} steps.`}
        size="tall"
        steps={facts.totalSteps}
        top={top}
        unit="cross entropy, nats a token"
        levels={[0, 1, 2, 3, 4].map((value) => ({ value, text: value.toFixed(0) }))}
        bounds={[
          { value: top, text: `guessing blindly: ${top.toFixed(2)}` },
          { value: facts.bestNats, text: `the best any model can do: ${facts.bestNats.toFixed(2)}` },
        ]}
        now={step}
        end={step === 0 ? null : { step, value: mean, text: mean.toFixed(2) }}
      >
        <path className={styles['single']} d={single} vectorEffect="non-scaling-stroke" />
        <path className={styles['curve']} d={smooth} vectorEffect="non-scaling-stroke" />
      </Plot>
      <LossTable losses={losses} />
    </>
  );
}

/** The losses and their running means as SVG paths; step k lies at x = k. */
function paths(losses: Float64Array, top: number): [string, string] {
  let single = '';
  let smooth = '';
  for (let step = 1; step <= losses.length; step++) {
    const command = `${step === 1 ? 'M' : 'L'}${String(step)} `;
    single += command + plotY(losses[step - 1] ?? 0, top).toFixed(1);
    smooth += command + plotY(recentMean(losses, step), top).toFixed(1);
  }
  return [single, smooth];
}

function LossTable({ losses }: { losses: DemoState['losses'] }) {
  const steps = Array.from(
    { length: Math.floor(losses.length / tableInterval) },
    (_, row) => (row + 1) * tableInterval,
  );
  return (
    <div className="spoken">
      <table>
        <caption>{`Surprise by step, mean of ${String(meanOver)} steps`}</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Nats a token</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step}>
              <th scope="row">{whole(step)}</th>
              <td>{recentMean(losses, step).toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
