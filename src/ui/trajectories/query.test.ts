import { expect, test } from 'vitest';
import { noFilters } from '../../session/index.ts';
import type { Filters } from '../../session/index.ts';
import type { TrajectoryFilter } from '../../storage/index.ts';
import { filterOf } from './query.ts';

test.each<[Partial<Filters>, TrajectoryFilter]>([
  [{}, {}],
  [{ iteration: '0' }, { iterations: { first: 0, last: 0 } }],
  [{ part: 'panel' }, { part: 'panel' }],
  [{ group: 'gameable' }, { gameable: true }],
  [{ group: 'other' }, { gameable: false }],
  [{ scenario: 'theft' }, { scenarios: ['theft'] }],
  [{ label: 'desirable' }, { label: 'desirable' }],
  [{ label: 'none' }, { label: null }],
  [{ harm: 'harmful' }, { harmful: true }],
  [{ harm: 'harmless' }, { harmful: false }],
  [{ harm: 'untold' }, { harmful: null }],
  [{ veto: 'vetoed' }, { vetoed: true }],
  [{ veto: 'passed' }, { vetoed: false }],
  [{ text: '  you should ' }, { text: 'you should' }],
  [{ text: '   ' }, {}],
  [
    { iteration: '12', part: 'training', group: 'other', label: 'undesirable', harm: 'harmless', text: 'a' },
    {
      ...{ iterations: { first: 12, last: 12 }, part: 'training', gameable: false },
      ...{ label: 'undesirable', harmful: false, text: 'a' },
    },
  ],
])('%j asks for %j', (filters, filter) => {
  expect(filterOf({ ...noFilters, ...filters })).toEqual(filter);
});
