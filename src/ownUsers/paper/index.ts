// Environments of the paper's repository: a master YAML and a JSON for each sub-environment, as users of one's own.
import * as v from 'valibot';
import type { Refusal } from '../../core/fault/index.ts';
import { faultOf } from '../../experiments/index.ts';
import type { OwnUsers } from '../file.ts';
import { checkedUsers, OwnUsersError } from '../file.ts';
import type { ReadUsers, TextFile } from '../readFiles.ts';
import { readHistories } from './histories.ts';
import { environmentOf, placeOf } from './places.ts';

/** The parts of a master file that have a counterpart, or decide which environment it is. */
const masterSchema = v.looseObject({
  state_config: v.record(v.string(), v.unknown()),
  possible_env_vars: v.optional(v.nullable(v.record(v.string(), v.array(v.unknown()))), {}),
});

const subEnvironment = v.looseObject({
  env_name: v.optional(v.string()),
  char_prompt: v.optional(v.string()),
  pm_prompt: v.optional(v.string()),
  histories: v.record(v.string(), v.unknown()),
});

/** Fields of a sub-environment that are read. */
const readFields = ['env_name', 'char_prompt', 'pm_prompt', 'histories'];

/** Characters of users that are taken, all together: a config holds them. */
const budget = 250_000;

/**
 * Reads files that were chosen together. What has no counterpart is told in `left`. Throws OwnUsersError, which begins with a
 * file's name.
 */
export async function paperUsers(files: readonly TextFile[]): Promise<ReadUsers> {
  const masters = files.filter(({ name }) => /\.ya?ml$/iu.test(name));
  const jsons = files.filter(({ name }) => /\.json$/iu.test(name));
  const [master, more] = masters;
  if (!master) throw new OwnUsersError({ code: 'noMaster' });
  if (more) throw new OwnUsersError({ code: 'oneMaster' }, { file: more.name });
  if (jsons.length === 0) throw new OwnUsersError({ code: 'noSubEnvironments' }, { file: master.name });
  const { parse } = await import('yaml');
  const config = checked(masterSchema, master, () => parse(master.text, { maxAliasCount: 100 }) as unknown);
  const variables = Object.fromEntries(
    Object.entries(config.possible_env_vars ?? {}).map(([name, values]) => [name, textOf(values[0])]),
  );
  const subs = jsons.map((file) => ({
    file,
    place: placeOf(file.name),
    content: checked(subEnvironment, file, () => JSON.parse(file.text) as unknown),
  }));
  const environment = environmentOf(
    Object.keys(config.state_config),
    subs.map(({ place }) => place.topic),
    subs.map(({ content }) => content.histories),
  );
  const left: Refusal[] = [
    ...fieldsLeft(master, config, ['state_config', 'possible_env_vars']),
    { file: master.name, fault: { code: 'goesOnAsHere', field: 'state_config', environment } },
  ];
  const scenarios = new Map<string, OwnUsers['scenarios'][number]>();
  for (const { file, place, content } of subs) {
    const { like, isKnown } = place.likeIn(environment);
    if (!isKnown) left.push({ file: file.name, fault: { code: 'unknownTopic', topic: place.topic, like } });
    left.push(...fieldsLeft(file, content, readFields));
    const read = readHistories(content, { ...place, variables, budget: Math.floor(budget / subs.length) });
    left.push(...read.left.map((fault) => ({ file: file.name, fault })));
    const name = `${place.topic.slice(0, 50)} (paper)`;
    const openings = [...(scenarios.get(name)?.openings ?? []), ...read.openings];
    scenarios.set(name, { name, like, openings });
  }
  const all = [...scenarios.values()].filter(({ openings }) => openings.length > 0);
  const hasOthers = all.some(({ openings }) => openings.some(({ other }) => other !== null));
  if (!hasOthers) left.push({ fault: { code: 'allGameable' } });
  const users = {
    environment,
    scenarios: hasOthers
      ? all
      : all.map((each) => ({
          ...each,
          openings: each.openings.map((opening) => ({
            ...opening,
            other: { notes: opening.gameable?.notes ?? null, goal: null, wish: null },
          })),
        })),
  };
  return { users: checkedUsers(users), left };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function fieldsLeft({ name }: TextFile, content: object, read: readonly string[]): Refusal[] {
  const fields = Object.keys(content)
    .filter((key) => !read.includes(key))
    .map((key) => key.slice(0, 60));
  return fields.length > 0 ? [{ file: name, fault: { code: 'fieldsLeft', fields } }] : [];
}

function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  file: TextFile,
  contentOf: () => unknown,
): v.InferOutput<Schema> {
  let content: unknown;
  try {
    content = contentOf();
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new OwnUsersError({ code: 'unreadable', text: line.slice(0, 200) }, { file: file.name });
  }
  const result = v.safeParse(schema, content, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue);
  throw new OwnUsersError(faultOf(issue), { file: file.name, ...(field !== null && { field }) });
}
