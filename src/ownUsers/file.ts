// Users of a person's own as a file: JSON with a version, every field checked.
import { ConfigError, parseConfig, valueText } from '../experiments/index.ts';
import type { OwnScenario, RunConfig } from '../experiments/index.ts';

const format = 'swayground users';
const version = 1;
/** Characters of a file that are looked at. */
export const mostCharacters = 2_000_000;

/** What a run takes of them. */
export type OwnUsers = Pick<RunConfig, 'environment'> & { readonly scenarios: readonly OwnScenario[] };

/** A text that holds no users. The message names the place and the fault. */
export class OwnUsersError extends Error {
  override readonly name = 'OwnUsersError';
}

/** As a file has them. */
export const ownUsersText = ({ environment, scenarios }: OwnUsers): string =>
  `${JSON.stringify({ format, version, environment, scenarios }, null, 1)}\n`;

/** Reads a file. Throws OwnUsersError. */
export function parseOwnUsers(text: string): OwnUsers {
  const content = jsonObject(text);
  const { format: named, version: of, environment, scenarios, ...more } = content;
  if (named !== format) throw new OwnUsersError(`format: ${valueText(named)} is not "${format}"`);
  if (of !== version) throw new OwnUsersError(`version: ${valueText(of)} is not ${String(version)}`);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw new OwnUsersError(`${unknown.slice(0, 60)}: there is no such field`);
  return checkedUsers({ environment, scenarios });
}

/** What a config would take of them. Throws OwnUsersError. */
export function checkedUsers({ environment, scenarios }: { environment: unknown; scenarios: unknown }): OwnUsers {
  try {
    const config = parseConfig({ environment, ownScenarios: scenarios });
    if (config.ownScenarios.length === 0) throw new OwnUsersError('scenarios: is an empty list');
    return { environment: config.environment, scenarios: config.ownScenarios };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new OwnUsersError(error.message.replace(/^ownScenarios/u, 'scenarios'));
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  if (text.length > mostCharacters) throw new OwnUsersError('the file is too large');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new OwnUsersError('the file is not JSON');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new OwnUsersError('the file holds no object');
  }
  return { ...content };
}
