import { useId, useState } from 'react';
import { ConfigError, parseConfig, presetNamed, presets } from '../../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { mostSeeds, proposedSweep, proposedValues, seedsIn, setupNearest, sweepKeys } from '../../session/index.ts';
import type { Sweeping } from '../../session/index.ts';
import { Choice } from '../archive/Choice.tsx';
import { sweepWords } from '../locale/sweep.ts';
import { fieldLabel, presetTitle } from '../locale/options.ts';
import { refusalText } from '../options/refusalText.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { AxisField } from './AxisField.tsx';
import { TextField } from './TextField.tsx';
import styles from './Sweep.module.css';

const words = sweepWords.setup;

/** How large each run is: what most of its time goes into. */
const sizes = ['iterations', 'initialStates', 'panelUsers'] as const satisfies readonly ConfigKey[];

/** What varies, with which seeds, and what all runs begin from. */
export function SweepSetup({ sweeping, isLocked }: { sweeping: Sweeping; isLocked: boolean }) {
  const session = useSession();
  const setup = useSessionState((state) => state.setup);
  const fixed = useSessionState((state) => state.fixed);
  const hidden = useSessionState((state) => state.hidden);
  const [fault, setFault] = useState<string | null>(null);
  const faultId = useId();
  const { base, rows, columns, seeds } = sweeping;
  const { preset, changed } = setupNearest(base);
  const varies = [rows.key, columns?.key];
  const differing = changed.filter((key) => key !== 'seed' && !varies.includes(key)).map((key) => fieldLabel(key));
  // another sweep has other cells
  const set = (changes: Partial<Sweeping>): void => {
    setFault(null);
    session.sweepOver({ ...changes, cell: null }, true);
  };
  const isLockedKey = (key: ConfigKey): boolean => fixed.includes(key) || hidden.includes(key);
  const keys = sweepKeys.filter((key) => key === rows.key || !isLockedKey(key));

  const setBase = (changes: Partial<Record<ConfigKey, unknown>>): void => {
    try {
      set({ base: parseConfig({ ...base, ...changes }) });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      setFault(refusalText(error.refusal));
    }
  };
  const begin = (from: RunConfig): void => {
    set({ base: { ...from, seed: proposedSweep.base.seed } });
  };

  return (
    <section className={styles['card']} aria-label={words.region}>
      <fieldset className={styles['setup']} disabled={isLocked}>
        <legend className="spoken">{words.region}</legend>
        <AxisField
          label={words.rows}
          axis={rows}
          keys={keys.filter((key) => key !== columns?.key)}
          onChange={(axis) => {
            if (axis) set({ rows: axis });
          }}
          propose={(key) => proposedValues(key, base)}
        />
        <AxisField
          label={words.columns}
          axis={columns}
          keys={keys.filter((key) => key !== rows.key)}
          none={words.none}
          onChange={(axis) => {
            set({ columns: axis });
          }}
          propose={(key) => proposedValues(key, base)}
        />
        <TextField
          key={seeds.join()}
          label={words.seeds}
          hint={words.seedsHint(mostSeeds)}
          text={seeds.join(', ')}
          onText={(text) => {
            const typed = seedsIn(text);
            if (!typed) return words.faults.seeds(mostSeeds);
            set({ seeds: typed });
            return null;
          }}
        />
        <div className={styles['base']}>
          <Choice
            label={words.base}
            value={preset}
            options={presets.map(({ id }) => [id, presetTitle(id)])}
            onChoose={(id) => {
              const { iterations, initialStates, panelUsers, panelTwins } = base;
              begin({ ...presetNamed(id).config, ...{ iterations, initialStates, panelUsers, panelTwins } });
            }}
          />
          {sizes.map((key) => (
            <TextField
              key={`${key} ${String(base[key])}`}
              isNumber
              label={fieldLabel(key)}
              hint=""
              text={String(base[key])}
              onText={(text) => {
                setBase({ [key]: text.trim() === '' ? text : Number(text) });
                return null;
              }}
            />
          ))}
        </div>
        <p className={styles['said']} id={faultId} role={fault === null ? undefined : 'alert'}>
          {fault ?? (isLocked ? words.locked : words.changed(differing))}
          {(fixed.length > 0 || hidden.length > 0) && ` ${words.locks}`}
        </p>
        <div className={styles['actions']}>
          <button
            type="button"
            onClick={() => {
              begin(setup.config);
            }}
          >
            {words.take}
          </button>
          <button
            type="button"
            onClick={() => {
              const { rows: axis, seeds: own } = proposedSweep;
              set({ base: proposedSweep.base, rows: axis, columns: null, seeds: own });
            }}
          >
            {words.back}
          </button>
        </div>
      </fieldset>
    </section>
  );
}
