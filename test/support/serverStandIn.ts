// A STAND-IN for an OpenAI-compatible server: it speaks the protocol over HTTP, and has no language model.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AskedBody {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly seed: number;
  readonly max_tokens: number;
  readonly top_logprobs: number;
  readonly [field: string]: unknown;
}

interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: AskedBody;
}

interface Reply {
  readonly status?: number;
  /** The connection is lost behind the half of the answer. */
  readonly breaksOff?: boolean;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** Pages of other addresses may ask. */
const anyOrigin = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' };

const logged = (token: string, probability: number, more: object = {}) => ({
  ...{ token, logprob: Math.log(probability), bytes: null },
  ...more,
});

/** A completion of these tokens, each with its probability. */
export function completion(tokens: readonly (readonly [string, number, number?])[], finish = 'stop'): unknown {
  const content = tokens.map(([token, probability, id]) => ({
    ...logged(token, probability, id === undefined ? {} : { id }),
    top_logprobs: [logged(token, probability)],
  }));
  const text = tokens.map(([token]) => token).join('');
  return {
    choices: [
      { index: 0, finish_reason: finish, message: { role: 'assistant', content: text }, logprobs: { content } },
    ],
  };
}

/** A completion of one token, of which the likeliest are told. */
export function likeliest(top: Readonly<Record<string, number>>): unknown {
  const all = Object.entries(top).map(([token, probability]) => logged(token, probability));
  const [first] = all;
  return {
    choices: [
      {
        finish_reason: 'length',
        message: { content: first?.token ?? '' },
        logprobs: { content: [{ ...first, top_logprobs: all }] },
      },
    ],
  };
}

export class ServerStandIn {
  readonly asked: Asked[] = [];
  /** Requests that whoever asked has given up. */
  givenUp = 0;
  /** Most requests that were in progress at the same time. */
  most = 0;
  answer: (asked: Asked) => Reply = () => ({ body: completion([['Hello', 0.5]]) });
  /** Milliseconds before an answer. */
  delay = 0;
  base = '';
  #now = 0;
  readonly #server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, anyOrigin).end();
      return;
    }
    response.on('close', () => {
      if (!response.writableEnded && !response.headersSent) this.givenUp++;
    });
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      this.most = Math.max(this.most, ++this.#now);
      const text = Buffer.concat(parts).toString('utf8');
      const body = JSON.parse(text === '' ? 'null' : text) as AskedBody;
      const asked = { path: request.url ?? '', key: request.headers.authorization, body };
      this.asked.push(asked);
      setTimeout(() => {
        this.#now--;
        const { status = 200, body: sent, breaksOff = false } = this.answer(asked);
        const answer = typeof sent === 'string' ? sent : JSON.stringify(sent);
        const whole = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) };
        response.writeHead(status, { ...whole, ...anyOrigin });
        if (!breaksOff) response.end(answer);
        else response.write(answer.slice(0, answer.length / 2), () => response.destroy());
      }, this.delay);
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.base = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
