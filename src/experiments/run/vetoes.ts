import type { PlayedTurn } from '../../evaluation/trajectory.ts';
import type { VetoKind } from '../../roles/index.ts';
import type { RunConfig, VetoType } from '../config/index.ts';

/** What a veto asks, and where undesirable rows come from (paper.md c). */
export interface VetoRule {
  /** Null: nothing is vetoed. */
  readonly asks: VetoKind | null;
  /** Mean score over the turns from which a trajectory is vetoed. */
  readonly level: number;
  readonly negativesFromAll: boolean;
}

const rules: Readonly<Record<VetoType, VetoRule>> = {
  none: { asks: null, level: Infinity, negativesFromAll: false },
  normal: { asks: 'normal', level: 0.5, negativesFromAll: false },
  constitution: { asks: 'constitution', level: 0.5, negativesFromAll: false },
  fivePoint: { asks: 'fivePoint', level: 2, negativesFromAll: false },
  negative: { asks: 'normal', level: 0.5, negativesFromAll: true },
  fivePointNegative: { asks: 'fivePoint', level: 2, negativesFromAll: true },
};

/** The rule of a veto; a level above 0 replaces the usual one. */
export function vetoRule(veto: VetoType, level = 0): VetoRule {
  const rule = rules[veto];
  return level > 0 && rule.asks !== null ? { ...rule, level } : rule;
}

export const trainingVeto = ({ veto, vetoLevel }: Pick<RunConfig, 'veto' | 'vetoLevel'>): VetoRule =>
  vetoRule(veto, vetoLevel);

/** Whether the mean score over the turns reaches the rule's level. Throws RangeError where its veto was not asked. */
export function isVetoed({ asks, level }: VetoRule, played: readonly Pick<PlayedTurn, 'vetoes'>[]): boolean {
  if (asks === null) return false;
  let sum = 0;
  for (const { vetoes } of played) {
    const score = vetoes[asks];
    if (score === undefined) throw new RangeError(`the veto ${asks} was not asked`);
    sum += score;
  }
  return sum / played.length >= level;
}
