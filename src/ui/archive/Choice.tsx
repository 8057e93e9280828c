import { useId } from 'react';
import type { StoredRun } from '../../storage/index.ts';
import { archiveWords } from '../locale/archive.ts';
import { runTitle } from '../locale/options.ts';
import styles from './Archive.module.css';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Value and what is shown for it. */
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

/** One list to choose from, with its label above it. */
export function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles['choice']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface RunChoiceProps {
  readonly label?: string;
  readonly runs: readonly StoredRun[];
  readonly run: string;
  readonly onChoose: (run: string) => void;
}

export function RunChoice({ label = archiveWords.run, runs, run, onChoose }: RunChoiceProps) {
  const options = runs.map((each) => [each.run, runOption(each)] as const);
  return <Choice label={label} value={run} options={options} onChoose={onChoose} />;
}

/** By what a run is told from others in a list. */
export const runOption = ({ name, config, fingerprint, trajectories }: StoredRun): string =>
  archiveWords.runOption(runTitle(name), config.seed, fingerprint.slice(0, 4), trajectories);

/** All policies that are stored of a run. */
export const policiesOf = ({ completed }: StoredRun): number[] =>
  Array.from({ length: (completed ?? -1) + 1 }, (_, iteration) => iteration);
