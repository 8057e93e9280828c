// Tells the other tabs and workers of this site what has become of the runs.
import * as v from 'valibot';

/** `changed`: a run was added, or something of it. */
export interface RunChange {
  readonly kind: 'changed' | 'deleted';
  readonly run: string;
}

/** What is used of a BroadcastChannel. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface RunChanges {
  tell(change: RunChange): void;
  /** Calls back for what other contexts tell, not for what this one does. Gives a function that ends this. */
  subscribe(listener: (change: RunChange) => void): () => void;
  close(): void;
}

const schema = v.object({ kind: v.picklist(['changed', 'deleted']), run: v.string() });

/** Null: nobody else is told. Messages of any other form, as another build of the page may send, are passed over. */
export function runChanges(channel: Channel | null): RunChanges {
  const listeners = new Set<(change: RunChange) => void>();
  channel?.addEventListener('message', ({ data }) => {
    const result = v.safeParse(schema, data);
    if (!result.success) return;
    for (const listener of listeners) listener(result.output);
  });
  return {
    tell: ({ kind, run }) => channel?.postMessage({ kind, run }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      channel?.close();
    },
  };
}
