import { useId } from 'react';
import type { RoleField } from '../../experiments/index.ts';
import type { ModelOffer } from '../../models/shelf/modelShelf.ts';
import { modelNameOf } from '../locale/names.ts';
import { modelsWords } from '../locale/models.ts';
import styles from './Models.module.css';

interface RoleSelectProps {
  readonly role: RoleField;
  /** The config's word. */
  readonly value: string;
  readonly models: readonly ModelOffer[];
  /** Ids of servers' models. */
  readonly servers: readonly string[];
  readonly onChange: (word: string) => void;
}

/** Who plays one role. */
export function RoleSelect({ role, value, models, servers, onChange }: RoleSelectProps) {
  const id = useId();
  const known =
    value === 'builtin' ||
    [...models.map((model) => `webllm:${model.id}`), ...servers.map((name) => `server:${name}`)].includes(value);
  const group = (label: string, isOwn: boolean) => {
    const offered = models.filter((model) => model.isOwn === isOwn);
    return (
      offered.length > 0 && (
        <optgroup label={label}>
          {offered.map(({ id: model, name, bits, arithmetic, memoryMB, fit }) => (
            <option key={model} value={`webllm:${model}`} disabled={fit.fit === 'cannotRun'}>
              {modelsWords.option(name, bits, arithmetic, memoryMB)}
              {fit.fit === 'fits' ? '' : `, ${modelsWords.fitShort[fit.fit]}`}
            </option>
          ))}
        </optgroup>
      )
    );
  };
  return (
    <div className={styles['role']}>
      <label htmlFor={id}>{modelsWords.roles[role]}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        <option value="builtin">{modelsWords.builtin}</option>
        {!known && <option value={value}>{modelsWords.notHere(modelNameOf(value))}</option>}
        {servers.length > 0 && (
          <optgroup label={modelsWords.groups.server}>
            {servers.map((name) => (
              <option key={name} value={`server:${name}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        {group(modelsWords.groups.own, true)}
        {group(modelsWords.groups.light, false)}
      </select>
    </div>
  );
}
