import { useState } from 'react';
import { configKeys } from '../../experiments/index.ts';
import type { Handout } from '../../handout/index.ts';
import { ChartCard } from '../charts/ChartCard.tsx';
import { pageWords } from '../locale/page.ts';
import { handoutWords as words } from '../locale/handout.ts';
import { fieldLabel } from '../locale/options.ts';
import { settingText } from '../options/settingText.ts';
import { harmChart } from '../run/harmChart.ts';
import { ratingChart } from '../run/ratingChart.ts';
import { TwinsOf } from '../run/TwinsOf.tsx';
import styles from './Reader.module.css';

/** In a handout nothing is live, so nothing is told apart from what is. */
const origin = { full: Infinity, legend: null, originOf: () => null };

/** A run to be read, from a file on disk: any iteration of it, its charts, what was said. */
export function Reader({ handout }: { handout: Handout }) {
  const { name, config, policies, hidden } = handout;
  const head = policies.length - 1;
  const [at, setAt] = useState(head);
  const policy = policies[at] ?? null;
  const source = {
    ...{ policies, policy, config, origin },
    onMove: (iteration: number) => {
      setAt(Math.min(head, Math.max(0, iteration)));
    },
  };
  return (
    <>
      <header className={styles['header']}>
        <p>{words.kind}</p>
        <h1>{name}</h1>
        <p>
          <span className={styles['tag']}>{pageWords.simulated}</span>{' '}
          {hidden.includes('seed') ? '' : `${words.seed(config.seed)} · `}
          {pageWords.toy}
        </p>
      </header>
      <main className={styles['main']}>
        <label className={styles['time']}>
          {words.iteration}
          <input
            type="range"
            min={0}
            max={head}
            value={at}
            aria-valuetext={words.at(at, config.iterations)}
            onChange={(event) => {
              setAt(Number(event.target.value));
            }}
          />
          <output>{words.at(at, config.iterations)}</output>
        </label>
        <div className={styles['row']}>
          <ChartCard {...harmChart(source, 420)} />
          <TwinsOf policy={policy} newest={policies.at(-1) ?? null} untrained={policies[0] ?? null} />
        </div>
        <div className={styles['row']}>
          <ChartCard {...ratingChart(source)} />
          <About handout={handout} />
        </div>
      </main>
    </>
  );
}

function About({ handout: { config, hidden, model, fingerprint, end, pairs, madeBy, link } }: { handout: Handout }) {
  return (
    <section className={styles['about']} aria-label={words.about}>
      <h2>{words.about}</h2>
      <p>
        {words.ends[end ?? 'none']} {words.left(pairs)} {words.madeBy(madeBy)}
      </p>
      <p>
        {pageWords.fingerprint} <code>{fingerprint}</code>
      </p>
      <p>
        {words.model(model.name)} <code>{model.hash}</code>
      </p>
      <p>
        <a href={link}>{words.link}</a>
      </p>
      <details>
        <summary>{words.settings}</summary>
        <table>
          <caption className="spoken">{words.settings}</caption>
          <thead>
            <tr>
              <th scope="col">{words.setting}</th>
              <th scope="col">{words.value}</th>
            </tr>
          </thead>
          <tbody>
            {configKeys
              .filter((key) => !hidden.includes(key))
              .map((key) => (
                <tr key={key}>
                  <th scope="row">{fieldLabel(key)}</th>
                  <td>{settingText(key, config[key])}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
