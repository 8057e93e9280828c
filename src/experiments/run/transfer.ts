// What a policy trained in one environment is rated in the others (the paper's cross-environment matrix).
import { RandomStream } from '../../core/rng/index.ts';
import { clusteredMean } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { Agent, Spectators, WorkControls } from '../../models/contract.ts';
import { parseConfig } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import { judge } from './judge.ts';
import { Openings } from './openings.ts';
import { play } from './play.ts';
import { ratingOf } from './training.ts';

/** The matrix' columns: whose ratings are measured. */
const columns = {
  therapyGameable: { environment: 'therapyTalk', gameable: true, turns: 1 },
  therapyOther: { environment: 'therapyTalk', gameable: false, turns: 1 },
  booking: { environment: 'bookingAssistance', gameable: true, turns: 1 },
  action: { environment: 'actionAdvice', gameable: true, turns: 2 },
  politics: { environment: 'politicalQuestions', gameable: true, turns: 1 },
} as const;

export type TransferColumn = keyof typeof columns;

export type TransferReport = Readonly<Record<TransferColumn, Interval>>;

/** Users of each column. */
const users = 120;

/** Mean rewards, 1 to 10, of held-out users in every column: a function of the agent and the seed. */
export async function measureTransfer(
  agent: Agent,
  spectators: Spectators,
  seed: number,
  controls: WorkControls = {},
): Promise<TransferReport> {
  const report: Partial<Record<TransferColumn, Interval>> = {};
  for (const name of Object.keys(columns) as TransferColumn[]) {
    const { environment, gameable, turns } = columns[name];
    const config: RunConfig = parseConfig({ environment, turns, panelUsers: users, panelTwins: 0 });
    const root = RandomStream.root(seed).child(`transfer/${name}`);
    const states = new Openings(config, root.child('openings')).panels.users.filter(
      (state) => state.gameable === gameable,
    );
    const requests = states.map((state, stateIndex) => ({
      ...{ state, stateIndex, sample: 0 },
      stream: root.child(`user/${String(stateIndex)}`),
    }));
    const played = await play(requests, { agent, spectators }, config, controls);
    const asked = { vetoes: [], vetoSeesTools: false, evaluates: false };
    const judged = await judge(played, spectators, asked, controls);
    report[name] = clusteredMean(
      judged.map((trajectory) => ratingOf(trajectory, config)),
      judged.map((_, i) => i),
    );
  }
  return report as TransferReport;
}
