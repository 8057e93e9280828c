// Words of the models dialog, and of what can go wrong with a model.
import type { ModelFault } from '../../../models/shelf/modelFault.ts';
import type { Fit } from '../../../models/webllm/adapter.ts';
import { bytes, count, duration } from '../numbers.ts';

interface FaultWords {
  readonly title: string;
  readonly advice: string;
}

/** By kind: what went wrong, and a way on. */
const webllm: Readonly<Record<Extract<ModelFault, { engine: 'webllm' }>['kind'], FaultWords>> = {
  noWebGpu: {
    title: 'This browser has no WebGPU',
    advice:
      'Use a current Chrome or Edge, or Safari 26 or later; or a server, or the built-in model, which needs no GPU.',
  },
  noAdapter: {
    title: 'The browser offers no GPU',
    advice:
      'Update the graphics driver, or switch hardware acceleration on in the browser’s settings (in Chrome on Linux also the flag “Unsafe WebGPU Support”); or use a server, or the built-in model.',
  },
  noF16: {
    title: 'This GPU has no 16-bit arithmetic',
    advice: 'Choose the f32 build of the same model: larger, and it runs here.',
  },
  noFeature: { title: 'This GPU lacks something that the model needs', advice: 'Choose another model.' },
  memory: {
    title: 'The GPU has too little memory for this model',
    advice: 'Choose a smaller model, or the same one for all roles; close other tabs that use the GPU.',
  },
  weakAdapter: { title: 'This GPU is below what WebLLM needs', advice: 'Choose a smaller model, or a server.' },
  unknownModel: {
    title: 'There is no model of this name',
    advice: 'Choose one of the list. A model of your own has to be added in every browser by its addresses.',
  },
  badAddress: { title: 'An address is not one', advice: 'Check the addresses of the model.' },
  notFound: {
    title: 'There is no such file at the model’s address',
    advice: 'Check the address, and that its files lie below resolve/main/.',
  },
  unreachable: {
    title: 'The model’s host could not be reached, or the connection broke off',
    advice: 'What was downloaded is kept: try again, and the download goes on from there.',
  },
  badFile: {
    title: 'A file of the model is not what it should be',
    advice: 'Delete the model from the cache below, then fetch it again.',
  },
  wrongLibrary: {
    title: 'The model’s library is of another version of WebLLM',
    advice: 'Use a library that was compiled for WebLLM 0.2.86.',
  },
  quota: {
    title: 'There is no room on the disk for this model',
    advice: 'Delete models from the cache below, or runs in the Library. In a private window there is little room.',
  },
  integrity: {
    title: 'A file is not the one that was vouched for',
    advice: 'Delete the model from the cache below, then fetch it again; if it comes back, do not use it.',
  },
  contextOverflow: {
    title: 'A conversation is longer than the model’s context',
    advice: 'Take fewer turns, shorter replies, or a model with a longer context.',
  },
  deviceLost: {
    title: 'The GPU was lost, several times',
    advice: 'The run goes on from its last whole iteration with “Start again”; if it comes back, take a smaller model.',
  },
  workerDead: {
    title: 'The model’s worker broke off, or could not be loaded',
    advice: 'Start again. If it comes back, take a smaller model.',
  },
  workerSilent: {
    title: 'The model’s worker has stopped answering',
    advice: 'Start again. A GPU that draws nothing for two minutes is too slow for this model.',
  },
  randomState: { title: 'The model’s random numbers broke down', advice: 'Start again.' },
  notLoaded: { title: 'The model is not loaded', advice: 'Start again.' },
  badTokenizer: {
    title: 'The answers to a question can’t be read from this model’s tokens',
    advice: 'Choose another model for users, rater and judge.',
  },
  cancelled: { title: 'Cancelled', advice: 'What was downloaded is kept.' },
  badRequest: { title: 'The page asked for what makes no sense', advice: 'That is a fault of the page: report it.' },
  other: { title: 'The model failed', advice: 'Start again; if it comes back, report what it said.' },
};

