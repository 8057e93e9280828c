import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from './canonicalJson.ts';
import { decodeWeights, encodeWeights, WeightsFileError, type Weights } from './index.ts';

const sample: Weights = {
  kind: 'adapter',
  metadata: { zeta: [1, 0.5, null, true], alpha: { rank: 8, note: '\u2192 "x"\n' } },
  tensors: [
    { name: 'b.\u00e9', shape: [3], data: Float32Array.of(1.5, -0.25, 0.1) },
    { name: 'a', shape: [2, 2], data: Float32Array.of(0, 0, 127, -63.5) },
  ],
};

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function faultOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof WeightsFileError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A file whose lengths and hash are right, whatever its header and payload say. */
function crafted(
  header: string | Uint8Array,
  payload: Uint8Array,
  changes: { headerLength?: number } = {},
): Uint8Array {
  const headerBytes = Buffer.from(header);
  const start = Math.ceil((20 + headerBytes.length) / 64) * 64;
  const body = Buffer.alloc(start + payload.length);
  body.write('SWAYWTS\0', 'latin1');
  body.writeUInt32LE(1, 8);
  body.writeUInt32LE(body.length + 32, 12);
  body.writeUInt32LE(changes.headerLength ?? headerBytes.length, 16);
  body.set(headerBytes, 20);
  body.set(payload, start);
  return new Uint8Array(Buffer.concat([body, createHash('sha256').update(body).digest()]));
}

const entry = { bytes: 8, name: 'w', offset: 0, shape: [2], storage: 'float32' };

/** A crafted file with one tensor of two zeros, its header changed. Key order is canonical as written here. */
function withHeader(change: object, payload: Uint8Array = new Uint8Array(8)): Uint8Array {
  return crafted(JSON.stringify({ kind: 'model', metadata: {}, tensors: [entry], ...change }), payload);
}

describe('golden files', () => {
  // Written by a Python script from the layout's description (struct, json, hashlib, NumPy), not by this code.
  it.each([
    ['float32', 384, '86d7ebb4ba0830840216f3a4157ee11722277c712ba0014d026627e333b93dcb'],
    ['float16', 376, '8d4055ed1f55e91a1b106fc2ee166d4a2b74512260778b835674390f4020f80f'],
    ['int8', 380, 'bf73bc3ed71bc2ff6d7320f0568ead58f421a67b35b16da12a3bc17a9d9f204f'],
  ] as const)('%s', (storage, size, hash) => {
    const file = encodeWeights(sample, storage);
    expect(file).toHaveLength(size);
    expect(hex(file.subarray(-32))).toBe(hash);
    expect(createHash('sha256').update(file.subarray(0, -32)).digest('hex')).toBe(hash);
  });

  it('int8, byte for byte', () => {
    const file = encodeWeights(sample, 'int8');
    expect(hex(file.subarray(0, 20))).toBe('5357415957545300010000007c010000f8000000');
    expect(Buffer.from(file.subarray(20, 268)).toString('latin1')).toBe(
      '{"kind":"adapter","metadata":{"alpha":{"note":"\\u2192 \\"x\\"\\n","rank":8},"zeta":[1,0.5,null,true]},' +
        '"tensors":[{"bytes":7,"name":"b.\\u00e9","offset":0,"shape":[3],"storage":"int8"},' +
        '{"bytes":12,"name":"a","offset":16,"shape":[2,2],"storage":"int8"}]}',
    );
    // Scale 1.5/127 rounded up to 17 bits, 127 -21 8, padding, scales 0 and 1, then 0 0 127 -64.
    expect(hex(file.subarray(320, 348))).toBe('8083413c7feb0800000000000000000000000000' + '0000803f' + '00007fc0');
  });
});

