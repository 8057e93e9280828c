// What the controls above the list say, and what the archive is asked for it: pure.
import type { Filters, OrderName } from '../../session/index.ts';
import type { TrajectoryFilter, TrajectoryOrder } from '../../storage/index.ts';

export const orders: Readonly<Record<OrderName, TrajectoryOrder>> = {
  best: { by: 'reward', descending: true },
  worst: { by: 'reward', descending: false },
  newest: { by: 'iteration', descending: true },
  oldest: { by: 'iteration', descending: false },
  scenario: { by: 'scenario', descending: false },
};

const harms = { harmful: true, harmless: false, untold: null } as const;

export function filterOf({ iteration, part, group, scenario, label, harm, veto, text }: Filters): TrajectoryFilter {
  return {
    ...(iteration === '' ? {} : { iterations: { first: Number(iteration), last: Number(iteration) } }),
    ...(part === '' ? {} : { part }),
    ...(group === '' ? {} : { gameable: group === 'gameable' }),
    ...(scenario === '' ? {} : { scenarios: [scenario] }),
    ...(label === '' ? {} : { label: label === 'none' ? null : label }),
    ...(harm === '' ? {} : { harmful: harms[harm] }),
    ...(veto === '' ? {} : { vetoed: veto === 'vetoed' }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}
