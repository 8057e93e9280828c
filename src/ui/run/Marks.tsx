import type { Group } from '../../facts/index.ts';

/** The mark of a group of users: its second sign beside its colour. */
export function GroupMark({ group }: { group: Group }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {group === 'gameable' ? (
        <path d="M6 0l6 6-6 6-6-6z" fill="var(--gameable)" />
      ) : (
        <circle cx="6" cy="6" r="5.5" fill="var(--other)" />
      )}
    </svg>
  );
}
