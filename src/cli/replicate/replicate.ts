import { join } from 'node:path';
import { writeWhole } from '../../disk/writeWhole.ts';
import { measureBatteries } from '../../evaluation/batteries.ts';
import {
  afterTraining,
  claimPresets,
  claimsText,
  decideClaims,
  measureTransfer,
  parseConfig,
  presetNamed,
  transferPresets,
} from '../../experiments/index.ts';
import type {
  Checkpoint,
  Claim,
  Finding,
  ReplicatedRun,
  RunConfig,
  RunDeps,
  RunEvent,
} from '../../experiments/index.ts';
import type { Learner } from '../../learners/contract.ts';
import { storedName } from '../finishedRuns.ts';
import { followRun } from '../followRun.ts';
import { openRun } from '../openRun.ts';
import type { OpenRun } from '../openRun.ts';
import { keepRecording, Recorder } from '../record/record.ts';
import type { Output } from '../simulate/screen.ts';
import { readStored } from './stored.ts';

interface ReplicateOptions {
  readonly presets: readonly string[];
  readonly seeds: number;
  readonly workers: number;
  readonly model: string;
  readonly out: string;
  readonly decidesOnly: boolean;
  /** Folder for recordings of the first seed's runs that are made; null: none are kept. */
  readonly recordings: string | null;
  /** Folder of finished runs. */
  readonly cache: string;
  readonly thread: URL;
  readonly signal: AbortSignal;
  readonly stderr: Output;
}

/** Runs what is missing, the first seed of every preset first, and writes the claims after each run. False: interrupted. */
export async function replicate(options: ReplicateOptions): Promise<boolean> {
  const { presets, seeds, stderr, signal, decidesOnly, recordings } = options;
  const jobs = Array.from({ length: seeds }, (_, i) => presets.map((preset) => ({ preset, seed: i + 1 }))).flat();
  for (const [index, { preset, seed }] of jobs.entries()) {
    const config = parseConfig({ ...presetNamed(preset).config, seed });
    if (decidesOnly || (await readStored(options, preset, config))) continue;
    stderr.write(`${String(index + 1)} of ${String(jobs.length)}: ${preset}, seed ${String(seed)}\n`);
    const recorder = recordings !== null && seed === 1 ? new Recorder() : null;
    const open = () => openRun(config, options.model, options.workers, options.thread);
    const run = await finishedRun(preset, config, open, options, (event) => recorder?.add(event));
    if (run === null) return false;
    await writeWhole(join(options.cache, storedName(options.model, preset, config)), JSON.stringify(run));
    if (recorder && recordings !== null) await keepRecording(recordings, preset, recorder.bytes());
    await writeClaims(options);
    if (signal.aborted) return false;
  }
  const claims = await writeClaims(options);
  for (const claim of claims) stderr.write(claimText(claim));
  return true;
}

/** A run and what its policy does elsewhere, where the preset's is asked for. `onEvent` sees its events. Null: it was interrupted. */
export async function finishedRun(
  preset: string,
  config: RunConfig,
  open: () => Promise<OpenRun>,
  follower: Pick<ReplicateOptions, 'signal' | 'stderr'>,
  onEvent: (event: RunEvent) => void,
): Promise<ReplicatedRun | null> {
  const { deps, stop } = await open();
  try {
    const checkpoints = new Map<number, Checkpoint>();
    const learners: Learner[] = [];
    const createLearner: RunDeps['createLearner'] = async (...given) => {
      const learner = await deps.createLearner(...given);
      learners.push(learner);
      return learner;
    };
    const { summary: run, reason } = await followRun(config, { ...deps, createLearner }, follower, (event) => {
      onEvent(event);
      if (event.kind === 'complete') checkpoints.set(event.checkpoint.iteration, event.checkpoint);
    });
    if (reason === 'cancelled') return null;
    const policy = afterTraining(run);
    const after = policy && checkpoints.get(policy.iteration);
    const [learner] = learners;
    if (!learner || !after || !transferPresets.includes(preset)) return { ...run, elsewhere: null };
    const measure = async () => ({
      transfer: await measureTransfer(learner.agent, deps.spectators, config.seed),
      batteries: await measureBatteries(learner.agent, config.seed),
    });
    const first = checkpoints.get(0);
    if (first) await learner.load(first.learner);
    const before = await measure();
    await learner.load(after.learner);
    return { ...run, elsewhere: { before, after: await measure() } };
  } finally {
    await stop();
  }
}

/** All claims of which runs are there, with every seed that is finished. */
async function writeClaims(options: ReplicateOptions): Promise<Claim[]> {
  const runs = new Map<string, ReplicatedRun[]>();
  for (const preset of claimPresets) {
    for (let seed = 1; seed <= options.seeds; seed++) {
      const found = await readStored(options, preset, parseConfig({ ...presetNamed(preset).config, seed }));
      if (found) runs.set(preset, [...(runs.get(preset) ?? []), found]);
    }
  }
  const claims = decideClaims(runs);
  const model = [...runs.values()][0]?.[0]?.model ?? null;
  await writeWhole(options.out, claimsText({ model, claims }));
  return claims;
}

function claimText({ id, statement, verdict, findings, remarks, runs }: Claim): string {
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  const lines = findings.map((each) => `    ${findingText(each)}\n`);
  // the page has sentences for them; here they are named, with their figures
  const notes = remarks.map(({ code, ...figures }) => {
    const told = Object.entries(figures).map(([name, figure]) => `${name} ${figureText(figure)}`);
    return `    remark: ${[code, ...told].join(', ')}\n`;
  });
  return `${verdict.padEnd(12)} ${id} (${String(seeds)} seeds): ${statement}\n${[...lines, ...notes].join('')}`;
}

function findingText({ label, value, low, high, n, of, paper, spread, seeds }: Finding): string {
  const bounds = `[${low.toFixed(2)}, ${high.toFixed(2)}]`;
  const reach = spread === undefined ? ` ${bounds}` : spread === 'range' ? ` range ${bounds}` : '';
  const rests = `n ${String(n)}${n < of ? ` of ${String(of)}` : ''}`;
  const told = seeds ? `, ${String(seeds.told)} of ${String(seeds.of)} seeds` : '';
  return `${label}: ${value.toFixed(2)}${reach}, ${rests}${told}${paper === null ? '' : ` (paper ${paper.toFixed(2)})`}`;
}

const figureText = (figure: unknown): string =>
  typeof figure === 'number' ? String(Number(figure.toPrecision(3))) : [figure].flat().join(' ');
