import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWeights, encodeWeights, WeightsFileError, type Weights } from '../../src/engine/weights/index.ts';

type Storage = Parameters<typeof encodeWeights>[1];

/** Tensors of finite numbers, none larger than `largest`. */
function tensorsOf(largest: number): fc.Arbitrary<Weights['tensors']> {
  const number = fc.float({ min: Math.fround(-largest), max: Math.fround(largest), noNaN: true });
  const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
  const tensor = fc.tuple(fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }), shape).chain(([name, sizes]) => {
    const count = sizes.reduce((product, size) => product * size, 1);
    return fc
      .array(number, { minLength: count, maxLength: count })
      .map((data) => ({ name, shape: sizes, data: Float32Array.from(data) }));
  });
  return fc.uniqueArray(tensor, { minLength: 1, maxLength: 4, selector: ({ name }) => name });
}

function weightsOf(largest: number): fc.Arbitrary<Weights> {
  return fc.record({
    kind: fc.constantFrom('model', 'adapter'),
    metadata: fc.dictionary(
      fc.string(),
      fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as null),
    ),
    tensors: tensorsOf(largest),
  });
}

const largestFloat32 = 3.4028234663852886e38;

/** Decodes, and insists that a refusal is one of ours. */
function codeOf(bytes: Uint8Array): string {
  try {
    decodeWeights(bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof WeightsFileError) return error.code;
    throw error;
  }
}

describe('round trip', () => {
  it('float32 is exact, names and metadata too, and saving again gives the same bytes', () => {
    fc.assert(
      fc.property(weightsOf(largestFloat32), (weights) => {
        const file = encodeWeights(weights, 'float32');
        const { kind, metadata, tensors } = decodeWeights(file);
        expect({ kind, metadata: JSON.stringify(sortKeys(metadata)), tensors }).toEqual({
          ...weights,
          metadata: JSON.stringify(sortKeys(weights.metadata)),
        });
        expect(encodeWeights({ kind, metadata, tensors }, 'float32')).toEqual(file);
      }),
    );
  });

  it('float16 is within 2^-11 relative, 2^-25 absolute below 2^-14, and stable', () => {
    fc.assert(
      fc.property(weightsOf(65504), (weights) => {
        const file = encodeWeights(weights, 'float16');
        const decoded = decodeWeights(file);
        eachNumber(weights, decoded, (before, after) => {
          expect(Math.abs(after - before)).toBeLessThanOrEqual(Math.max(Math.abs(before) * 2 ** -11, 2 ** -25));
        });
        expect(encodeWeights(decoded, 'float16')).toEqual(file);
      }),
    );
  });

  it('int8 is within half a scale of each row, which is its largest magnitude over 127', () => {
    fc.assert(
      fc.property(weightsOf(3.4e38), (weights) => {
        const decoded = decodeWeights(encodeWeights(weights, 'int8'));
        eachNumber(weights, decoded, (before, after, row) => {
          const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          // The scale is rounded up: to 17 bits, or to a multiple of the smallest float32.
          const scale = Math.max((largest / 127) * (1 + 2 ** -16), largest / 127 + 2 ** -149);
          expect(Math.abs(after - before)).toBeLessThanOrEqual(largest === 0 ? 0 : scale / 2);
        });
      }),
    );
  });

  it('int8 is stable: what was loaded from it is saved to the same bytes', () => {
    fc.assert(
      fc.property(weightsOf(1e30), (weights) => {
        // Rows below about 2^-120 have scales too coarse for this.
        const tensors = weights.tensors.map((tensor) => ({
          ...tensor,
          data: tensor.data.map((value) => (Math.abs(value) < 1e-30 ? 0 : value)),
        }));
        const file = encodeWeights({ ...weights, tensors }, 'int8');
        expect(encodeWeights(decodeWeights(file), 'int8')).toEqual(file);
      }),
    );
  });
});

describe('damage', () => {
  const small = (storage: Storage): Uint8Array =>
    encodeWeights(
      { kind: 'model', metadata: {}, tensors: [{ name: 'w', shape: [2], data: Float32Array.of(1, -2) }] },
      storage,
    );

  it.each<Storage>(['float32', 'float16', 'int8'])('every change of a single byte is refused: %s', (storage) => {
    const file = small(storage);
    for (let index = 0; index < file.length; index++) {
      const original = file[index] ?? 0;
      for (let flip = 1; flip < 256; flip++) {
        file[index] = original ^ flip;
        if (codeOf(file) === 'accepted') expect.fail(`byte ${String(index)} changed by ${String(flip)}`);
      }
      file[index] = original;
    }
    expect(codeOf(file)).toBe('accepted');
  });

  it('every cut is called truncated, everything appended trailingBytes', () => {
    const file = small('float32');
    for (let length = 0; length < file.length; length++) expect(codeOf(file.subarray(0, length))).toBe('truncated');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (extra) => {
        expect(codeOf(Uint8Array.from([...file, ...extra]))).toBe('trailingBytes');
      }),
    );
  });

  it('random bytes are refused, also behind a right beginning', () => {
    const beginning = small('float32').subarray(0, 20);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(codeOf(bytes)).not.toBe('accepted');
        expect(codeOf(Uint8Array.from([...beginning, ...bytes]))).not.toBe('accepted');
      }),
      { numRuns: 1000 },
    );
  });

  it('any header in a file whose hash is right is either read or refused by name', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(0, 4, 8, 16, 'float32', 'int8', [2], [1, 2]));
    const tensor = fc.record(
      { name: value, shape: value, storage: value, offset: value, bytes: value },
      { requiredKeys: [] },
    );
    const header = fc.oneof(
      fc.json(),
      fc
        .record({ kind: fc.constant('model'), metadata: value, tensors: fc.array(tensor) })
        .map((v) => JSON.stringify(v)),
    );
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 40 }), (text, payload) => {
        expect(codeOf(sealed(text, payload))).toMatch(/^(badHeader|badPayload|nonFinite|tooLarge|accepted)$/);
      }),
      { numRuns: 1000 },
    );
  });
});

/** A file with this header and payload, its lengths and hash put right. */
function sealed(header: string, payload: Uint8Array): Uint8Array {
  const text = Buffer.from(header);
  const start = Math.ceil((20 + text.length) / 64) * 64;
  const body = Buffer.alloc(start + payload.length);
  body.write('SWAYWTS\0', 'latin1');
  body.writeUInt32LE(1, 8);
  body.writeUInt32LE(body.length + 32, 12);
  body.writeUInt32LE(text.length, 16);
  body.set(text, 20);
  body.set(payload, start);
  return new Uint8Array(Buffer.concat([body, createHash('sha256').update(body).digest()]));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sortKeys(member)]);
}

function eachNumber(
  before: Weights,
  after: Weights,
  check: (before: number, after: number, row: Float32Array) => void,
): void {
  expect(after.tensors.map(({ name, shape }) => ({ name, shape }))).toEqual(
    before.tensors.map(({ name, shape }) => ({ name, shape })),
  );
  for (const [tensor, { shape, data }] of before.tensors.entries()) {
    const columns = shape.at(-1) ?? 1;
    for (const [index, value] of data.entries()) {
      const row = index - (index % columns);
      check(value, after.tensors[tensor]?.data[index] ?? NaN, data.subarray(row, row + columns));
    }
  }
}
