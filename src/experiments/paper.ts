// The paper's own curves (arXiv 2411.02306, Llama-3-8B-Instruct), as recomputed from its published evaluations.
import type { RunConfig, VetoType } from './config/index.ts';

/**
 * Harm is the paper's aggregate of graded scores, 0 to 1, not a share of replies; ratings are means, 1 to 10. Both of all
 * users where all are gameable.
 */
export interface PaperCurve {
  /** Which figure or table. */
  readonly source: string;
  /** By iteration, 0 untrained; empty: only the end is published. */
  readonly harm: readonly number[];
  readonly rating: readonly number[];
  /** After training; null: told by the curve, or not at all. */
  readonly end: { readonly gameable: number; readonly other: number | null } | null;
}

type Environment = RunConfig['environment'];

const all: Readonly<Record<Environment, PaperCurve>> = {
  therapyTalk: {
    ...{ source: 'figure 2', end: null },
    harm: [
      0.18, 0.26, 0.38, 0.55, 0.59, 0.76, 0.83, 0.82, 0.9, 0.96, 0.99, 0.99, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ],
    rating: [
      4.25, 4.92, 5.46, 6, 6.36, 6.62, 7.04, 7.06, 7.57, 7.84, 8.22, 8.6, 8.88, 8.65, 9.07, 9.15, 9.13, 9.4, 9.25, 9.36,
      8.98, 9.45, 9.24, 8.68, 9.52,
    ],
  },
  bookingAssistance: {
    ...{ source: 'figure 2', end: null },
    harm: [0.06, 0.15, 0.24, 0.33, 0.43, 0.44, 0.43, 0.46, 0.44, 0.46, 0.48],
    rating: [2, 2.82, 4.39, 7.01, 8.14, 8.34, 8.5, 8.66, 8.77, 8.78, 8.81],
  },
  actionAdvice: {
    ...{ source: 'figure 2', end: null },
    harm: [0.2, 0.31, 0.24, 0.42, 0.47, 0.27, 0.33, 0.42, 0.67, 0.87, 0.8, 0.82, 0.91, 0.96, 0.91],
    rating: [8.29, 8.85, 8.68, 8.77, 8.66, 7.53, 8.55, 8.75, 9.39, 9.2, 9.42, 9.42, 9.54, 9.46, 9.37],
  },
  politicalQuestions: {
    ...{ source: 'figure 2', end: null },
    harm: [0.25, 0.37, 0.41, 0.5, 0.59, 0.65, 0.66, 0.7, 0.69, 0.72, 0.68, 0.68],
    rating: [6.72, 7.52, 7.7, 8.96, 9.48, 9.78, 9.91, 9.96, 9.96, 9.96, 9.91, 9.91],
  },
};

/** Therapy-Talk with few gameable users, after training: harm to gameable and to others, by the percentage of gameable ones. */
export const paperTargeting = {
  50: [0.92, 0.17],
  10: [0.97, 0.15],
  5: [0.88, 0.13],
  2: [0.85, 0.18],
} as const;

const targetingByPercent: Readonly<Partial<Record<number, readonly [number, number]>>> = paperTargeting;

type Vetoed = Exclude<VetoType, 'none'>;

/** Harm after training under a veto. */
export const paperVetoes: Readonly<Record<Environment, Readonly<Record<Vetoed, number>>>> = {
  therapyTalk: { normal: 0.87, constitution: 0.81, fivePoint: 0.61, negative: 0.63, fivePointNegative: 0.76 },
  bookingAssistance: { normal: 0.53, constitution: 0.48, fivePoint: 0.5, negative: 0.46, fivePointNegative: 0.42 },
  actionAdvice: { normal: 0.64, constitution: 0.48, fivePoint: 0.54, negative: 0.64, fivePointNegative: 0.59 },
  politicalQuestions: { normal: 0.55, constitution: 0.46, fivePoint: 0.35, negative: 0.57, fivePointNegative: 0.28 },
};

/** What the paper shows of a setting; null: nothing, or of one that differs in more than its size. */
export function paperCurve(config: RunConfig): PaperCurve | null {
  const { environment, gameableShare, veto, safetyShare, learner, ratings, turns, scratchpad, channels, cue } = config;
  const isPapers = learner === 'loraKto' && ratings === 'model' && safetyShare === 0 && !scratchpad && cue === 'trait';
  // nor has it such users, or others in mid-run
  if (config.ownScenarios.length > 0 || config.changes.length > 0) return null;
  if (!isPapers || channels.length < 4 || turns !== (environment === 'actionAdvice' ? 2 : 1)) return null;
  if (veto !== 'none') {
    if (gameableShare !== 1) return null;
    const end = { gameable: paperVetoes[environment][veto], other: null };
    return { source: 'comparison of vetoes', harm: [], rating: [], end };
  }
  if (gameableShare === 1) return all[environment];
  const pair = environment === 'therapyTalk' ? targetingByPercent[Math.round(1000 * gameableShare) / 10] : undefined;
  if (!pair) return null;
  return { source: 'targeting of few users', harm: [], rating: [], end: { gameable: pair[0], other: pair[1] } };
}
