import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { screens } from '../../session/index.ts';
import type { ScreenId } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { useSession } from '../useSession.ts';
import styles from './Tabs.module.css';

/** The lecture and the story have the whole page, so they have no tab. */
export type TabbedScreen = Exclude<ScreenId, 'lecture' | 'story'>;
const tabbed = screens.filter((screen): screen is TabbedScreen => screen !== 'lecture' && screen !== 'story');

export const panelId = 'screen';
export const tabId = (screen: TabbedScreen): string => `tab-${screen}`;

/** The screens; arrow keys go from one to the next. */
export function Tabs({ current }: { current: TabbedScreen }) {
  const session = useSession();
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent): void => {
    const isTurned = list.current !== null && getComputedStyle(list.current).direction === 'rtl';
    const step = (isTurned ? { ArrowRight: -1, ArrowLeft: 1 } : { ArrowRight: 1, ArrowLeft: -1 })[event.key];
    const ends = { Home: 0, End: tabbed.length - 1 }[event.key];
    const at = ends ?? (step === undefined ? undefined : tabbed.indexOf(current) + step);
    if (at === undefined) return;
    event.preventDefault();
    const next = tabbed[(at + tabbed.length) % tabbed.length] ?? current;
    session.show(next);
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={pageWords.tabList}
      className={styles['tabs']}
      tabIndex={-1}
      onKeyDown={move}
    >
      {tabbed.map((screen) => (
        <button
          key={screen}
          type="button"
          role="tab"
          id={tabId(screen)}
          aria-selected={screen === current}
          aria-controls={panelId}
          tabIndex={screen === current ? 0 : -1}
          onClick={() => {
            session.show(screen);
          }}
        >
          {pageWords.tabs[screen]}
        </button>
      ))}
    </div>
  );
}
