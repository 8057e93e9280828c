// The transformer in plain float64, one sequence at a time, written from the definitions (shape.ts and the papers that it
// names) and not from the engine's code. Slow and simple: what the engine's numbers are compared with.
import { linearNames, linearSize, normEpsilon, type ModelShape } from '../../src/engine/transformer/shape.ts';

/** Row-major values by tensor name. */
export type Parameters = ReadonlyMap<string, Float64Array>;

interface NamedValues {
  readonly name: string;
  readonly data: ArrayLike<number>;
}

export function toParameters(tensors: readonly NamedValues[]): Map<string, Float64Array> {
  return new Map(tensors.map(({ name, data }) => [name, Float64Array.from(data)]));
}

function values(parameters: Parameters, name: string): Float64Array {
  const found = parameters.get(name);
  if (!found) throw new Error(`the reference model has no ${name}`);
  return found;
}

function at(array: ArrayLike<number> | undefined, index: number): number {
  const value = array?.[index];
  if (value === undefined) throw new Error(`index ${String(index)} lies outside`);
  return value;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? NaN) * (b[i] ?? NaN);
  return sum;
}

/** x W with W [in, out] row-major. */
function times(x: Float64Array, weight: Float64Array): Float64Array {
  const outputs = weight.length / x.length;
  const y = new Float64Array(outputs);
  for (let i = 0; i < x.length; i++) {
    const factor = x[i] ?? NaN;
    for (let j = 0; j < outputs; j++) y[j] = (y[j] ?? NaN) + factor * (weight[i * outputs + j] ?? NaN);
  }
  return y;
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + at(b, i));
}

function rmsNorm(x: Float64Array, gain: Float64Array): Float64Array {
  const root = Math.sqrt(dot(x, x) / x.length + normEpsilon);
  return x.map((value, i) => (value / root) * at(gain, i));
}

function silu(x: number): number {
  return x / (1 + Math.exp(-x));
}

/** Each head's pair (i, i + half) turned by position * 10000^(-i / half). */
function rotated(x: Float64Array, heads: number, position: number): Float64Array {
  const y = x.slice();
  const size = x.length / heads;
  const half = size / 2;
  for (let head = 0; head < heads; head++) {
    for (let i = 0; i < half; i++) {
      const angle = position * Math.pow(10000, -i / half);
      const first = at(x, head * size + i);
      const second = at(x, head * size + half + i);
      y[head * size + i] = first * Math.cos(angle) - second * Math.sin(angle);
      y[head * size + half + i] = second * Math.cos(angle) + first * Math.sin(angle);
    }
  }
  return y;
}

export function softmax(scores: Float64Array): Float64Array {
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const raised = scores.map((score) => Math.exp(score - top));
  const total = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / total);
}

function attention(
  { heads }: ModelShape,
  queries: readonly Float64Array[],
  keys: readonly Float64Array[],
  mixed: readonly Float64Array[],
): Float64Array[] {
  return queries.map((query, position) => {
    const size = query.length / heads;
    const result = new Float64Array(query.length);
    for (let head = 0; head < heads; head++) {
      const part = (x: Float64Array): Float64Array => x.subarray(head * size, (head + 1) * size);
      const seen = keys.slice(0, position + 1);
      const shares = softmax(Float64Array.from(seen, (key) => dot(part(query), part(key)) / Math.sqrt(size)));
      for (const [j, share] of shares.entries()) {
        const value = mixed[j];
        if (!value) throw new Error('there are fewer values than keys');
        for (const [i, v] of part(value).entries()) {
          result[head * size + i] = at(result, head * size + i) + share * v;
        }
      }
    }
    return result;
  });
}

/** The residual stream: [layer][position], layer 0 after the embedding, layer i after i layers. */
export function referenceStreams(
  shape: ModelShape,
  parameters: Parameters,
  tokens: readonly number[],
): Float64Array[][] {
  const { width, heads } = shape;
  const embedding = values(parameters, 'embedding');
  const row = (table: Float64Array, index: number): Float64Array => table.subarray(index * width, (index + 1) * width);
  let stream = tokens.map((token, position) => {
    const own = row(embedding, token);
    const before = tokens[position - 1];
    const joined = (other: Float64Array): Float64Array =>
      plus(own, Float64Array.of(...other.subarray(width / 2), ...other.subarray(0, width / 2)));
    const isShifted = shape.tokenShift === true && before !== undefined;
    const embedded = isShifted ? joined(row(embedding, before)) : own.slice();
    return shape.position === 'learned' ? plus(embedded, row(values(parameters, 'position'), position)) : embedded;
  });
  const streams = [stream];
  for (let layer = 0; layer < shape.layers; layer++) {
    const weight = (name: string): Float64Array => values(parameters, `layer.${String(layer)}.${name}`);
    const normed = stream.map((x) => rmsNorm(x, weight('attentionNorm')));
    const turn = (x: Float64Array, i: number): Float64Array => (shape.position === 'rotary' ? rotated(x, heads, i) : x);
    const queries = normed.map((x, i) => turn(times(x, weight('query')), i));
    const keys = normed.map((x, i) => turn(times(x, weight('key')), i));
    const mixed = attention(
      shape,
      queries,
      keys,
      normed.map((x) => times(x, weight('value'))),
    );
    stream = stream.map((x, i) => plus(x, times(mixed[i] ?? new Float64Array(), weight('output'))));
    stream = stream.map((x) => {
      const input = rmsNorm(x, weight('mlpNorm'));
      const up = times(input, weight('up'));
      const gate = shape.mlp === 'gated' ? times(input, weight('gate')) : undefined;
      const hidden = gate ? gate.map((g, i) => silu(g) * at(up, i)) : up.map(silu);
      return plus(x, times(hidden, weight('down')));
    });
    streams.push(stream);
  }
  return streams;
}

