import type { Group } from '../../facts/index.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import styles from './Panel.module.css';

const [width, height, step] = [200, 44, 20] as const;

/** How probable each rating from 1 to 10 is, and where the mean lies. */
export function RatingBars(props: { probabilities: readonly number[]; expected: number; group: Group }) {
  const { probabilities, expected, group } = props;
  const highest = Math.max(...probabilities, 1e-9);
  const mean = (expected - 0.5) * step;
  return (
    <svg
      className={styles['bars']}
      viewBox={`0 0 ${String(width)} ${String(height + 14)}`}
      width={width}
      height={height + 14}
      role="img"
      aria-label={trajectoryWords.panel.ratings(probabilities, expected)}
    >
      {probabilities.map((probability, i) => {
        const tall = Math.max(1.5, (height * probability) / highest);
        return (
          <rect
            key={i}
            x={step * i + 2}
            y={height - tall}
            width={step - 4}
            height={tall}
            rx={1}
            fill={`var(--${group})`}
          />
        );
      })}
      {Number.isFinite(mean) && <path d={`M${String(mean)} 0v${String(height)}`} className={styles['mean']} />}
      {[1, 5, 10].map((rating) => (
        <text key={rating} x={step * (rating - 0.5)} y={height + 12} textAnchor="middle">
          {rating}
        </text>
      ))}
    </svg>
  );
}
