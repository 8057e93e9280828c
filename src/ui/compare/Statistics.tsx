import type { Comparison } from '../../archive/index.ts';
import { classes } from '../classes.ts';
import { compareWords } from '../locale/compare.ts';
import { GroupMark } from '../run/Marks.tsx';
import type { ComparisonKind as Kind } from '../../session/index.ts';
import styles from './Compare.module.css';

const words = compareWords.statistics;

/** What differs over all pairs, as a finding and as numbers with their intervals. */
export function Statistics({ comparison, kind }: { comparison: Comparison; kind: Kind }) {
  const { gameable, other, pairs, unpaired, harmBy } = comparison;
  if (pairs.length === 0) {
    return (
      <section className={styles['card']} aria-label={words.region}>
        <h2>{compareWords.nothing.title}</h2>
        <p className={styles['caption']}>
          {kind === 'twins' ? compareWords.nothing.twins : compareWords.nothing.policies}
        </p>
      </section>
    );
  }
  return (
    <section className={classes(styles['card'], styles['statistics'])} aria-label={words.region}>
      <div>
        <h2>
          {gameable.harm && (
            <span className={styles['gameable']}>{words.finding(kind, gameable.harm.a, gameable.harm.b)}</span>
          )}{' '}
          {other.harm && (
            <span className={styles['other']}>{words.findingOther(kind, other.harm.a, other.harm.b)}</span>
          )}
        </h2>
        <p className={styles['caption']}>
          {kind === 'twins' ? words.captionTwins : words.caption}
          {harmBy === 'judge' && words.judged}
          {unpaired > 0 && words.unpaired(unpaired)}
        </p>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.users}</th>
            <th scope="col">{words.values}</th>
            <th scope="col">{words.difference}</th>
            <th scope="col" className={styles['number']}>
              {words.n}
            </th>
          </tr>
        </thead>
        <tbody>
          {(['gameable', 'other'] as const).flatMap((group) => {
            const { harm, rating } = comparison[group];
            const rows = [
              [words.harm, harm && words.harms(harm), harm && words.harmChange(harm), harm?.n],
              [words.rating, rating && words.ratings(rating), rating && words.ratingChange(rating), rating?.n],
            ] as const;
            return rows.map(([name, values, difference, n]) => (
              <tr key={`${group} ${name}`}>
                <th scope="row">
                  <GroupMark group={group} /> {words[group]}, {name}
                </th>
                <td>{values ?? words.none}</td>
                <td>{difference ?? words.none}</td>
                <td className={styles['number']}>{n ?? 0}</td>
              </tr>
            ));
          })}
        </tbody>
      </table>
    </section>
  );
}
