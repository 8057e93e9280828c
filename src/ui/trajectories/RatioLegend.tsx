import { classes } from '../classes.ts';
import { ratioWords as words } from '../locale/ratios.ts';
import { ratioLimits, ratioMark } from './ratioMark.ts';
import styles from './Ratios.module.css';

const shown = [...[...ratioLimits].reverse().map((limit) => -limit), 0, ...ratioLimits];

/** From which log-ratio on a word looks how. */
export function RatioLegend() {
  return (
    <p className={styles['legend']}>
      {words.legend} <span>{words.less}</span>
      <span className={styles['scale']} dir="ltr">
        {shown.map((nats) => (
          <span key={nats} className={classes(styles['swatch'], styles[ratioMark(nats)])}>
            {words.mark(nats)}
          </span>
        ))}
      </span>
      <span>{words.more}</span>
    </p>
  );
}
