import type { RefObject } from 'react';
import { useId } from 'react';
import type { Filters, OrderName } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { Choice, policiesOf, RunChoice } from '../archive/Choice.tsx';
import { classes } from '../classes.ts';
import { nameOf } from '../locale/names.ts';
import { trajectoryWords as words } from '../locale/trajectories.ts';
import { orders } from './query.ts';
import styles from './Trajectories.module.css';

interface FilterBarProps {
  readonly runs: readonly StoredRun[];
  readonly run: StoredRun;
  readonly onRun: (run: string) => void;
  readonly scenarios: readonly string[];
  readonly filters: Filters;
  readonly onFilter: (filters: Filters) => void;
  readonly order: OrderName;
  readonly onOrder: (order: OrderName) => void;
  readonly search: RefObject<HTMLInputElement | null>;
  /** On a narrow page it gives way to what is read. */
  readonly isReading: boolean;
}

const isOrder = (name: string): name is OrderName => name in orders;
const named = (names: Readonly<Record<string, string>>): [string, string][] => [
  ['', words.all],
  ...Object.entries(names),
];
/** A link may ask for what this run does not have: it stands among the others, so that the list says what is asked for. */
const plain = (names: readonly (string | number)[], chosen: string): [string, string][] => [
  ['', words.all],
  ...[...new Set([...names.map(String), ...(chosen === '' ? [] : [chosen])])].map((name): [string, string] => [
    name,
    nameOf(name),
  ]),
];

/** Which run, which of its conversations, in which order. */
export function FilterBar(props: FilterBarProps) {
  const { runs, run, onRun, scenarios, filters, onFilter, order, onOrder, search, isReading } = props;
  const id = useId();
  const lists = [
    ['iteration', words.iteration, plain(policiesOf(run), filters.iteration)],
    ['part', words.part, named(words.parts)],
    ['group', words.group, named(words.groups)],
    ['scenario', words.scenario, plain(scenarios, filters.scenario)],
    ['label', words.label, named(words.labels)],
    ['harm', words.harm, named(words.harms)],
    ['veto', words.veto, named(words.vetoes)],
  ] as const;
  return (
    <section className={classes(styles['bar'], isReading && styles['hidden'])} aria-label={words.filters}>
      <RunChoice runs={runs} run={run.run} onChoose={onRun} />
      {lists.map(([key, label, options]) => (
        <Choice
          key={key}
          label={label}
          value={filters[key]}
          options={options}
          onChoose={(value) => {
            onFilter({ ...filters, [key]: value });
          }}
        />
      ))}
      <Choice
        label={words.order}
        value={order}
        options={Object.entries(words.orders)}
        onChoose={(value) => {
          if (isOrder(value)) onOrder(value);
        }}
      />
      <div className={styles['search']}>
        <label htmlFor={id}>{words.search}</label>
        <input
          ref={search}
          id={id}
          type="search"
          placeholder={words.searchHint}
          value={filters.text}
          maxLength={100}
          onChange={(event) => {
            onFilter({ ...filters, text: event.target.value });
          }}
        />
      </div>
    </section>
  );
}
