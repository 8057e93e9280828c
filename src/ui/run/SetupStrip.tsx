import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { chosenModels, fields, presets, roleFields, writesFreeText } from '../../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { changedSetup, engineChanges, engineOf, learnerChanges, lockRefusal } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { midRunWords } from '../locale/midRun.ts';
import { modelNameOf, nameOf } from '../locale/names.ts';
import { percent } from '../locale/numbers.ts';
import { fieldHelp, presetTitle } from '../locale/options.ts';
import { refusalText } from '../options/refusalText.ts';
import { changeText } from '../options/settingText.ts';
import { fetchedDialog } from '../shell/fetched.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { LockNote } from './LockNote.tsx';
import { useSelectionNote } from './useSelectionNote.ts';
import styles from './SetupStrip.module.css';

const OptionsDrawer = fetchedDialog(() => import('../options/OptionsDrawer.tsx'));
const ModelsDialog = fetchedDialog(() => import('../models/ModelsDialog.tsx'));
const UsersDialog = fetchedDialog(() => import('../users/UsersDialog.tsx'));

const words = pageWords.setup;
const learners = {
  builtin: ['loraKto', 'rerankKto', 'logitKto', 'feedbackMemory', 'expertIteration'],
  table: ['tabularKto'],
  /** Of an agent whose weights can't change. */
  frozen: ['rerankKto', 'feedbackMemory'],
  /** Of one whose logits can. */
  webllm: ['rerankKto', 'logitKto', 'feedbackMemory'],
} as const;

function learnersFor(config: RunConfig): readonly string[] {
  if (writesFreeText(config)) return config.agentModel.startsWith('webllm:') ? learners.webllm : learners.frozen;
  return config.learner === 'tabularKto' ? learners.table : learners.builtin;
}

const vetoes = fields.veto.kind === 'choice' ? fields.veto.options : [];

const isOwnEngine = (value: string): value is 'builtin' | 'table' => value === 'builtin' || value === 'table';

