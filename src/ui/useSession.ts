import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session, SessionState } from '../session/index.ts';

export const SessionContext = createContext<Session | null>(null);

/** The commands. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('A component of the page is drawn outside the page.');
  return session;
}

/** A part of the state; the component is drawn again when that part is another. */
export function useSessionState<T>(part: (state: SessionState) => T): T {
  return useStore(useSession().store, part);
}
