// Recorded runs on the page: which there are, how one is played, and what a live run is checked against.
import type { StoreApi } from 'zustand/vanilla';
import type { RecordedFact, RecordingEntry } from '../recordings/index.ts';
import type { PageFact } from '../facts/index.ts';
import { recordingOf } from './recorded.ts';
import { playedPhases, phasesUntil, checkAfter, overlay, viewAt } from './playback.ts';
import type { PlayedPhase, Check } from './playback.ts';
import type { RecordingReaderPort } from './recordingReader.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';
import { isSameConfig } from './setup.ts';
import { isLive } from './state.ts';
import type { SessionState, Speed } from './state.ts';
import { messageOf } from '../core/text/messageOf.ts';

/**
 * `unknown`: the list has not come yet. `none`: there is none of the setup. `offered`: there is one, which is not on show.
 * `opening`: it is being read. `playing`, `paused`, `ended`: it is on show. `checked`: a live run of the same setup is on
 * show, with what was recorded of iterations that it has not come to.
 */
type RecordingStage = 'unknown' | 'none' | 'offered' | 'opening' | 'playing' | 'paused' | 'ended' | 'checked';

export interface RecordingState {
  readonly stage: RecordingStage;
  /** Of the setup, or of the run on show. */
  readonly entry: RecordingEntry | null;
  /** Why what there is could not be read; null: nothing is wrong. */
  readonly fault: string | null;
  /** Of the live run, while the stage is `checked`. */
  readonly check: Check | null;
}

export const noRecording: RecordingState = { stage: 'unknown', entry: null, fault: null, check: null };

/** Whether what is on show is recorded, all of it. */
export const isRecorded = ({ stage }: RecordingState): boolean => ['playing', 'paused', 'ended'].includes(stage);

/**
 * The newest iteration on show that this page has computed itself: -1: none, all that is on show is recorded; Infinity: nothing
 * on show is recorded.
 */
export function computedUntil({ recording }: Pick<SessionState, 'recording'>): number {
  if (isRecorded(recording)) return -1;
  return recording.check?.differs === null ? (recording.check.computed ?? -1) : Infinity;
}

/** The newest iteration of the run on show that this page has computed itself; -1: none. */
export const computedHead = ({ view, recording }: Pick<SessionState, 'view' | 'recording'>): number =>
  Math.min(view?.policies.at(-1)?.iteration ?? -1, computedUntil({ recording }));

/**
 * What is on show, live or recorded, never both: of a live run over its recording what it has completed, otherwise all. Null: no
 * run is on show.
 */
export function unmixed({ view, recording }: Pick<SessionState, 'view' | 'recording'>): RunView | null {
  if (!view || !recording.check) return view;
  const computed = recording.check.computed ?? -1;
  return {
    ...view,
    policies: view.policies.filter(({ iteration }) => iteration <= computed),
    rounds: view.rounds.filter(({ iteration }) => iteration < computed),
    update: view.update && view.update.iteration < computed ? view.update : null,
  };
}

/** How long a phase stays on show. At full speed an iteration takes a second: as fast as it can be followed. */
const phaseMs: Readonly<Record<Speed, number>> = { 0: 2000, 1: 1000, 2: 200 };

interface RecordingParts {
  /** Whether the recording of any setup is shown by itself, and all of it at once. */
  readonly isWhole: boolean;
  readonly store: StoreApi<SessionState>;
  readonly openReader: () => RecordingReaderPort;
  /** Called where what is on show is none of the setup any more: nothing is on show then, and nothing is to be played. */
  readonly reset: () => void;
}

export interface RecordingPart {
  readonly isShown: () => boolean;
  /**
   * Asks which recordings there are, once the page is drawn; without a setup in the address that of the setup is played, unless
   * something else is on show by then.
   */
  readonly load: () => void;
  /** Shows the recording of the setup: from its beginning, or, where an iteration is looked at, the whole of it. */
  readonly open: () => void;
  /** Plays it where nothing else is on show. */
  readonly openIfIdle: () => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: (of: 'phase' | 'iteration') => void;
  /** Plays on at once until a policy is evaluated. */
  readonly seek: (iteration: number) => void;
  /** The speed has changed. */
  readonly changePace: () => void;
  /** What is on show stays until a live run has computed it, too. */
  readonly check: () => void;
  /** The view after one more fact of a live run. */
  readonly viewAfter: (fact: PageFact) => RunView | null;
  /** The view of a live run that has been read again from where it is stored. */
  readonly viewOf: (stored: RunView | null) => RunView | null;
  /** A live run begins, which is not the one to be checked once it has. */
  readonly leaveUnlessFresh: () => void;
  /** Something else is on show from now on. */
  readonly leave: () => void;
  readonly dispose: () => void;
}