/** The few settings that matter; the others are in a drawer. */
export function SetupStrip() {
  const session = useSession();
  const setup = useSessionState((state) => state.setup);
  const { config, changed, preset } = setup;
  const fixed = useSessionState((state) => state.fixed);
  const hidden = useSessionState((state) => state.hidden);
  const refusal = useSessionState((state) => state.refusal);
  const ran = useSessionState((state) => state.view?.config ?? null);
  const [open, setOpen] = useState<'options' | 'users' | 'models' | null>(null);
  const Opened = { options: OptionsDrawer, users: UsersDialog, models: ModelsDialog }[open ?? 'options'];
  const engine = engineOf(config);
  const odd = useSelectionNote(config);
  const isPending = ran !== null && JSON.stringify(ran) !== JSON.stringify(config);
  const lock = (key: ConfigKey): { disabled: boolean; title: string | undefined } => {
    const isFixed = fixed.includes(key);
    return { disabled: isFixed, title: isFixed ? words.fixed : undefined };
  };
  const shows = (key: ConfigKey): boolean => !hidden.includes(key);
  const hasLocks = fixed.length > 0 || hidden.length > 0;
  const allowsConfig = (next: RunConfig): boolean => lockRefusal({ fixed, hidden }, config, next) === null;
  const allows = (changes: Readonly<Record<string, unknown>>): boolean => {
    if (!hasLocks) return true;
    const next = changedSetup(setup, changes);
    return 'fault' in next || allowsConfig(next.config);
  };
  const hasPresets = presets.some((each) => each.id !== preset && allowsConfig(each.config));

  return (
    <section className={styles['strip']} aria-label={words.region}>
      <FieldBox label={words.preset} note={words.changed(changed.length)} className={styles['wide']}>
        {(id) => (
          <select
            id={id}
            value={preset}
            disabled={!hasPresets}
            title={hasPresets ? undefined : words.fixed}
            onChange={(event) => {
              session.choosePreset(event.target.value);
            }}
          >
            {presets.map(({ id: name, config: settings }) => (
              <option key={name} value={name} disabled={name !== preset && !allowsConfig(settings)}>
                {presetTitle(name)}
              </option>
            ))}
          </select>
        )}
      </FieldBox>
      {shows('learner') && (
        <FieldBox label={words.engine}>
          {(id) => (
            <select
              id={id}
              value={engine}
              {...lock('learner')}
              onChange={(event) => {
                if (isOwnEngine(event.target.value)) session.chooseEngine(event.target.value);
                else setOpen('models');
              }}
            >
              {(['builtin', 'table'] as const).map((each) => (
                <option key={each} value={each} disabled={each !== engine && !allows(engineChanges(each, config))}>
                  {words.engines[each]}
                </option>
              ))}
              <option
                value="models"
                disabled={roleFields.some((field) => fixed.includes(field) || hidden.includes(field))}
              >
                {words.engines.models}
              </option>
            </select>
          )}
        </FieldBox>
      )}
      {engine === 'models' && (
        <FieldBox label={words.models}>
          {(id) => (
            <button
              type="button"
              id={id}
              className={styles['models']}
              title={chosenModels(config).map(modelNameOf).join(', ')}
              onClick={() => {
                setOpen('models');
              }}
            >
              {words.chooseModels}
            </button>
          )}
        </FieldBox>
      )}
      {shows('gameableShare') && (
        <FieldBox label={words.share} note={percent(config.gameableShare)} className={styles['range']}>
          {(id) => (
            <input
              id={id}
              type="range"
              min={0}
              max={100}
              value={Math.round(100 * config.gameableShare)}
              aria-valuetext={percent(config.gameableShare)}
              {...lock('gameableShare')}
              onChange={(event) => {
                session.change({ gameableShare: Number(event.target.value) / 100 });
              }}
            />
          )}
        </FieldBox>
      )}
      {shows('veto') && (
        <FieldBox label={words.veto}>
          {(id) => (
            <select
              id={id}
              value={config.veto}
              {...lock('veto')}
              onChange={(event) => {
                session.change({ veto: event.target.value });
              }}
            >
              {vetoes.map((veto) => (
                <option key={veto} value={veto}>
                  {nameOf(veto)}
                </option>
              ))}
            </select>
          )}
        </FieldBox>
      )}
      {shows('learner') && (
        <FieldBox label={words.learner}>
          {(id) => (
            <select
              id={id}
              value={config.learner}
              {...lock('learner')}
              onChange={(event) => {
                session.chooseLearner(event.target.value);
              }}
            >
              {learnersFor(config).map((learner) => (
                <option
                  key={learner}
                  value={learner}
                  disabled={learner !== config.learner && !allows(learnerChanges(learner, config))}
                >
                  {nameOf(learner)}
                </option>
              ))}
            </select>
          )}
        </FieldBox>
      )}
      {shows('seed') && <SeedField seed={config.seed} lock={lock('seed')} />}
      <div className={styles['more']}>
        {(['users', 'options'] as const).map((each) => (
          <button
            key={each}
            type="button"
            onClick={() => {
              setOpen(each);
            }}
          >
            {words.more[each]}
          </button>
        ))}
      </div>
      <p className={styles['note']} role="status" title={refusal ? undefined : odd?.whole}>
        {refusal && open === null ? refusalText(refusal) : odd ? odd.short : isPending ? words.pending : ''}
      </p>
      {hasLocks && <LockNote fixed={fixed} hidden={hidden} />}
      {config.changes.length > 0 && (
        <p className={styles['changes']}>{midRunWords.strip(midRunWords.changes(config.changes.map(changeText)))}</p>
      )}
      {open !== null && (
        <Opened
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </section>
  );
}

/** Takes what is typed once it is a seed; what is not yet one stays in the field, marked. */
function SeedField({ seed, lock }: { seed: number; lock: { disabled: boolean; title: string | undefined } }) {
  const session = useSession();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !/^\d{1,15}$/u.test(typed);
  return (
    <FieldBox label={words.seed} className={styles['seed']}>
      {(id) => (
        <input
          id={id}
          type="number"
          min={0}
          step={1}
          inputMode="numeric"
          value={typed ?? String(seed)}
          aria-invalid={isWrong}
          disabled={lock.disabled}
          title={lock.title ?? fieldHelp('seed')}
          onChange={(event) => {
            const { value } = event.target;
            setTyped(value);
            if (/^\d{1,15}$/u.test(value)) session.change({ seed: Number(value) });
          }}
          onBlur={() => {
            setTyped(null);
          }}
        />
      )}
    </FieldBox>
  );
}

interface FieldBoxProps {
  readonly label: string;
  readonly note?: string;
  readonly className?: string | undefined;
  readonly children: (id: string) => ReactNode;
}

function FieldBox({ label, note = '', className, children }: FieldBoxProps) {
  const id = useId();
  return (
    <div className={classes(styles['field'], className)}>
      <span>
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id}>{note}</output>
      </span>
      {children(id)}
    </div>
  );
}
