import { parseArgs } from 'node:util';
import { besideOwn, isConfigKey, ownHash, parseConfig, presets } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { decodeLink, LinkError, valueOf } from '../../link/index.ts';
import { OwnUsersError, parseOwnUsers } from '../../ownUsers/file.ts';
import { modelName, readJson, readText, readWords, refuseOverwriting, UsageError, workerCount } from '../usage.ts';

export interface Options {
  readonly config: RunConfig;
  readonly workers: number;
  readonly model: string;
  /** The run file to be written. */
  readonly out: string | null;
  readonly json: boolean;
}

export const usage = `npm run simulate -- PRESET | config.json | LINK [options]
  PRESET             ${presets.map(({ id }) => id).join(', ')}
  LINK               a shared link, in quotes
  --seed N           whole number from 0 up
  --set KEY=VALUE    changes a field of the config; lists with commas, structures as JSON; may be given often
  --users FILE       users of your own, as the page saves them, with their environment
  --workers N        worker threads (default: one for each core, 8 at most); changes no result
  --model NAME       folder below public/models (default builtin)
  --out FILE         writes the run file: a header, then one event a line; compressed where it ends in .gz
  --json             prints one JSON summary on standard output
Models behind an OpenAI-compatible server (--set raterModel=server:NAME and so on): SWAYGROUND_SERVER is its address up to and
with /v1, SWAYGROUND_SERVER_KEY its key, if it has one.
`;

type OwnFields = Pick<RunConfig, 'environment' | 'ownScenarios' | 'scenarios'>;

/** Options, as parseArgs takes them, of whatever makes a run. */
export const runWords = {
  seed: { type: 'string' },
  set: { type: 'string', multiple: true },
  workers: { type: 'string' },
} as const;

/** Reads the words of the command line, and the config file that they name. Throws UsageError and ConfigError. */
export async function readOptions(words: readonly string[], cores: number): Promise<Options> {
  const { values, positionals } = parse(words);
  const [source, ...more] = positionals;
  if (source === undefined || more.length > 0) throw new UsageError('name one preset or one config file');
  const changes: [string, unknown][] = (values.set ?? []).map(parseChange);
  if (values.seed !== undefined) changes.push(parseChange(`seed=${values.seed}`));
  const own = await ownUsers(values.users);
  const given = { ...(await sourceConfig(source, own)), ...own };
  const { out = null, users } = values;
  // a preset and a link are no files
  const read = [source.endsWith('.json') ? source : undefined, users].filter((path) => path !== undefined);
  if (out !== null) await refuseOverwriting(out, ...read);
  const model = modelName(values.model);
  const workers = workerCount(values.workers, cores);
  return {
    config: parseConfig({ ...given, ...Object.fromEntries(changes) }),
    ...{ workers, model, out, json: values.json },
  };
}

const parse = (words: readonly string[]) =>
  readWords(() =>
    parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...runWords,
        model: { type: 'string', default: 'builtin' },
        out: { type: 'string' },
        users: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }),
  );

async function sourceConfig(source: string, own: OwnFields | null): Promise<object> {
  const preset = presets.find(({ id }) => id === source);
  if (preset) return preset.config;
  if (!source.endsWith('.json')) {
    if (source.includes('=')) return linkedConfig(source, own);
    throw new UsageError(`${source} is neither a preset nor a .json file nor a link`);
  }
  // the whole of it is checked, the root too
  return { ...parseConfig(await readJson(source)) };
}

/** Fields of the config; null: no file was named. */
async function ownUsers(path: string | undefined): Promise<OwnFields | null> {
  if (path === undefined) return null;
  try {
    const { environment, scenarios } = parseOwnUsers(await readText(path));
    return { environment, ownScenarios: scenarios, ...besideOwn };
  } catch (error) {
    if (error instanceof OwnUsersError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

/** `own`: may be those that a link only names. */
function linkedConfig(link: string, own: OwnFields | null): object {
  const savedOwn = (hash: string): unknown => (own && ownHash(own.ownScenarios) === hash ? own.ownScenarios : null);
  try {
    return { ...decodeLink(link, savedOwn).config };
  } catch (error) {
    if (error instanceof LinkError) throw new UsageError(error.message);
    throw error;
  }
}

/** `key=value` by the kind of its field; what can't be read stays text, for the schema to refuse by name. */
function parseChange(words: string): [string, unknown] {
  const at = words.indexOf('=');
  if (at < 1) throw new UsageError(`--set ${words}: not of the form KEY=VALUE`);
  const [key, text] = [words.slice(0, at), words.slice(at + 1)];
  return [key, isConfigKey(key) ? valueOf(key, text) : text];
}