export function recordingPart({ store, openReader, isWhole, reset }: RecordingParts): RecordingPart {
  let reader: RecordingReaderPort | null = null;
  let facts: readonly RecordedFact[] = [];
  let sequence: readonly PlayedPhase[] = [];
  let played = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the run that is checked: what it has computed, and what was on show when it began. */
  let live: RunView | null = null;
  let recorded: RunView | null = null;
  /** What is being read, by number: a late answer is no longer waited for. */
  let asked = 0;

  const get = (): RecordingState => store.getState().recording;
  const change = (changes: Partial<RecordingState>): void => {
    store.setState(({ recording }) => ({ recording: { ...recording, ...changes } }));
  };

  /** Whether the setup has a recording. */
  function settle(fault: string | null = null): void {
    const { setup, recorded } = store.getState();
    const entry = recordingOf(recorded, setup.config);
    const stage = recorded === null ? 'unknown' : entry ? 'offered' : 'none';
    store.setState({ recording: { stage, entry, fault, check: null } });
  }

  function leave(): void {
    asked++;
    clearTimeout(timer);
    [facts, sequence, played, live, recorded] = [[], [], 0, null, null];
    settle();
  }

  let frame = 0;
  let afterFrame: ReturnType<typeof setTimeout> | undefined;
  function load(): void {
    const isPlain = location.hash.length < 2;
    frame = requestAnimationFrame(() => {
      afterFrame = setTimeout(() => {
        reader = openReader();
        reader.list().then(
          (found) => {
            store.setState({ recorded: found });
            settle();
            if (isWhole) open();
            else if (isPlain) openIfIdle();
          },
          (error: unknown) => {
            store.setState({ recorded: [] });
            settle(messageOf(error));
          },
        );
      });
    });
  }

  function openIfIdle(): void {
    const { view, status, linkFault } = store.getState();
    if (get().stage !== 'offered' || view !== null || isLive(status) || linkFault) return;
    store.setState({ lookedAt: null });
    open();
  }

  function open(): void {
    const { entry } = get();
    if (!entry || !reader) return;
    const number = ++asked;
    const found: RecordedFact[] = [];
    change({ stage: 'opening', fault: null });
    reader
      .read(entry, (fact) => found.push(fact))
      .then(
        () => {
          if (number === asked) show(found);
        },
        (error: unknown) => {
          if (number === asked) refuse(messageOf(error));
        },
      );
  }

  /** The page goes on without it. */
  function refuse(fault: string): void {
    store.setState(({ recorded }) => ({ recorded: recorded?.filter((each) => each !== get().entry) ?? null }));
    leave();
    change({ fault });
  }

  function show(found: readonly RecordedFact[]): void {
    const { setup, lookedAt } = store.getState();
    const [start] = found;
    if (start?.kind !== 'start' || JSON.stringify(start.config) !== JSON.stringify(setup.config)) {
      refuse('the recording is of another setup');
      return;
    }
    [facts, sequence] = [found, playedPhases(found)];
    const isStill = lookedAt !== null || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (isWhole || isStill) goTo(sequence.length, 'ended');
    else {
      goTo(1, 'playing');
      tick();
    }
  }

  /** After so many phases. */
  function goTo(count: number, wanted: 'playing' | 'paused' | 'ended'): void {
    played = Math.min(count, sequence.length);
    const next = sequence[played];
    const stage = next ? wanted : 'ended';
    const position = next
      ? { iteration: next.iteration, phase: next.phase, isWaiting: stage === 'paused', done: 0, total: 0 }
      : null;
    store.setState({ view: viewAt(sequence, played), position, msLeft: null });
    change({ stage });
  }

  function tick(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (get().stage !== 'playing') return;
      goTo(played + 1, 'playing');
      tick();
    }, phaseMs[store.getState().speed]);
  }

  /** Stops, and shows so many phases. */
  function rest(count: number): void {
    clearTimeout(timer);
    goTo(count, 'paused');
  }

  // what is recorded belongs to the setup; a live run, once it has begun, keeps its own
  const stopFollowing = store.subscribe((state, before) => {
    if (state.setup.config === before.setup.config) return;
    const isChecked = get().stage === 'checked';
    if (isChecked && (live !== null || isLive(state.status))) return;
    if (isChecked || isRecorded(state.recording)) reset();
    else leave();
  });

  return {
    isShown: () => isRecorded(get()),
    ...{ load, open, openIfIdle, leave },
    play: () => {
      store.setState({ lookedAt: null });
      goTo(get().stage === 'ended' ? 1 : played, 'playing');
      tick();
    },
    pause: () => {
      rest(played);
    },
    step: (of) => {
      const { stage } = get();
      const from = stage === 'ended' ? 0 : played;
      const ahead = sequence.findIndex(({ phase }, i) => i >= from && phase === 'evaluate');
      store.setState({ lookedAt: null });
      if (stage === 'playing' && of === 'phase') rest(played);
      else rest(of === 'phase' ? from + 1 : ahead + 1);
    },
    seek: (iteration) => {
      const isPlaying = get().stage === 'playing';
      store.setState({ lookedAt: null });
      rest(phasesUntil(iteration));
      if (!isPlaying || get().stage === 'ended') return;
      goTo(played, 'playing');
      tick();
    },
    changePace: () => {
      if (get().stage === 'playing') tick();
    },
    check: () => {
      clearTimeout(timer);
      const { view } = store.getState();
      [live, recorded] = [null, view && { ...view, update: null, end: null }];
      store.setState({ view: recorded, position: null, lookedAt: null });
      change({ stage: 'checked', check: { computed: null, differs: null } });
    },
    viewAfter: (fact) => {
      const { stage, check } = get();
      if (stage !== 'checked' || !check) return viewAfter(store.getState().view, fact);
      live = viewAfter(live, fact);
      const next = checkAfter(check, fact, facts);
      change({ check: next });
      return overlay(live, next.differs === null ? recorded : null);
    },
    viewOf: (stored) => {
      const { stage, check } = get();
      if (stage !== 'checked') return stored;
      live = stored;
      return overlay(live, check?.differs === null ? recorded : null);
    },
    leaveUnlessFresh: () => {
      const isSame = recorded !== null && isSameConfig(recorded.config, store.getState().setup.config);
      if (get().stage !== 'checked' || live !== null || !isSame) leave();
    },
    dispose: () => {
      cancelAnimationFrame(frame);
      clearTimeout(afterFrame);
      clearTimeout(timer);
      stopFollowing();
      reader?.end();
    },
  };
}
