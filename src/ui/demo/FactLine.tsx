import type { ReactNode } from 'react';
import type { DemoState } from '../../session/demoSession.ts';
import { rough, whole } from './wording.ts';
import styles from './FactLine.module.css';

const shownDigits = 12;

/** What runs here, how fast, and the proof that it is the same everywhere. Every slot keeps its size. */
export function FactLine({ facts, speed, fingerprint, reproduced, seed }: DemoState) {
  return (
    <dl className={styles['facts']}>
      <Fact name="Model" note="parameters, all trained">
        {facts === null ? '' : whole(facts.parameters)}
      </Fact>
      <Fact name="Speed" note="tokens a second">
        {speed === null ? '' : rough(speed.tokensPerSecond)}
      </Fact>
      <Fact name="Memory" note="taken once, stays">
        {facts === null ? '' : `${whole(facts.memoryBytes / 1e6)} MB`}
      </Fact>
      <Fact name="Where" note="nothing is uploaded">
        CPU, in this tab
      </Fact>
      <Fact
        name={
          facts === null ? 'Fingerprint' : `Fingerprint at step ${whole(facts.fingerprintStep)}, seed ${String(seed)}`
        }
        note={proofText(fingerprint, reproduced)}
        wide
      >
        {fingerprint !== null && <span className={styles['digits']}>{grouped(fingerprint)}</span>}
      </Fact>
    </dl>
  );
}

function Fact({
  name,
  note,
  wide = false,
  children,
}: {
  name: string;
  note: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={wide ? styles['wide'] : undefined}>
      <dt>{name}</dt>
      <dd className={styles['value']}>{children}</dd>
      <dd className={styles['note']}>{note}</dd>
    </div>
  );
}

function proofText(fingerprint: string | null, reproduced: boolean | null): string {
  if (fingerprint === null) return 'Not there yet. SHA-256 of all parameters';
  if (reproduced === null) return 'Same seed, same bits, in every browser';
  return reproduced
    ? 'The same bits as in this tab’s run before'
    : 'Differs from this tab’s run before: a fault, please report it';
}

function grouped(fingerprint: string): string {
  return fingerprint.slice(0, shownDigits).replace(/(.{4})(?=.)/g, '$1 ');
}