describe('decoding', () => {
  it('gives back what was encoded, with its storage, version and hash', () => {
    const file = encodeWeights(sample, 'float32');
    expect(decodeWeights(file)).toEqual({
      ...sample,
      storage: 'float32',
      version: 1,
      sha256: hex(file.subarray(-32)),
    });
  });

  it('gives tensors their own memory', () => {
    const file = encodeWeights(sample, 'float32');
    const { tensors } = decodeWeights(file);
    file.fill(0);
    expect(tensors).toEqual(sample.tensors);
    expect(new Set(tensors.map(({ data }) => data.buffer)).size).toBe(2);
  });

  it('reads a file that begins anywhere in a larger buffer', () => {
    const file = encodeWeights(sample, 'float16');
    for (let shift = 1; shift <= 4; shift++) {
      const larger = new Uint8Array(file.length + shift + 5);
      larger.set(file, shift);
      expect(decodeWeights(larger.subarray(shift, shift + file.length))).toEqual(decodeWeights(file));
    }
  });

  it('does not depend on the order of metadata keys', () => {
    const turned = { ...sample, metadata: { alpha: { note: '\u2192 "x"\n', rank: 8 }, zeta: [1, 0.5, null, true] } };
    expect(encodeWeights(turned, 'int8')).toEqual(encodeWeights(sample, 'int8'));
  });

  it('keeps metadata that would trip an object literal', () => {
    const metadata: JsonObject = JSON.parse('{"__proto__":{"a":1},"constructor":"c","":"\\ud800"}') as JsonObject;
    expect(decodeWeights(encodeWeights({ ...sample, metadata }, 'float32')).metadata).toEqual(metadata);
    expect(Object.keys(decodeWeights(encodeWeights({ ...sample, metadata }, 'float32')).metadata)).toContain(
      '__proto__',
    );
  });

  it('accepts the hand-made file that the refusals below start from', () => {
    expect(decodeWeights(withHeader({})).tensors).toEqual([{ name: 'w', shape: [2], data: Float32Array.of(0, 0) }]);
  });
});

