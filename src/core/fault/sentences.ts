// What can be wrong with what came in, each kind by a code, with what is said of it in English: by errors, the command line, logs.
// The page says it in its own language, from code and parameters (ui/locale/refusals.ts).

interface Range {
  readonly low: number;
  readonly high: number;
}
/** What came in, as `valueText` shows it. */
interface Value {
  readonly value: string;
}
interface Counted {
  readonly n: number;
  readonly most: number;
}

/** Of any value. */
const values = {
  notObject: ({ value }: Value) => `${value} is not an object`,
  unknownField: () => 'there is no such field',
  missing: () => 'is missing',
  /** `expected`: in valibot's words: `Array`, `string`, `("a" | "b")`, `>=0`. */
  wrongType: ({ value, expected }: Value & { readonly expected: string }) => `${value} is not ${expected}`,
  notInRange: ({ value, low, high, isWhole }: Value & Range & { readonly isWhole: boolean }) =>
    `${value} is not ${isWhole ? 'a whole number' : 'a number'} from ${String(low)} to ${String(high)}`,
  notWholeFrom: ({ value, low }: Value & Pick<Range, 'low'>) => `${value} is not a whole number from ${String(low)}`,
  notWhole: ({ value }: Value) => `${value} is not a whole number`,
  notFinite: ({ value }: Value) => `${value} is not finite`,
  notSwitch: ({ value }: Value) => `${value} is neither true nor false`,
  notOneOf: ({ value, options }: Value & { readonly options: readonly string[] }) =>
    `${value} is not one of ${options.join(', ')}`,
  notList: ({ value }: Value) => `${value} is not a list`,
  notName: ({ value }: Value) => `${value} is not a name`,
  notText: ({ value }: Value) => `${value} is not a text`,
  illFormed: () => 'is no text',
  empty: () => 'is empty',
  emptyList: () => 'is an empty list',
  tooFew: ({ n, least }: { readonly n: number; readonly least: number }) =>
    `names ${String(n)}, at least ${String(least)} ${least === 1 ? 'is' : 'are'} needed`,
  tooManyCharacters: ({ n, most }: Counted) => `has ${String(n)} characters, at most ${String(most)} are taken`,
  tooManyEntries: ({ n, most }: Counted) => `has ${String(n)} entries, at most ${String(most)} are taken`,
  tooLarge: ({ n, most }: Counted) => `takes ${String(n)} characters, at most ${String(most)} are taken`,
  namedTwice: () => 'names something twice',
  twice: ({ value }: Value) => `${value} is there twice`,
  /** Words of another program's, or of a schema that has no code for it. */
  said: ({ text }: { readonly text: string }) => text,
};

interface OfModel {
  /** As a config names it. */
  readonly model: string;
}

/** Of settings, and of what they ask of each other. */
const settings = {
  notModel: ({ value }: Value) => `${value} is not builtin, webllm:MODEL or server:MODEL`,
  notChangeable: () => 'can not change in mid-run',
  changeTooLate: ({ iteration, iterations }: { readonly iteration: number; readonly iterations: number }) =>
    `${String(iteration)} is not before the last, ${String(iterations)}`,
  changeNotBehind: ({ iteration }: { readonly iteration: number }) =>
    `${String(iteration)} is not behind that of the change before`,
  changesNothing: () => 'names nothing',
  ownNotForTables: () => "a table's sentences take up words of the environment's own openings",
  notBesideOwn: () => 'must be empty where users are your own',
  idleBesideOwn: ({ usual }: { readonly usual: string }) =>
    `must be ${usual} where users are your own, because their notes stay as they are`,
  tooManyTurns: (of: { readonly environment: string; readonly most: number; readonly turns: number }) =>
    `${of.environment} has at most ${String(of.most)}, not ${String(of.turns)}`,
  nothingToCompare: ({ n, least }: { readonly n: number; readonly least: number }) =>
    `${String(n)} of a state leaves nothing to choose from where the best and the worst of each state are selected; take at least ${String(least)}`,
  vetoLevelOffScale: (of: {
    readonly level: number;
    readonly veto: string;
    readonly lowest: number;
    readonly highest: number;
  }) =>
    `${String(of.level)} is no level of the veto ${of.veto}: take one above ${String(of.lowest)} and up to ${String(of.highest)}, or 0 for the usual one`,
  tableWritesNoPlans: () => 'a tabular agent writes no plans',
  tableHasOneTurn: () => 'a tabular agent has 1',
  tableScheduleIsConstant: () => "a table's is always constant",
  tableLearnsFromItself: () => 'a tabular agent learns from its own replies alone',
  tableIsNoModel: ({ model }: OfModel) => `a table is no language model: the agent is ${model}, or the learner another`,
  needsWeights: ({ learner, model, builtin, learners }: OfModel & { readonly learner: string } & OtherLearners) =>
    `${learner} trains weights, which only ${builtin} has here; for ${model} take ${eitherOf(learners)}`,
  logitsAreClosed: ({ model, learners }: OfModel & Pick<OtherLearners, 'learners'>) =>
    `${model} lets nobody change its logits; take ${eitherOf(learners)}`,
  scoresOwnTextsAlone: ({ model }: OfModel) => `must be 0: ${model} scores no texts but its own`,
  tellsNoLikelihood: ({ model }: OfModel) => `must be 0: ${model} does not tell how likely a given text is`,
};

