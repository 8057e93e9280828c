// The door of a frame to the page that it is in. Only that page is heard, and only it is told anything.
import type { Commands } from '../commands.ts';
import { isRecorded } from '../recordings.ts';
import { isRunning } from '../state.ts';
import type { SessionState } from '../state.ts';
import { shownIteration } from '../runView.ts';
import { heardBy } from './messages.ts';
import type { MessageFromFrame } from './messages.ts';

interface Framed extends Pick<Commands, 'play' | 'pause' | 'lookAt'> {
  readonly store: { readonly getState: () => SessionState; readonly subscribe: (listen: () => void) => () => void };
}

type Said<Message = MessageFromFrame> = Message extends unknown ? Omit<Message, 'source' | 'version'> : never;

interface FrameDoor {
  /** What is shown has another height. */
  readonly tellHeight: (height: number) => void;
  readonly close: () => void;
}

/** Whether it is known what Play would play. A recording that is offered is about to be opened, unless it could not be read. */
function canPlay({ status, recording, linkFault }: SessionState): boolean {
  if (isRecorded(recording)) return true;
  const { stage, fault } = recording;
  const isComing = stage === 'unknown' || stage === 'opening' || (stage === 'offered' && fault === null && !linkFault);
  return !isComing && status !== 'opening' && status !== 'failed';
}

/** `origin` null: it is not known whose frame this is, so the door stays shut. */
export function openFrameDoor({ store, play, pause, lookAt }: Framed, origin: string | null): FrameDoor {
  const { parent } = window;
  if (origin === null || parent === window) return { tellHeight: () => undefined, close: () => undefined };
  const say = (said: Said): void => {
    const message: MessageFromFrame = { source: 'swayground', version: 1, ...said };
    parent.postMessage(message, origin);
  };

  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.origin !== origin || event.source !== parent) return;
    const heard = heardBy(event.data);
    if (!heard) return;
    const { message, refused } = heard;
    if (!message) say({ kind: 'refused', ...refused });
    else if (message.kind === 'play') play();
    else if (message.kind === 'pause') pause();
    else lookAt(message.iteration);
  };

  let isReady = false;
  let told = '';
  const tell = (): void => {
    const state = store.getState();
    if (!isReady && !canPlay(state)) return;
    if (!isReady) say({ kind: 'ready' });
    isReady = true;
    const { view, setup, lookedAt } = state;
    const newest = view?.policies.at(-1)?.iteration ?? 0;
    const said: Said = {
      ...{ kind: 'iteration', iteration: shownIteration(view, lookedAt), newest, isPlaying: isRunning(state) },
      iterations: (view ?? setup).config.iterations,
    };
    const text = JSON.stringify(said);
    if (text === told) return;
    told = text;
    say(said);
  };

  addEventListener('message', onMessage);
  const stop = store.subscribe(tell);
  tell();
  return {
    tellHeight: (height) => {
      say({ kind: 'height', height });
    },
    close: () => {
      stop();
      removeEventListener('message', onMessage);
    },
  };
}
