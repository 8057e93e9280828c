/** The header of a weights file: what the tensors are called, how large they are, where they lie. */
import * as v from 'valibot';
import { canonicalJson, isJsonObject, type JsonObject } from './canonicalJson.ts';
import { storages, storedBytes, type Storage } from './storage.ts';
import { WeightsFileError } from './weightsFileError.ts';

/** Both the file and its numbers as float32 stay below this. */
export const LARGEST_BYTES = 268435456; // 256 MiB
const LARGEST_HEADER_BYTES = 1048576;
const TENSOR_ALIGNMENT = 16;

export const kinds = ['model', 'adapter'] as const;
export type WeightsKind = (typeof kinds)[number];

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const nameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const shapeSchema = v.pipe(v.array(positive), v.minLength(1), v.maxLength(8));

const headerSchema = v.strictObject({
  kind: v.picklist(kinds),
  metadata: v.custom<JsonObject>(isJsonObject, 'not a plain JSON object of at most 32 levels'),
  tensors: v.pipe(
    v.array(
      v.strictObject({
        name: nameSchema,
        shape: shapeSchema,
        storage: v.picklist(storages),
        offset: wholeNumber,
        bytes: positive,
      }),
    ),
    v.minLength(1),
  ),
});

export type Header = v.InferOutput<typeof headerSchema>;
export type TensorEntry = Header['tensors'][number];

interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** `value` rounded up to a multiple of `step`. */
export function alignUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** Number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function columnCount(shape: readonly number[]): number {
  return shape.at(-1) ?? 1;
}

/**
 * Places tensors one after another, each at the next multiple of 16 bytes. This is the only layout there is: reading a
 * file repeats it and compares, so overlaps, gaps and excursions can't occur. Throws `code` errors for repeated names,
 * bad shapes and too much data.
 */
export function layOut(
  tensors: readonly NamedShape[],
  storage: Storage,
  code: 'badTensor' | 'badHeader',
): { readonly entries: TensorEntry[]; readonly bytes: number } {
  const entries: TensorEntry[] = [];
  const names = new Set<string>();
  let end = 0;
  let elements = 0;
  for (const { name, shape } of tensors) {
    if (!v.safeParse(nameSchema, name).success)
      throw new WeightsFileError(code, `"${name}" is not a name of 1 to 200 characters`);
    if (names.has(name)) throw new WeightsFileError(code, `two tensors are called ${name}`);
    names.add(name);
    if (!v.safeParse(shapeSchema, shape).success) {
      throw new WeightsFileError(code, `tensor ${name}: shape [${shape.join(', ')}] is not 1 to 8 sizes from 1 up`);
    }
    const count = elementCount(shape);
    elements += count;
    if (elements * 4 > LARGEST_BYTES) {
      throw new WeightsFileError('tooLarge', `up to tensor ${name}, the numbers take more than 256 MiB as float32`);
    }
    const offset = alignUp(end, TENSOR_ALIGNMENT);
    const bytes = storedBytes(storage, count, columnCount(shape));
    entries.push({ name, shape: [...shape], storage, offset, bytes });
    end = offset + bytes;
  }
  if (entries.length === 0) throw new WeightsFileError(code, 'there are no tensors');
  return { entries, bytes: end };
}

/** The header's canonical text as ASCII bytes. */
export function headerBytes({ kind, metadata, tensors }: Header): Uint8Array {
  if (!isJsonObject(metadata)) {
    throw new WeightsFileError('badMetadata', 'the metadata is not a plain JSON object of at most 32 levels');
  }
  const text = canonicalJson({ kind, metadata, tensors: tensors.map((entry) => ({ ...entry })) });
  if (text.length > LARGEST_HEADER_BYTES) {
    throw new WeightsFileError('tooLarge', `a header of ${String(text.length)} bytes is larger than 1 MiB`);
  }
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** Reads a header and checks it against the layout rules and the size of the payload. */
export function parseHeader(bytes: Uint8Array, payloadBytes: number): Header {
  if (bytes.length > LARGEST_HEADER_BYTES) throw bad(`its ${String(bytes.length)} bytes are more than 1 MiB`);
  const foreign = bytes.findIndex((byte) => byte > 0x7f);
  if (foreign >= 0) throw bad(`byte ${String(foreign)} is not ASCII`);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const result = v.safeParse(headerSchema, parsedJson(text));
  if (!result.success) {
    const [issue] = result.issues;
    throw bad(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const header = result.output;
  checkLayout(header.tensors, payloadBytes);
  if (canonicalJson({ ...header, tensors: header.tensors.map((entry) => ({ ...entry })) }) !== text) {
    throw bad('it is not spelled canonically (order of keys, spaces, escapes)');
  }
  return header;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw bad('it is not JSON');
  }
}

function checkLayout(tensors: readonly TensorEntry[], payloadBytes: number): void {
  const [first] = tensors;
  const storage = first?.storage ?? 'float32';
  const other = tensors.find((entry) => entry.storage !== storage);
  if (other !== undefined) throw bad(`tensor ${other.name} is stored as ${other.storage}, the first as ${storage}`);
  const { entries, bytes } = layOut(tensors, storage, 'badHeader');
  for (const [index, expected] of entries.entries()) {
    const found = tensors[index] ?? expected;
    for (const field of ['offset', 'bytes'] as const) {
      if (found[field] !== expected[field]) {
        throw bad(`tensor ${found.name}: ${field} is ${String(found[field])}, not ${String(expected[field])}`);
      }
    }
  }
  if (bytes !== payloadBytes) {
    throw bad(`its tensors take ${String(bytes)} bytes, the payload has ${String(payloadBytes)}`);
  }
}

function bad(fact: string): WeightsFileError {
  return new WeightsFileError('badHeader', `the header is not valid: ${fact}`);
}