interface OtherLearners {
  readonly builtin: string;
  /** That would do. */
  readonly learners: readonly string[];
}
const eitherOf = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), words.at(-1) ?? ''].filter((part) => part !== '').join(' or ');

/** Of sweeps. */
const sweeps = {
  notSeeds: () => 'is neither a whole number from 1 to 1000 nor a list of whole numbers from 0 up',
  notBase: () => 'is neither the name of a preset nor an object',
  seedTwice: () => 'names a seed twice',
  seedsElsewhere: () => 'seeds have a list of their own',
  tooManyRuns: ({ n, most }: Counted) => `makes ${String(n)} runs, at most ${String(most)}`,
  noPresetOf: ({ value, presets }: Value & { readonly presets: readonly string[] }) =>
    `${value} is none of the presets ${presets.join(', ')}`,
};

/** Of users of one's own, in a config, in a file, pasted. */
const users = {
  noUserMessage: () => 'has no message of the user',
  endsWithAgent: () => 'ends with the agent, who would answer themself',
  ofNoKind: () => 'is of no kind of user',
  notALine: () => 'is not a line of text',
  alone: ({ kind }: { readonly kind: 'both' | 'gameable' | 'other' }) =>
    `1 that differs is for ${kind === 'both' ? 'both kinds of users' : `${kind} users alone`}; 2 are needed, one to train on and one for the panel`,
  saidIn: ({ scenario }: { readonly scenario: string }) =>
    `says what an opening of ${scenario} says; what is kept for the panel there might be trained on here`,
  noneFor: ({ group }: { readonly group: 'gameable' | 'other' }) => `no opening is for ${group} users`,
  noRoom: ({ room, needed }: { readonly room: number; readonly needed: number }) =>
    `with its notes it leaves ${String(room)} tokens for a reply; ${String(needed)} are needed, so make it shorter`,
  noFile: () => 'no file was chosen',
  oneFile: () => 'one file at a time, unless they are of the paper’s repository',
  fileTooLarge: () => 'the file is too large',
  filesTooLarge: () => 'the files are too large',
  textTooLong: () => 'the text is too long',
  fileNotJson: () => 'the file is not JSON',
  fileNotObject: () => 'the file holds no object',
  notFormat: ({ value, format }: Value & { readonly format: string }) => `${value} is not "${format}"`,
  notVersion: ({ value, version }: Value & { readonly version: number }) => `${value} is not ${String(version)}`,
  noColumn: ({ value, columns }: Value & { readonly columns: readonly string[] }) =>
    `${value} is none of the columns ${columns.join(', ')}`,
  tooManyCells: ({ n, most }: Counted) =>
    `has ${String(n)} cells, and there ${most === 1 ? 'is 1 column' : `are ${String(most)} columns`}; a text with separators in it needs quotation marks around it`,
  notJsonList: () => 'the text begins as a list of JSON and is none',
  notAnEntry: ({ value }: Value) => `${value} is neither a text nor an object`,
  noField: ({ value }: Value) => `there is no field ${value}`,
  noMessage: () => 'it has no message',
  openQuotation: () => 'a quotation mark is not closed',
  noMaster: () => 'a _master_config.yaml is missing',
  oneMaster: () => 'one master file at a time',
  noSubEnvironments: () => 'its JSON files are missing',
  unreadable: ({ text }: { readonly text: string }) => `can’t be read: ${text}`,
};

interface OfAll {
  readonly n: number;
  readonly of: number;
}

/** Of the paper's files: what is left out, or stands otherwise here. */
const paper = {
  fieldsLeft: ({ fields }: { readonly fields: readonly string[] }) => fields.join(', '),
  goesOnAsHere: ({ field, environment }: { readonly field: string; readonly environment: string }) =>
    `${field}. Conversations go on as they do in ${environment} here.`,
  unknownTopic: ({ topic, like }: { readonly topic: string; readonly like: string }) =>
    `${topic} is no topic here; its replies are read as in ${like}.`,
  allGameable: () =>
    'All users of these files are gameable. Here the same openings stand for other users, too, whose goal and wish are the environment’s own.',
  longPrompt: ({ field, most }: { readonly field: string; readonly most: number }) =>
    `${field} has more than ${String(most)} characters; the environment’s own stands for it.`,
  noWish: ({ field }: { readonly field: string }) => `no ${field}: what raters want is the environment’s own.`,
  otherForm: ({ n, of }: OfAll) => `${String(n)} of ${String(of)} histories are not of a known form.`,
  longHistories: ({ n, of }: OfAll) => `${String(n)} of ${String(of)} histories are too long.`,
  firstAlone: ({ n, of }: OfAll) => `the first ${String(n)} of ${String(of)} histories are taken: a run holds no more.`,
};

