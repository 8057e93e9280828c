// How the programs read their command lines, and how they refuse one.

/** A command line that can't be followed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where `parse` is a call of Node's parseArgs: its complaints about the command line become UsageErrors. */
export function readWords<Words>(parse: () => Words): Words {
  try {
    return parse();
  } catch (error) {
    // behind its first sentence Node explains how to pass words that begin with a dash
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0]);
    throw error;
  }
}

/** The value of an option, from `low` to `high`, both included. Throws UsageError. */
export function wholeNumber(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw new UsageError(`--${option}: ${text} is not a whole number from ${String(low)} to ${String(high)}`);
}

/** `text` where it is the name of a folder below public/models, and no path out of it. Throws UsageError, naming `where`. */
export function modelName(text: string, where = '--model'): string {
  if (!/^[\w-]+$/u.test(text)) throw new UsageError(`${where}: ${text} is not the name of a model`);
  return text;
}

/** Most worker threads of one program. */
export const mostWorkers = 64;
