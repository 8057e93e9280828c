export { expectedOf } from './address.ts';
export type { ArchivePort } from './archive.ts';
export { isLoss, shownEntry } from './library.ts';
export type { LibraryNotice, Transfer } from './library.ts';
export { openFrameDoor } from './embed/frameDoor.ts';
export { frameControls, frameOptions, themes } from './embed/options.ts';
export type { FrameControl, FrameOptions, Theme } from './embed/options.ts';
export { estimateOf, perIteration } from './estimate.ts';
export { nextIteration } from './forks.ts';
export { deleteUsers, listUsers, saveUsers } from './keptUsers.ts';
export { citedOf, holdsOwnWords, holdsUsers, linksOf } from './links.ts';
export { beats, chapters, noFilters, noListing } from './looks.ts';
export type { Beat, Chapter, ComparisonKind, Filters, ListedPlace, Listing, OrderName } from './looks.ts';
export { WorkerGone } from './port.ts';
export type { Fault } from './port.ts';
export { recordingsOfClaim } from './recorded.ts';
export { computedUntil, isRecorded, unmixed } from './recordings.ts';
export { lockNames, lockOf, lockRefusal, withLocks } from './locks.ts';
export type { LockName, LockRefusal, Locks } from './locks.ts';
export { momentOf, shownIteration } from './runView.ts';
export type { RunView } from './runView.ts';
export { saveHandout } from './saveHandout.ts';
export { saveFile } from './saveFile.ts';
export { startSelfTest } from './selfTest.ts';
export type { RunningSelfTest } from './selfTest.ts';
export { createSession } from './session.ts';
export type { Session } from './session.ts';
export { changedSetup, engineChanges, engineOf, learnerChanges, setupNearest, setupOf } from './setup.ts';
export { openSite } from './site.ts';
export type { Site } from './site.ts';
export { betNames, isLive, isRunning, noBets, screens } from './state.ts';
export type { BetName, Bets, Position, Prediction, ScreenId, SessionState, Speed } from './state.ts';
export { version } from './version.ts';
export { sweepLeft } from './sweep/jobs.ts';
export { isActive } from './sweep/part.ts';
export type { SweepPart, SweepProgress, SweepStage } from './sweep/part.ts';
export { msOf } from './sweep/speed.ts';
export {
  isDifferent,
  mostSeeds,
  mostSweepRuns,
  mostValues,
  noSweeping as proposedSweep,
  proposedValues,
  seedsIn,
  sweepInput,
  sweepKeys,
  sweepMeasures,
  sweepWithin,
  valuesIn,
} from './sweep/sweeping.ts';
export type { AxisValue, SweepAxis, Sweeping, SweepMeasure } from './sweep/sweeping.ts';
export { talkBasis } from './talkBasis.ts';
export type { TalkBasis } from './talkBasis.ts';
export { isTooLongForLink, mostSaid, nobody } from './talking.ts';
export type { Said, Talking } from './talking.ts';
export { windowApi } from './windowApi.ts';
export type { WindowApi } from './windowApi.ts';