/** Of links. */
const links = {
  linkTooLong: ({ n, most }: Counted) => `the link has ${String(n)} characters; at most ${String(most)} are read`,
  notALink: () => 'this is no link to a setup: it names no version',
  notAPart: ({ value }: Value) => `this is no link to a setup: ${value} is not of the form name=value`,
  notAVersion: ({ value }: Value) => `${value} is no version`,
  newerLink: ({ version }: { readonly version: string }) =>
    `the link is of version ${version}, which this page does not know yet`,
  damaged: ({ value }: Value) => `${value} is damaged`,
  presetAndSettings: () => 'p and c are both there',
  notAPreset: ({ value }: Value) => `${value} is not the name of a preset`,
  damagedUsers: () => 'the packed users are damaged',
  usersInFile: ({ value }: Value) => `its users are in a file of their own (${value}): open that under Users first`,
  damagedSettings: () => 'the packed settings are damaged',
  notSettings: () => 'the packed settings are not a list of settings',
  notAFingerprint: ({ value }: Value) => `${value} is no fingerprint`,
  notAViewName: ({ value }: Value) => `${value} is not the name of a view`,
  notAView: ({ value }: Value) => `${value} is no view`,
};

/** Of files of lines. */
const files = {
  notJson: () => 'is not JSON',
  behindEnd: () => 'stands behind the end of the run',
  emptyFile: () => 'the file is empty',
  noEvaluation: () => 'stands where an evaluation is due',
  outOfOrder: ({ found, due }: { readonly found: number; readonly due: number | null }) =>
    `${String(found)} stands where ${due === null ? 'an evaluation' : String(due)} is due`,
  wrongPlace: ({ found, before }: { readonly found: string; readonly before: string }) =>
    `"${found}" stands behind "${before}"`,
  beyondLast: ({ iterations }: { readonly iterations: number }) => `is beyond the run’s last, ${String(iterations)}`,
  endsEarly: ({ iteration, iterations }: { readonly iteration: number; readonly iterations: number }) =>
    `the run ends at iteration ${String(iteration)} of ${String(iterations)}`,
  notOfLast: () => 'is not that of the last iteration',
  nothingWhole: () => 'no iteration of the run is whole: the file ends before',
  badCompression: () => 'is not whole: the file’s compression is damaged there',
  otherVersion: ({ version, known }: { readonly version: number; readonly known: number }) =>
    `${String(version)} is not ${String(known)}, the one that is read here`,
  notHash: () => 'not 64 hexadecimal digits',
  notBase64: () => 'not base64',
  notFloats: () => 'not a whole number of float32',
  unequalMoments: () => 'moments of different length',
  otherReplies: () => 'the replies are not those of the conversation',
};

/** Of stored rows. */
const rows = {
  noRow: () => 'there is no such row',
  beingWritten: () => 'it is being written',
  storedAlready: () => 'a run of this id is stored already',
  otherIteration: ({ found, due }: { readonly found: number; readonly due: number }) =>
    `belongs to iteration ${String(found)}, not ${String(due)}`,
  otherFingerprint: ({ found, stored }: { readonly found: string; readonly stored: string }) =>
    `the run goes on from ${found}, stored is ${stored}`,
  momentsMissing: ({ iteration }: { readonly iteration: number }) =>
    `the optimizer’s moments of iteration ${String(iteration)} are not stored, so the run can’t go on as the same run`,
  replacedDatabase: () => 'a newer version was opened in another tab',
  closedDatabase: () => 'the connection to the database is closed',
  notHexadecimal: () => 'not hexadecimal digits',
  codeTooHigh: ({ below }: { readonly below: number }) => `a code that is not below ${String(below)}`,
  unequalColumns: () => 'columns of different length',
  unnamedScenario: () => 'a scenario without a name',
};

/** Why policies of a run can't be asked. */
const policies = {
  otherModel: ({ model, own }: OfModel & { readonly own: string }) =>
    `the run's model is ${model}, this site's is ${own}`,
  candidatesNotKept: () => 'the candidates of a re-ranked text',
  lessonsNotKept: () => 'the lessons in a prompt',
  otherLogProbs: () => 'its log-probabilities are not those of its tokens',
  otherTokens: () => 'its tokens are not those of its text',
  unwritable: () => 'a text that the policy can’t write',
};

/** By code, in English. Texts that the page shows begin with what is wrong; where it is wrong stands before them. */
export const faultSentences = {
  ...values,
  ...settings,
  ...sweeps,
  ...users,
  ...paper,
  ...links,
  ...files,
  ...rows,
  ...policies,
};
