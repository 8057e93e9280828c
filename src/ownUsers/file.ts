// Users of a person's own as a file: JSON with a version, every field checked.
import { RefusalError } from '../core/fault/index.ts';
import type { Fault, Place } from '../core/fault/index.ts';
import { ConfigError, parseConfig, valueText } from '../experiments/index.ts';
import type { OwnScenario, RunConfig } from '../experiments/index.ts';

const format = 'swayground users';
const version = 1;
/** Characters of a file that are looked at. */
export const mostCharacters = 2_000_000;

/** What a run takes of them. */
export type OwnUsers = Pick<RunConfig, 'environment'> & { readonly scenarios: readonly OwnScenario[] };

/** A text that holds no users. The message names the place and the fault. */
export class OwnUsersError extends RefusalError {
  override readonly name = 'OwnUsersError';
  constructor(fault: Fault, place: Place = {}) {
    super({ ...place, fault });
  }
}

/** As a file has them. */
export const ownUsersText = ({ environment, scenarios }: OwnUsers): string =>
  `${JSON.stringify({ format, version, environment, scenarios }, null, 1)}\n`;

/** Reads a file. Throws OwnUsersError. */
export function parseOwnUsers(text: string): OwnUsers {
  const content = jsonObject(text);
  const { format: named, version: of, environment, scenarios, ...more } = content;
  if (named !== format) {
    throw new OwnUsersError({ code: 'notFormat', value: valueText(named), format }, { field: 'format' });
  }
  if (of !== version) {
    throw new OwnUsersError({ code: 'notVersion', value: valueText(of), version }, { field: 'version' });
  }
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) {
    throw new OwnUsersError({ code: 'unknownField' }, { field: unknown.slice(0, 60) });
  }
  return checkedUsers({ environment, scenarios });
}

/** What a config would take of them. Throws OwnUsersError. */
export function checkedUsers({ environment, scenarios }: { environment: unknown; scenarios: unknown }): OwnUsers {
  try {
    const config = parseConfig({ environment, ownScenarios: scenarios });
    if (config.ownScenarios.length === 0) throw new OwnUsersError({ code: 'emptyList' }, { field: 'scenarios' });
    return { environment: config.environment, scenarios: config.ownScenarios };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new OwnUsersError(error.refusal.fault, { field: error.field.replace(/^ownScenarios/u, 'scenarios') });
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  if (text.length > mostCharacters) throw new OwnUsersError({ code: 'fileTooLarge' });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new OwnUsersError({ code: 'fileNotJson' });
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new OwnUsersError({ code: 'fileNotObject' });
  }
  return { ...content };
}
