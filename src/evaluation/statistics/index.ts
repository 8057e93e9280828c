export { bootstrap } from './bootstrap.ts';
export { hierarchicalDifference, hierarchicalMean, hierarchicalRate } from './hierarchical.ts';
export {
  clusteredMean,
  clusteredRate,
  independentDifference,
  newcombe,
  pairedDifference,
  pairedRates,
  weightedMean,
  wilson,
} from './rates.ts';
export type { Interval, Share } from './rates.ts';
export { cosine, mean, meanAbsoluteError, pearson, standardDeviation } from './moments.ts';
export { auroc, spearman } from './ranks.ts';
export { fitProbe, probeScore } from './probe.ts';
export type { Probe } from './probe.ts';
