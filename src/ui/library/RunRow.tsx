import { useId, useRef, useState } from 'react';
import type { RunEntry } from '../../../workers/protocol.ts';
import { engineOf, isLive, setupNearest } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { handoutWords } from '../locale/handout.ts';
import { libraryWords as words } from '../locale/library.ts';
import { bytes, dateTime, percent, percentRange } from '../locale/numbers.ts';
import { fieldLabel, presetTitle, runTitle } from '../locale/options.ts';
import { GroupMark } from '../run/Marks.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { NameForm } from './NameForm.tsx';
import { statusText } from './statusText.ts';
import styles from './RunTable.module.css';

const { columns } = words;

function Rate({ rate }: { rate: RunEntry['harm']['gameable'] }) {
  if (rate === null) return words.unknown;
  return (
    <>
      {percent(rate.value)} <i>{words.interval(percentRange(rate), rate.n)}</i>
    </>
  );
}

/** A stored run, and what can be done with it. */
export function RunRow({ run, onDelete }: { run: RunEntry; onDelete: (run: string) => void }) {
  const { library } = useSession();
  const isOnShow = useSessionState((state) => state.library.shown === run.run);
  const isHere = useSessionState((state) => state.library.shown === run.run && isLive(state.status));
  const isTransferring = useSessionState((state) => state.library.transfer !== null);
  const [isNaming, setNaming] = useState(false);
  const renaming = useRef<HTMLButtonElement>(null);
  const nameId = useId();
  const { config, harm, fingerprint } = run;
  const { preset, changed } = setupNearest(config);
  const others = changed.filter((key) => key !== 'seed').map((key) => fieldLabel(key));
  const isWritten = run.status === 'running';
  return (
    <tr>
      <th scope="row" className={styles['name']}>
        <div id={nameId}>
          {isNaming ? (
            <NameForm
              name={run.name}
              onEnd={(name) => {
                if (name !== null) library.rename(run.run, name);
                setNaming(false);
                renaming.current?.focus();
              }}
            />
          ) : (
            runTitle(run.name)
          )}
        </div>
        <small>
          <code>
            {fingerprint
              .slice(0, 12)
              .match(/.{1,4}/gu)
              ?.join(' ')}
          </code>
          {run.pinned && <i>{words.pinned}</i>}
          {isOnShow && <i className={styles['onShow']}>{words.onShow}</i>}
        </small>
      </th>
      <td className={styles['setup']} data-label={columns.setup}>
        {presetTitle(preset) !== runTitle(run.name) && <div>{presetTitle(preset)}</div>}
        {[words.seed(config.seed), words.changed(others.length)].filter((part) => part !== '').join(', ')}
        <small>{words.labels(others)}</small>
      </td>
      <td className={styles['model']} data-label={columns.model}>
        {pageWords.setup.engines[engineOf(config)]}
      </td>
      <td className={styles['iterations']} data-label={columns.iterations}>
        {words.iterations(run.completed, config.iterations)}
      </td>
      <td className={styles['status']} data-label={columns.status}>
        {statusText(run, isHere)}
      </td>
      <td className={styles['harm']} data-label={columns.harm}>
        {(['gameable', 'other'] as const).map((group) => (
          <span key={group} className={styles[group]}>
            <GroupMark group={group} />
            <span className="spoken">{pageWords.group[group]}</span> <Rate rate={harm[group]} />
          </span>
        ))}
      </td>
      <td className={styles['size']} data-label={columns.size}>
        {bytes(run.sizeBytes)}
      </td>
      <td className={styles['changed']} data-label={columns.changed}>
        {dateTime(run.updatedAt)}
      </td>
      <td className={styles['actions']}>
        <div>
          <button
            type="button"
            aria-describedby={nameId}
            disabled={isHere}
            onClick={() => {
              library.open(run.run);
            }}
          >
            {words.open}
          </button>
          <button
            type="button"
            aria-describedby={nameId}
            // not `disabled`, which would take the focus from the one that was pressed
            aria-disabled={isTransferring}
            title={isTransferring ? words.oneAtATime : undefined}
            onClick={() => {
              library.exportRun(run);
            }}
          >
            {words.export}
          </button>
          <button
            type="button"
            aria-describedby={nameId}
            disabled={run.completed === null}
            onClick={() => {
              library.saveHandout(run);
            }}
          >
            {handoutWords.saveShort}
          </button>
          <button
            type="button"
            aria-describedby={nameId}
            onClick={() => {
              library.pin(run.run, !run.pinned);
            }}
          >
            {run.pinned ? words.unpin : words.pin}
          </button>
          <button
            ref={renaming}
            type="button"
            aria-describedby={nameId}
            onClick={() => {
              setNaming(true);
            }}
          >
            {words.rename}
          </button>
          <button
            type="button"
            aria-describedby={nameId}
            disabled={isWritten}
            title={isWritten ? words.beingWritten : undefined}
            onClick={() => {
              onDelete(run.run);
            }}
          >
            {words.delete}
          </button>
        </div>
      </td>
    </tr>
  );
}