const server: Readonly<Record<Extract<ModelFault, { engine: 'server' }>['kind'], FaultWords>> = {
  unreachable: {
    title: 'The server did not answer',
    advice:
      'Check that it runs and its address. It has to allow this page by CORS (Ollama: OLLAMA_ORIGINS; LM Studio: “Enable CORS”; vLLM: --allowed-origins); from a page by https a browser reaches http on this machine only.',
  },
  unauthorised: {
    title: 'The server refused the key',
    advice: 'Enter its key again: it is kept only until the page is left.',
  },
  notFound: { title: 'The server has no such model or address', advice: 'Check both; the address ends in /v1.' },
  contextOverflow: {
    title: 'A conversation is longer than the server’s context',
    advice: 'Start the server with a longer context, or take fewer turns and shorter replies.',
  },
  busy: { title: 'The server was too busy, or failed, several times', advice: 'Start again when it has recovered.' },
  noLogProbs: {
    title: 'The server tells no log-probabilities',
    advice: 'Ratings are read from them. Use vLLM, llama.cpp, Ollama or LM Studio in a version that tells them.',
  },
  badAnswer: {
    title: 'The server’s answer makes no sense',
    advice: 'Use a server that speaks OpenAI’s chat protocol.',
  },
  badAddress: {
    title: 'Where the server is, is not known',
    advice: 'Enter its address, which no link or file holds, in the models dialog.',
  },
  refused: { title: 'The server refused the request', advice: 'What it said is below.' },
  cancelled: { title: 'Cancelled', advice: '' },
};

export const modelFaultWords = (fault: ModelFault): FaultWords =>
  fault.engine === 'webllm' ? webllm[fault.kind] : server[fault.kind];

const why = {
  memory: 'it declares more memory than this GPU is likely to have',
  buffers: 'its buffers may be larger than this GPU’s',
  unknownMemory: 'nobody declares how much memory it needs',
  noF16: 'this GPU has no 16-bit arithmetic',
  limits: 'this GPU is below WebLLM’s least limits',
} as const;