/** Scores of every token after each of the given ones. */
function referenceLogits(shape: ModelShape, parameters: Parameters, tokens: readonly number[]): Float64Array[] {
  const { width, vocabulary } = shape;
  const embedding = values(parameters, 'embedding');
  const stream = referenceStreams(shape, parameters, tokens)[shape.layers] ?? [];
  return stream.map((x) => {
    const last = rmsNorm(x, values(parameters, 'finalNorm'));
    return Float64Array.from({ length: vocabulary }, (_, token) =>
      dot(last, embedding.subarray(token * width, (token + 1) * width)),
    );
  });
}

/** Scores of every token after the last of the given ones. */
export function referenceNextLogits(
  shape: ModelShape,
  parameters: Parameters,
  tokens: readonly number[],
): Float64Array {
  const logits = referenceLogits(shape, parameters, tokens)[tokens.length - 1];
  if (!logits) throw new Error('nothing follows no token');
  return logits;
}

/** log p of each token given those before it (nats); entry 0, which nothing predicts, is 0. */
export function referenceLogProbs(shape: ModelShape, parameters: Parameters, tokens: readonly number[]): Float64Array {
  const logits = referenceLogits(shape, parameters, tokens.slice(0, -1));
  return Float64Array.from(tokens, (token, i) => {
    const scores = logits[i - 1];
    if (!scores) return 0;
    const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
    return at(scores, token) - top - Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0));
  });
}

/** Sum of log p over a completion, the prompt left out. */
export function referenceSum(
  shape: ModelShape,
  parameters: Parameters,
  prompt: readonly number[],
  completion: readonly number[],
): number {
  const all = referenceLogProbs(shape, parameters, [...prompt, ...completion]);
  return all.subarray(prompt.length).reduce((a, b) => a + b, 0);
}

/** sum(w nll) / sum(w) over all rows' tokens. */
export function referenceSupervisedLoss(
  shape: ModelShape,
  parameters: Parameters,
  rows: readonly { readonly tokens: readonly number[]; readonly weights: readonly number[] }[],
): number {
  let sum = 0;
  let total = 0;
  for (const { tokens, weights } of rows) {
    const logProbs = tokens.length > 1 ? referenceLogProbs(shape, parameters, tokens) : new Float64Array(tokens.length);
    for (const [i, weight] of weights.entries()) {
      sum -= weight * at(logProbs, i);
      total += weight;
    }
  }
  return sum / total;
}

/** field.md 5.1: the mean over rows of weight (1 - sigmoid(u)), given the log-ratios and z0. */
export function referenceKtoLoss(
  logRatios: readonly number[],
  desirable: readonly boolean[],
  options: { readonly beta: number; readonly desirableWeight: number; readonly undesirableWeight: number },
  z: number,
): number {
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const losses = logRatios.map((s, i) =>
    desirable[i] === true
      ? options.desirableWeight * (1 - sigmoid(options.beta * (s - z)))
      : options.undesirableWeight * (1 - sigmoid(options.beta * (z - s))),
  );
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}

/** Every linear weight W with an adapter becomes W + scale A B. */
export function withAdapter(shape: ModelShape, base: Parameters, adapter: Parameters, scale: number): Parameters {
  const merged = new Map(base);
  for (let layer = 0; layer < shape.layers; layer++) {
    for (const linear of linearNames(shape)) {
      const name = `layer.${String(layer)}.${linear}`;
      const [inputs] = linearSize(shape, linear);
      const a = values(adapter, `${name}.loraA`);
      const b = values(adapter, `${name}.loraB`);
      const rank = a.length / inputs;
      const weight = values(base, name).slice();
      for (let i = 0; i < inputs; i++) {
        const low = times(a.subarray(i * rank, (i + 1) * rank), b);
        for (const [j, value] of low.entries()) {
          weight[i * low.length + j] = at(weight, i * low.length + j) + scale * value;
        }
      }
      merged.set(name, weight);
    }
  }
  return merged;
}
