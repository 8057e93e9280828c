import { useEffect, useRef } from 'react';
import { citedOf, isRecorded, openFrameDoor } from '../../session/index.ts';
import type { FrameOptions, Session } from '../../session/index.ts';
import { useWidth } from '../charts/useWidth.ts';
import { embedWords as words } from '../locale/embed.ts';
import { pageWords } from '../locale/page.ts';
import { Foot } from '../run/Foot.tsx';
import { HarmCard } from '../run/HarmCard.tsx';
import { RatingCard } from '../run/RatingCard.tsx';
import { PlayButtons, Scrubber, SpeedSlider } from '../run/TimeBar.tsx';
import { Twins } from '../run/Twins.tsx';
import { FaultNotice } from '../shell/FaultNotice.tsx';
import { LinkNotice } from '../shell/LinkNotice.tsx';
import { useKeys } from '../shell/useKeys.ts';
import { SessionContext, useSessionState } from '../useSession.ts';
import styles from './Frame.module.css';

interface FrameProps {
  readonly session: Session;
  readonly options: FrameOptions;
}

/** The Run screen in another page: the harm chart, and what the address names. */
export default function Frame({ session, options }: FrameProps) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const door = openFrameDoor(session, options.origin);
    const element = body.current;
    const observer = new ResizeObserver(() => {
      if (element) door.tellHeight(Math.ceil(element.getBoundingClientRect().height));
    });
    if (element) observer.observe(element);
    return () => {
      observer.disconnect();
      door.close();
    };
  }, [session, options]);
  return (
    <SessionContext value={session}>
      <div ref={body} className={styles['frame']}>
        <Framed options={options} />
      </div>
    </SessionContext>
  );
}

function Framed({ options: { controls, refused } }: Pick<FrameProps, 'options'>) {
  const hasLinkFault = useSessionState((state) => state.linkFault !== null);
  const hasFault = useSessionState((state) => state.fault !== null);
  const link = useSessionState((state) => citedOf(state, location.href).link);
  const hasRecorded = useSessionState((state) => isRecorded(state.recording));
  const [main, width] = useWidth<HTMLElement>();
  useKeys();
  const has = (control: (typeof controls)[number]): boolean => controls.includes(control);
  const hasPlay = has('play') || has('step');
  return (
    <main ref={main} aria-label={pageWords.name}>
      <h1 className="spoken">{pageWords.name}</h1>
      {refused.length > 0 && (
        <ul role="alert" className={styles['refused']}>
          {refused.map(({ name, word }, i) => (
            <li key={i}>{words.refused(name, word)}</li>
          ))}
        </ul>
      )}
      {hasLinkFault ? (
        <LinkNotice />
      ) : (
        <>
          {hasFault && <FaultNotice onChooseModels={null} />}
          <HarmCard height={width < 560 ? 230 : width < 840 ? 320 : 420} />
          {(hasPlay || has('speed') || has('iteration')) && (
            <section className={styles['bar']} aria-label={pageWords.time.region}>
              {hasPlay && <PlayButtons hasSteps={has('step')} />}
              {has('speed') && <SpeedSlider />}
              {has('iteration') && <Scrubber />}
            </section>
          )}
          {has('rating') && <RatingCard />}
          {has('twins') && <Twins />}
        </>
      )}
      <div className={styles['foot']}>
        <Foot />
        <p>
          {hasRecorded && <em>{pageWords.recording.mark}</em>}
          <a href={link} target="_blank" rel="noopener">
            {words.open}
          </a>
        </p>
      </div>
    </main>
  );
}
