// What the page's controls can ask of a session.
import type { RecordingEntry } from '../recordings/index.ts';
import type { Beat, Chapter, Comparing, Listing } from './looks.ts';
import type { Pace as Measured } from './estimate.ts';
import type { EngineId } from './setup.ts';
import type { Bets, Prediction, ScreenId, Speed } from './state.ts';
import type { Sweeping } from './sweep/sweeping.ts';
import type { Talking } from './talking.ts';

export interface Commands {
  /** Goes on; from the beginning, or the last complete iteration of a cancelled run, where there is none in progress. */
  readonly play: () => void;
  /** The phase in progress is the last one for now. */
  readonly pause: () => void;
  readonly step: (of: 'phase' | 'iteration') => void;
  /** Ends the run and keeps what it has shown. */
  readonly cancel: () => void;
  /** Ends the run and goes back to the setup. */
  readonly reset: () => void;
  /** After a fault: a new worker, and the run from its last complete iteration; `plays` false: that is left to Play. */
  readonly restart: (plays?: boolean) => void;
  readonly choosePreset: (id: string) => void;
  readonly chooseEngine: (engine: Exclude<EngineId, 'models'>) => void;
  readonly chooseLearner: (learner: string) => void;
  /** Values of fields; a refusal is told and changes nothing. */
  readonly change: (changes: Readonly<Record<string, unknown>>) => void;
  /** How fast conversations of a setup were played when its models were tried out. */
  readonly setPace: (pace: Measured) => void;
  /**
   * Settings from the next iteration of the run on show on: the run ends where its last whole iteration does, and one with the
   * change goes on from there. A refusal is told and changes nothing.
   */
  readonly changeNext: (settings: Readonly<Record<string, unknown>>) => void;
  /** Goes to the Run screen with a preset and, perhaps, other values: to be run, not played from a recording. What is live stays as it is. */
  readonly setUp: (preset: string, changes?: Readonly<Record<string, unknown>>) => void;
  /** Goes to a recorded run at its last iteration. Nothing happens while a run is live. */
  readonly openRecorded: (entry: RecordingEntry) => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Null: follow the newest. */
  readonly lookAt: (iteration: number | null) => void;
  readonly show: (screen: ScreenId) => void;
  /** What the Trajectories screen shows. `isStep`: the browser's Back takes it back. */
  readonly list: (changes: Partial<Listing>, isStep: boolean) => void;
  /** What stands side by side. */
  readonly compare: (changes: Partial<Comparing>, isStep: boolean) => void;
  /** To whom a person talks, as whom, and what they have said. */
  readonly talk: (changes: Partial<Talking>, isStep: boolean) => void;
  /** What a sweep is made of, and what is shown of it; one in progress stays as it is. */
  readonly sweepOver: (changes: Partial<Sweeping>, isStep: boolean) => void;
  /** Goes to a beat of the lecture. */
  readonly goToBeat: (beat: Beat) => void;
  readonly bet: (changes: Partial<Bets>) => void;
  /** Goes to a chapter of the story. */
  readonly goToChapter: (story: Chapter) => void;
  readonly predict: (prediction: Prediction | null) => void;
  /** What could not be followed of a link has been read. */
  readonly dismissRefused: () => void;
  /** Shows the recorded run of the setup; Play, Pause and the steps are its own then. */
  readonly openRecording: () => void;
  /** The run of the recording on show, computed here: what is on show stays until it has been computed, too. */
  readonly runLive: () => void;
  /** After a broken link: the preset that comes closest. */
  readonly openNearest: () => void;
}
