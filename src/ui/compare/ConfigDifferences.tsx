import { configKeys } from '../../experiments/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { compareWords } from '../locale/compare.ts';
import { fieldLabel } from '../locale/options.ts';
import { settingText } from '../options/settingText.ts';
import styles from './Compare.module.css';

const words = compareWords.config;

/** The settings in which two runs differ, and nothing of the others. */
export function ConfigDifferences({ a, b }: { a: StoredRun; b: StoredRun }) {
  const keys = configKeys.filter((key) => settingText(key, a.config[key]) !== settingText(key, b.config[key]));
  const isOtherModel = a.model.hash !== b.model.hash;
  const n = keys.length + Number(isOtherModel);
  return (
    <details className={styles['card']} open={n > 0 && n <= 8}>
      <summary>{words.title(n)}</summary>
      {n > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{compareWords.run.a}</th>
              <th scope="col">{compareWords.run.b}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">{fieldLabel(key)}</th>
                <td>{settingText(key, a.config[key])}</td>
                <td>{settingText(key, b.config[key])}</td>
              </tr>
            ))}
            {isOtherModel && (
              <tr>
                <th scope="row">{words.model}</th>
                <td>{`${a.model.name} ${a.model.hash.slice(0, 8)}`}</td>
                <td>{`${b.model.name} ${b.model.hash.slice(0, 8)}`}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </details>
  );
}