describe('refused files', () => {
  const file = encodeWeights(sample, 'float32');
  const patched = (offset: number, value: number): Uint8Array => {
    const copy = file.slice();
    new DataView(copy.buffer).setUint32(offset, value, true);
    return copy;
  };
  const float32Bytes = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
  const tensors = (...changes: object[]): object => ({ tensors: changes.map((change) => ({ ...entry, ...change })) });
  const int8 = (scale: number, ...steps: number[]): Uint8Array =>
    withHeader(
      tensors({ bytes: 6, storage: 'int8' }),
      Uint8Array.from([...float32Bytes(scale), ...Int8Array.from(steps)].map((byte) => byte & 0xff)),
    );
  const deep = `{"kind":"model","metadata":${'{"a":'.repeat(100_000)}0${'}'.repeat(100_000)},"tensors":[]}`;

  it.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(0), 'truncated', '0 bytes of at least 52'],
    ['another format', Buffer.from('\x89PNG\r\n\x1a\n and so on'), 'notWeights', 'does not begin with SWAYWTS'],
    ['a newer version', patched(8, 7), 'newerVersion', 'version 7 is newer than this page reads (1)'],
    ['version 0', patched(8, 0), 'badVersion', 'there is no version 0'],
    ['a cut file', file.subarray(0, 200), 'truncated', '200 of 384 bytes'],
    ['only a beginning', file.subarray(0, 11), 'truncated', '11 bytes of at least 52'],
    ['a file said to be shorter than any', file.slice(0, 20).with(12, 20).with(13, 0), 'truncated', 'fewer than any'],
    ['bytes after the end', Buffer.concat([file, Buffer.alloc(3)]), 'trailingBytes', "3 bytes follow the file's 384"],
    ['a monstrous length', patched(12, 2 ** 28 + 1), 'tooLarge', '268435457 bytes is larger than 256 MiB'],
    ['a changed number', patched(330, 1), 'corrupt', 'has been changed or damaged'],
    [
      'a header past the end',
      crafted('{}', new Uint8Array(8), { headerLength: 500 }),
      'badHeader',
      '500 bytes does not fit',
    ],
    ['a header of 2 MiB', crafted(' '.repeat(2 ** 21), new Uint8Array(0)), 'badHeader', 'more than 1 MiB'],
    ['a header in UTF-8', withHeader({ metadata: { a: 'é' } }), 'badHeader', 'is not ASCII'],
    ['a header that is no JSON', crafted('{"kind":', new Uint8Array(0)), 'badHeader', 'it is not JSON'],
    ['a header that is no object', crafted('7', new Uint8Array(0)), 'badHeader', 'the whole: '],
    ['bottomless metadata', crafted(deep, new Uint8Array(0)), 'badHeader', 'metadata: not a plain JSON object'],
    ['an unknown kind', withHeader({ kind: 'optimizer' }), 'badHeader', 'kind: '],
    ['an unknown key', withHeader({ zone: 1 }), 'badHeader', 'zone: '],
    ['metadata that is a list', withHeader({ metadata: [] }), 'badHeader', 'metadata: '],
    ['no tensors', withHeader({ tensors: [] }, new Uint8Array(0)), 'badHeader', 'tensors: '],
    ['an unknown storage', withHeader(tensors({ storage: 'int4' })), 'badHeader', 'tensors.0.storage: '],
    ['a size of 0', withHeader(tensors({ shape: [0] })), 'badHeader', 'tensors.0.shape.0: '],
    ['a size of 1.5', withHeader(tensors({ shape: [1.5] })), 'badHeader', 'tensors.0.shape.0: '],
    ['a scalar', withHeader(tensors({ shape: [] })), 'badHeader', 'tensors.0.shape: '],
    ['a negative offset', withHeader(tensors({ offset: -16 })), 'badHeader', 'tensors.0.offset: '],
    ['a nameless tensor', withHeader(tensors({ name: '' })), 'badHeader', 'tensors.0.name: '],
    ['twins', withHeader(tensors({}, { offset: 16 }), new Uint8Array(24)), 'badHeader', 'two tensors are called w'],
    ['overlap', withHeader(tensors({}, { name: 'x' })), 'badHeader', 'tensor x: offset is 0, not 16'],
    ['a gap', withHeader(tensors({ offset: 16 }), new Uint8Array(24)), 'badHeader', 'tensor w: offset is 16, not 0'],
    ['a wrong size', withHeader(tensors({ shape: [3] })), 'badHeader', 'tensor w: bytes is 8, not 12'],
    ['a tensor past the payload', withHeader({}, new Uint8Array(4)), 'badHeader', 'take 8 bytes, the payload has 4'],
    ['bytes of no tensor', withHeader({}, new Uint8Array(16)), 'badHeader', 'take 8 bytes, the payload has 16'],
    [
      'two storages',
      withHeader(tensors({}, { name: 'x', offset: 16, bytes: 4, storage: 'float16' }), new Uint8Array(20)),
      'badHeader',
      'tensor x is stored as float16, the first as float32',
    ],
    [
      'numbers without end',
      withHeader(tensors({ shape: [2 ** 31, 2 ** 31, 2 ** 31], bytes: 2 ** 50 })),
      'tooLarge',
      'up to tensor w, the numbers take more than 256 MiB',
    ],
    [
      'another spelling',
      crafted(JSON.stringify({ metadata: {}, kind: 'model', tensors: [entry] }), new Uint8Array(8)),
      'badHeader',
      'not spelled canonically',
    ],
    [
      'a key given twice',
      crafted(
        JSON.stringify({ kind: 'model', metadata: {}, tensors: [entry] }).replace('{}', '{"a":1,"a":2}'),
        new Uint8Array(8),
      ),
      'badHeader',
      'not spelled canonically',
    ],
    ['a NaN', withHeader({}, float32Bytes(1, NaN)), 'nonFinite', 'tensor w: value 1 is NaN'],
    [
      'a half infinity',
      withHeader(tensors({ bytes: 4, storage: 'float16' }), Uint8Array.of(0, 0, 0, 0x7c)),
      'nonFinite',
      'tensor w: value 1 is Infinity',
    ],
    ['-128 steps', int8(1, 5, -128), 'badPayload', 'tensor w: value 1 is -128 steps'],
    ['a negative scale', int8(-1, 5, 5), 'badPayload', 'tensor w: row 0 has the scale -1'],
    ['a NaN scale', int8(NaN, 0, 0), 'badPayload', 'tensor w: row 0 has the scale NaN'],
    ['an overflowing row', int8(3e38, 5, 5), 'nonFinite', 'tensor w: value 0 is Infinity'],
    [
      'dirt between tensors',
      withHeader(tensors({}, { name: 'x', offset: 16 }), new Uint8Array(24).with(9, 1)),
      'badPayload',
      'the padding before byte',
    ],
  ])('%s', (_, bytes, code, message) => {
    const fault = faultOf(() => decodeWeights(bytes));
    expect(fault.message).toContain(message);
    expect(fault.code).toBe(code);
  });

  it('dirt after the header', () => {
    const header = JSON.stringify({ kind: 'adapter', metadata: {}, tensors: [entry] });
    const dirty = crafted(`${header}!`, new Uint8Array(8), { headerLength: header.length });
    expect(faultOf(() => decodeWeights(dirty)).code).toBe('badPayload');
  });
});

