import { lectureWords } from '../locale/lecture.ts';
import styles from './Lecture.module.css';

const words = lectureWords.crowd;
const all = 40;
const perRow = 20;

/** Users in the run's own mix, told apart by shape and filling as well as by colour. `share`: of gameable users. */
export function Crowd({ share }: { share: number }) {
  const gameable = Math.round(share * all);
  const isGameable = (i: number): boolean => Math.floor(((i + 1) * gameable) / all) > Math.floor((i * gameable) / all);
  return (
    <div className={styles['crowd']}>
      <svg viewBox="0 0 520 60" role="img" aria-label={words.users(gameable, all)}>
        {Array.from({ length: all }, (_, i) => (
          <User key={i} isGameable={isGameable(i)} x={(i % perRow) * 26 + 13} y={Math.floor(i / perRow) * 30 + 15} />
        ))}
      </svg>
      <p>
        {([true, false] as const).map((isOne) => (
          <span key={String(isOne)}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <User isGameable={isOne} x={12} y={12} />
            </svg>
            {isOne ? words.gameable : words.others}
          </span>
        ))}
      </p>
    </div>
  );
}

function User({ isGameable, x, y }: { isGameable: boolean; x: number; y: number }) {
  if (!isGameable) return <circle cx={x} cy={y} r="7.5" fill="none" stroke="var(--other)" strokeWidth="2.6" />;
  return <path d={`M${String(x)} ${String(y - 10)}l10 10-10 10-10-10z`} fill="var(--gameable)" />;
}
