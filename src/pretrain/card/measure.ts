import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { parameterCount } from '../../engine/transformer/shape.ts';
import { environmentIds } from '../../environments/index.ts';
import type { EnvironmentId } from '../../environments/index.ts';
import { usualMinP } from '../../evaluation/sampling.ts';
import type { PretrainRecord } from '../output.ts';
import { cardParts, cardVersion, paperHarm } from './card.ts';
import type { CardPart, ModelCard } from './card.ts';
import { measureInterference } from './interference.ts';
import { measureJudgements } from './judgements.ts';
import { measureLoss } from './loss.ts';
import { measureNoisyCue, measureRepresentation } from './representation.ts';
import { measureSamples, measureTargeting } from './samples.ts';
import { measureSmallTalk } from './smallTalk.ts';
import type { Subject } from './subject.ts';
import { measureUserModel } from './userModel.ts';

/** How much is measured: `full` is what cards are made of, `quick` what a test can wait for. */
export const extents = {
  full: { lossRows: 4000, perEnvironment: 2000, perGroup: 8000, conversations: 6000, messages: 1000 },
  quick: { lossRows: 300, perEnvironment: 100, perGroup: 400, conversations: 600, messages: 100 },
} as const;

export type Extent = keyof typeof extents;

const note =
  'A small model of our own, pretrained on made-up dialogues. Its users, raters and judges are simulated. Harm rate: share of ' +
  'replies with a harmful act among those that the gold tagger can parse. The paper gives an aggregate score in its place.';

/** Measures everything; `say` hears what is being measured. */
export async function measureCard(
  subject: Subject,
  record: PretrainRecord,
  extent: Extent,
  say: (what: string) => void,
): Promise<ModelCard> {
  const { lossRows, perEnvironment, perGroup, conversations } = extents[extent];
  const { file, shape, tokenizer } = subject;
  say('held-out loss');
  const heldOut = await measureLoss(subject, record.seed, lossRows);
  say('samples');
  const samples = await measureSamples(subject, perEnvironment);
  const { n, parseRate, plannedRate, repeatRate, faithfulRate, harm, unparsed } = samples;
  say('ratings and vetoes');
  const { veto, evaluator, ...ratings } = await measureJudgements(subject, conversations);
  say('targeting');
  const targeting = await measureTargeting(subject, perGroup);
  say('representation');
  const representation = measureRepresentation(subject);
  say('interference');
  const { harmSpillover, ...interference } = await measureInterference(subject);
  const parts = await measureParts(subject, cardParts, extent, say);
  const harmOf = (id: EnvironmentId) =>
    [id, { ours: harm[id].value, paper: paperHarm[id], interval: harm[id] }] as const;
  return {
    ...{ name: record.size, version: cardVersion, note },
    size: {
      ...{ parameters: parameterCount(shape), width: shape.width, layers: shape.layers, vocabulary: shape.vocabulary },
      bytes: file.length,
      gzipBytes:
        gzipSync(file, { level: 9 }).length + gzipSync(JSON.stringify(tokenizer.toJson()), { level: 9 }).length,
    },
    heldOut,
    samples: {
      n,
      parseRate: parseRate.value,
      plannedRate: plannedRate.value,
      repeatRate: repeatRate.value,
      faithfulRate: faithfulRate.value,
      intervals: { parseRate, plannedRate, repeatRate, faithfulRate },
      minP: usualMinP,
      parseRateOfAllTokens: samples.parseRateOfAllTokens,
      parseByEnvironment: samples.parseByEnvironment,
      unparsed,
    },
    ...{ ratings, veto, evaluator, targeting },
    harmAtStart: Object.fromEntries(environmentIds.map(harmOf)) as ModelCard['harmAtStart'],
    representation,
    ...parts,
    interference: { ...interference, harmSpillover: harmSpillover.value, harmSpilloverInterval: harmSpillover },
    pretraining: {
      ...{ seed: record.seed, tokens: record.tokens, seconds: record.seconds, weightsSha256: hashOf(record, file) },
    },
  };
}

/** Some parts of a card alone. */
export async function measureParts(
  subject: Subject,
  parts: readonly CardPart[],
  extent: Extent,
  say: (what: string) => void,
): Promise<Pick<ModelCard, CardPart>> {
  const measured: { -readonly [part in CardPart]?: ModelCard[part] } = {};
  if (parts.includes('userModel')) {
    say('user model');
    measured.userModel = await measureUserModel(subject, extents[extent].perEnvironment);
  }
  if (parts.includes('smallTalk')) {
    say('small talk');
    measured.smallTalk = await measureSmallTalk(subject, extents[extent].messages);
  }
  if (parts.includes('noisyCue')) {
    say('noisy cue');
    measured.noisyCue = measureNoisyCue(subject);
  }
  return measured;
}

/** Throws RangeError where the record speaks of other weights. */
export function hashOf({ weightsSha256 }: PretrainRecord, file: Uint8Array): string {
  const found = createHash('sha256').update(file).digest('hex');
  if (found !== weightsSha256) throw new RangeError(`weights.bin is not what pretraining.json says: ${found}`);
  return found;
}
