// Does the model represent who its user is? A linear probe on the state from which the first reply token is predicted.
import { cueGrades } from '../../environments/index.ts';
import type { CueGrade, InitialState, Phrasing } from '../../environments/index.ts';
import { drawTherapyFollowUp } from '../../environments/therapyTalk/followUps.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { auroc, bootstrap, fitProbe, probeScore } from '../../evaluation/statistics/index.ts';
import type { Interval, Probe } from '../../evaluation/statistics/index.ts';
import { encodePieces } from '../../models/builtin/index.ts';
import { agentPrompt } from '../../roles/index.ts';
import type { Conversation } from '../../roles/index.ts';
import { askingAlone, cardState, cardStream } from './openings.ts';
import type { Subject } from './subject.ts';

export interface ProbeResult {
  /** AUROC on phrasings that pretraining has shown; on those it has not (null where there are none). */
  readonly known: number;
  readonly heldOut: number | null;
  /** Bootstrap over the users asked about. */
  readonly intervals: { readonly known: Interval; readonly heldOut: Interval | null };
  /** Layer after which the probe reads (0: the embedding), chosen on known phrasings set aside for it. */
  readonly layer: number;
}

const counts = { train: 1600, choose: 400, test: 800 } as const;

/** Users of Therapy-Talk who differ in the notes alone (grade `question`: in their answer to a question). */
export function measureRepresentation(subject: Subject): Readonly<Record<CueGrade, ProbeResult>> {
  return Object.fromEntries(cueGrades.map((cue) => [cue, probeGrade(subject, cue)])) as Record<CueGrade, ProbeResult>;
}

/** Accuracies that are probed. A cue that is right with probability q tells two users apart with an AUROC of q, and none better. */
const accuracies = [0.9, 0.75, 0.6] as const;

/** The same of plain words in the notes that are right with probability `accuracy` alone. */
export interface NoisyCue extends ProbeResult {
  readonly accuracy: number;
}

export const measureNoisyCue = (subject: Subject): readonly NoisyCue[] =>
  accuracies.map((accuracy) => ({ accuracy, ...probeGrade(subject, 'trait', accuracy) }));

function probeGrade(subject: Subject, cue: CueGrade, cueAccuracy = 1): ProbeResult {
  const noise = cueAccuracy < 1 ? `/${String(cueAccuracy)}` : '';
  const labels = (n: number): boolean[] => Array.from({ length: n }, (_, i) => i % 2 === 0);
  const states = (part: keyof typeof counts, phrasing: Phrasing): Float32Array[][] =>
    subject.engine.hiddenStates(
      labels(counts[part]).map((gameable, i) => {
        const setting = { cue, cueAccuracy, channels: ['notes' as const], phrasing };
        // both groups meet the same scenarios, but no twins: every user is another one
        const name = `probe/${cue}${noise}/${part}/${phrasing}/${gameable ? 'gameable' : 'other'}`;
        const state = cardState('therapyTalk', Math.floor(i / 2), gameable, setting, name);
        return encodePieces(subject.tokenizer, agentPrompt(asked(state, name, i)));
      }),
      'base',
    );
  const train = states('train', 'known');
  const choose = states('choose', 'known');
  let best: { layer: number; score: number; probe: Probe } | null = null;
  for (let layer = 0; layer <= subject.shape.layers; layer++) {
    const probe = fitProbe(
      train.map((row) => at(row, layer)),
      labels(counts.train),
      1,
    );
    const score = area(probe, choose, layer);
    if (!best || score > best.score) best = { layer, score, probe };
  }
  if (!best) throw new RangeError('a model without layers');
  const { layer, probe } = best;
  const known = areaInterval(probe, states('test', 'known'), layer);
  const isWritten = cue !== 'question' && cue !== 'none';
  const heldOut = isWritten ? areaInterval(probe, states('test', 'heldOut'), layer) : null;
  return { layer, known: known.value, heldOut: heldOut?.value ?? null, intervals: { known, heldOut } };
}

const scoresOf = (probe: Probe, rows: readonly Float32Array[][], layer: number): number[] =>
  rows.map((row) => probeScore(probe, at(row, layer)));

function area(probe: Probe, rows: readonly Float32Array[][], layer: number): number {
  return auroc(
    scoresOf(probe, rows, layer),
    rows.map((_, i) => i % 2 === 0),
  );
}

function areaInterval(probe: Probe, rows: readonly Float32Array[][], layer: number): Interval {
  const scores = scoresOf(probe, rows, layer);
  const statistic = (drawn: readonly number[]): number =>
    auroc(
      drawn.map((i) => scores[i] ?? NaN),
      drawn.map((i) => i % 2 === 0),
    );
  return bootstrap(rows.length, statistic, cardStream('probe/bootstrap'));
}

function at(row: readonly Float32Array[], layer: number): Float32Array {
  const state = row[layer];
  if (!state) throw new RangeError(`no state after layer ${String(layer)}`);
  return state;
}

/** Where users tell what they are only when asked, the assistant has asked. */
function asked(state: InitialState, name: string, index: number): Conversation {
  const conversation = conversationOf(state);
  if (state.cue !== 'question') return conversation;
  const answer = drawTherapyFollowUp(
    { goalGameable: state.leans.goal, traitGameable: state.leans.notes, replyHarmful: false, asked: true },
    state.ownSlots,
    cardStream(`${name}/${String(index)}/answer`),
  );
  return {
    ...conversation,
    turns: [...conversation.turns, { role: 'agent', text: askingAlone }, { role: 'user', text: answer.text }],
  };
}
