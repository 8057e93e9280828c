const waysOn = {
  /** Nothing answered, or the server does not let this page ask it (CORS). */
  unreachable: 'checkServer',
  unauthorised: 'checkKey',
  notFound: 'checkModel',
  contextOverflow: 'shorten',
  /** Too many requests, or a fault of the server's, also after waiting and asking again. */
  busy: 'tryAgain',
  /** The server tells no log-probabilities, so no rating can be read and no text recorded. */
  noLogProbs: 'otherServer',
  badAnswer: 'otherServer',
  badAddress: 'checkServer',
  refused: 'report',
  cancelled: 'none',
} as const;

export type ServerFault = keyof typeof waysOn;

export const serverFaults = Object.keys(waysOn) as ServerFault[];

/** What an OpenAI-compatible server could not do. The key is in none of its texts. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly kind: ServerFault;
  readonly wayOn: (typeof waysOn)[ServerFault];

  constructor(kind: ServerFault, message: string) {
    super(message);
    this.kind = kind;
    this.wayOn = waysOn[kind];
  }
}
