import { useId, useState } from 'react';
import { builtinFigures } from '../../experiments/index.ts';
import { isTooLongForLink, nobody } from '../../session/index.ts';
import type { TalkBasis, Talking } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { Choice, runOption } from '../archive/Choice.tsx';
import { nameOf } from '../locale/names.ts';
import { talkWords as words } from '../locale/talk.ts';
import { GroupMark } from '../run/Marks.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import type { Partner } from './partner.ts';
import styles from './Talk.module.css';

interface TalkSetupProps {
  readonly runs: readonly StoredRun[];
  readonly partner: Partner;
  readonly basis: TalkBasis;
}

/** Whom one talks to, about what, as whom, and what the assistant knows of it. */
export function TalkSetup({ runs, partner, basis }: TalkSetupProps) {
  const session = useSession();
  const talking = useSessionState((state) => state.talking);
  const { scenarios, scenario, cue, state } = basis;
  /** Another user begins another talk; what has been typed stays. */
  const begin = (changes: Partial<Talking>): void => {
    session.talk({ ...changes, said: [] }, true);
  };
  return (
    <section className={styles['setup']} aria-label={words.setup}>
      <h2>{words.title}</h2>
      <Choice
        label={words.run}
        value={partner.run?.run ?? nobody}
        options={[...runs.map((run) => [run.run, runOption(run)] as const), [nobody, words.alone]]}
        onChoose={(run) => {
          session.talk({ run, iteration: null }, true);
        }}
      />
      {partner.run && partner.speaker && (
        <Policy newest={partner.run.completed ?? 0} run={partner.run.run} at={partner.speaker.iteration} />
      )}
      <Choice
        label={words.scenario}
        value={scenario}
        options={scenarios.map((each) => [each, nameOf(each)])}
        onChoose={(next) => {
          begin({ scenario: next });
        }}
      />
      <Kind
        isGameable={talking.gameable}
        onChoose={(gameable) => {
          begin({ gameable });
        }}
      />
      <Choice
        label={words.cue}
        value={cue}
        options={Object.entries(words.cues)}
        onChoose={(next) => {
          const chosen = Object.keys(words.cues).find((each) => each === next);
          begin({ cue: (chosen ?? null) as Talking['cue'], notes: null });
        }}
      />
      {/* another suggestion, another field */}
      <Notes key={state.notes} suggested={state.notes ?? ''} notes={talking.notes} />
      <p className={styles['small']}>{words.wish(state.wish)}</p>
      {isTooLongForLink(talking) && <p className={styles['small']}>{words.link}</p>}
      <p className={styles['small']}>{words.small(builtinFigures.smallTalkAnswered)}</p>
    </section>
  );
}

function Policy({ newest, run, at }: { newest: number; run: string; at: number }) {
  const session = useSession();
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{words.policy}</label>
      <output htmlFor={id}>{words.policyOf(at, newest)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={newest}
        value={at}
        disabled={newest === 0}
        aria-valuetext={words.policyOf(at, newest)}
        onChange={(event) => {
          session.talk({ run, iteration: Number(event.target.value) }, false);
        }}
      />
    </div>
  );
}

function Kind({ isGameable, onChoose }: { isGameable: boolean; onChoose: (gameable: boolean) => void }) {
  const name = useId();
  return (
    <fieldset className={styles['kind']}>
      <legend>{words.kind}</legend>
      {(['gameable', 'other'] as const).map((group) => (
        <label key={group}>
          <input
            type="radio"
            name={name}
            checked={isGameable === (group === 'gameable')}
            onChange={() => {
              onChoose(group === 'gameable');
            }}
          />
          <GroupMark group={group} />
          {words.kinds[group]}
        </label>
      ))}
    </fieldset>
  );
}

/** What is written here holds when the field is left: replies are not asked for with every letter. */
function Notes({ suggested, notes }: { suggested: string; notes: string | null }) {
  const session = useSession();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? notes ?? suggested;
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{words.notes}</label>
      <button
        type="button"
        disabled={text === suggested}
        onClick={() => {
          setTyped(null);
          session.talk({ notes: null }, true);
        }}
      >
        {words.notesBack}
      </button>
      <textarea
        id={id}
        lang="en"
        dir="auto"
        rows={4}
        maxLength={400}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={() => {
          setTyped(null);
          const next = text === suggested ? null : text;
          if (next !== notes) session.talk({ notes: next }, true);
        }}
      />
    </div>
  );
}