describe('refused weights', () => {
  const tensor = { name: 'w', shape: [2], data: Float32Array.of(0, 0) };
  const nested = Array.from({ length: 40 }).reduce<JsonObject>((inner) => ({ a: inner }), {});
  it.each<[string, Partial<Weights>, string, string]>([
    ['no tensors', { tensors: [] }, 'badTensor', 'there are no tensors'],
    ['twins', { tensors: [tensor, tensor] }, 'badTensor', 'two tensors are called w'],
    ['a nameless tensor', { tensors: [{ ...tensor, name: '' }] }, 'badTensor', '"" is not a name'],
    ['a scalar', { tensors: [{ ...tensor, shape: [] }] }, 'badTensor', 'tensor w: shape []'],
    ['a fraction', { tensors: [{ ...tensor, shape: [0.5, 4] }] }, 'badTensor', 'tensor w: shape [0.5, 4]'],
    ['too few numbers', { tensors: [{ ...tensor, shape: [2, 2] }] }, 'badTensor', '2 numbers for the shape [2, 2]'],
    ['a NaN', { tensors: [{ ...tensor, data: Float32Array.of(0, NaN) }] }, 'nonFinite', 'tensor w: value 1 is NaN'],
    ['an infinity', { tensors: [{ ...tensor, data: Float32Array.of(-Infinity, 0) }] }, 'nonFinite', 'is -Infinity'],
    [
      'more than fits a half',
      { tensors: [{ ...tensor, data: Float32Array.of(0, -7e4) }] },
      'outOfRange',
      '1, -70000, is',
    ],
    ['too much', { tensors: [{ ...tensor, shape: [2 ** 13, 2 ** 14] }] }, 'tooLarge', 'more than 256 MiB'],
    ['metadata with NaN', { metadata: { a: [NaN] } }, 'badMetadata', 'not a plain JSON object'],
    ['metadata too deep', { metadata: nested }, 'badMetadata', 'not a plain JSON object'],
    ['a huge header', { metadata: { a: 'x'.repeat(2 ** 20) } }, 'tooLarge', 'larger than 1 MiB'],
  ])('%s', (_, change, code, message) => {
    const weights: Weights = { kind: 'model', metadata: {}, tensors: [tensor], ...change };
    const fault = faultOf(() => encodeWeights(weights, 'float16'));
    expect(fault.message).toContain(message);
    expect(fault.code).toBe(code);
  });

  it('int8 rows whose largest step would overflow float32', () => {
    const weightsOf = (largest: number): Weights => ({
      ...sample,
      tensors: [{ name: 'w', shape: [2, 1], data: Float32Array.of(0, largest) }],
    });
    const largestFloat32 = 3.4028234663852886e38;
    const fault = faultOf(() => encodeWeights(weightsOf(-largestFloat32), 'int8'));
    expect(fault).toEqual({
      code: 'outOfRange',
      message: 'tensor w: row 1 reaches the end of float32, where int8 steps overflow',
    });
    expect(decodeWeights(encodeWeights(weightsOf(3.4e38), 'int8')).tensors[0]?.data[1]).toBeCloseTo(3.4e38, -34);
  });

  it('metadata with things that JSON would drop', () => {
    for (const value of [undefined, () => 1, new Date(0), new Map(), 1n, [undefined]]) {
      const metadata = { a: value } as unknown as JsonObject; // what an untyped caller could pass
      expect(faultOf(() => encodeWeights({ ...sample, metadata }, 'float32')).code).toBe('badMetadata');
    }
  });
});