export const modelsWords = {
  title: 'Models',
  intro:
    'Each role can be played by the built-in model, by an instruction-tuned model that WebLLM runs on this machine’s GPU, or by one behind a server of yours.',
  looking: 'Looking for a GPU…',
  gone: 'The simulation’s worker has broken off or could not be loaded, so nothing can be asked about models.',
  lookAgain: 'Start it and look again',
  gpu: (name: string, f16: boolean) => `GPU: ${name}, ${f16 ? 'with' : 'without'} 16-bit arithmetic.`,
  slow: 'A program stands in for a GPU here: expect minutes for a reply.',
  nothingFetched: 'Nothing was downloaded.',
  pairs: 'Proposed',
  pair: (agent: string, others: string) =>
    agent === others ? `${agent} in all roles` : `${agent} as agent, ${others} for users, rater and judge`,
  roles: {
    agentModel: 'Agent, who is trained',
    userModel: 'Users, what they say and do',
    raterModel: 'Rater, how users like a reply',
    judgeModel: 'Judge, vetoes and harm',
  },
  groups: { own: 'Your own', light: 'WebLLM', server: 'Server' },
  builtin: 'Built-in model',
  notHere: (name: string) => `${name} (not offered here)`,
  option: (name: string, bits: number | null, arithmetic: string, memoryMB: number | null) =>
    `${name}, ${bits === null ? arithmetic : `${String(bits)} bit ${arithmetic}`}${memoryMB === null ? '' : `, ${bytes(memoryMB * 1024 * 1024)}`}`,
  chosen: 'What is chosen',
  columns: { model: 'Model', download: 'Download', memory: 'GPU memory', licence: 'Licence', test: 'Self-test' },
  test: 'Test',
  testOf: (model: string) => `Self-test of ${model}`,
  asking: 'asking…',
  cached: 'in the cache',
  partly: (have: number) => `${bytes(have)} are here`,
  unknown: 'not told',
  seeLicence: 'see the model’s page',
  fits: (fit: Fit) =>
    fit.fit === 'fits'
      ? 'By the GPU’s limits, this fits.'
      : fit.fit === 'mayNotFit'
        ? `This may not fit: ${why[fit.why]}.`
        : `This can’t run here: ${why[fit.why]}.`,
  fitShort: { fits: 'fits', mayNotFit: 'may not fit', cannotRun: 'can’t run here' } satisfies Record<
    Fit['fit'],
    string
  >,
  consequences: 'What follows from this choice',
  hosts:
    'Weights come from huggingface.co, libraries from raw.githubusercontent.com, once; then they are in the browser’s cache.',
  servers:
    'Conversations are sent to your server. Its key stays in this page’s memory and is forgotten when you leave.',
  repeatable: 'A seed gives the same texts again on the same device and browser; not bit for bit on others.',
  gold: 'Gold labels are made for the built-in model’s sentences and do not apply to free text: there the judge’s opinion is shown.',
  reads: 'The built-in model reads 320 tokens of words that it knows: of free text it sees a cut and a blur.',
  frozen:
    'The agent’s weights stay as they are: feedback steers which of its replies are given (KTO by re-ranking), how likely its tokens are (KTO on logits), or what it remembers.',
  small: 'Take a small run: 32 conversations and 16 held-out users an iteration, 4 iterations, best of 4 candidates',
  notMeasured: 'How long an iteration takes is not measured yet.',
  measured: (ms: number, conversations: number) =>
    `An iteration of ${count(conversations)} conversations takes about ${duration(ms)} here, updates not counted.`,
  load: 'Load and measure',
  loadHint: 'Downloads what is missing, then plays for ten seconds',
  begins: 'The loading begins…',
  measuring: 'Loaded; playing for about ten seconds…',
  use: 'Use these models',
  cancel: 'Cancel',
  progress: 'Loading',
  phases: {
    start: 'begins',
    download: 'downloads',
    load: 'loads from the cache',
    compile: 'compiles',
    done: 'is loaded',
  },
  loading: (id: string, phase: string, index: number, all: number) =>
    `${id} ${phase}${all > 1 ? ` (${String(index)} of ${String(all)})` : ''}`,
  amount: (done: number, total: number, speed: number | null, secondsLeft: number | null) =>
    [
      `${bytes(done)} of ${bytes(total)}`,
      speed === null ? '' : `${bytes(speed)} a second`,
      secondsLeft === null ? '' : `about ${duration(1000 * secondsLeft)} left`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  said: 'It said:',
  own: {
    title: 'A model of your own, by its addresses',
    text: 'The folder must hold, below resolve/main/, mlc-chat-config.json, tokenizer.json, tensor-cache.json and its params_shard_*.bin; the library is one .wasm file compiled for WebLLM 0.2.86. Both addresses are absolute, and their host allows this page (CORS).',
    id: 'Name, ending in its build (mine-q4f32_1-MLC)',
    model: 'Folder of the weights',
    library: 'Library (.wasm)',
    add: 'Add this model',
  },
  server: {
    title: 'A server: vLLM, llama.cpp, Ollama, LM Studio',
    text: 'Anything that speaks OpenAI’s chat protocol and tells log-probabilities. The address stays in this browser, the key in this page’s memory; neither is in links or files.',
    base: 'Address, up to and with /v1',
    key: 'Key, if it asks for one',
    ask: 'Ask which models it has',
    model: 'Model',
    add: 'Add this model',
    added: (id: string) => `${id} can now be chosen for each role.`,
  },
  cache: {
    title: 'Models in this browser’s cache',
    none: 'None.',
    remove: 'Delete',
    removeOf: (id: string) => `Delete ${id} from the cache`,
    broken: 'not whole',
    total: (size: number) => `${bytes(size)} in all`,
  },
  choose: 'Choose models',
} as const;
