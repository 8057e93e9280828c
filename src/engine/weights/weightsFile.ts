/**
 * The file of a base model or a LoRA adapter: named tensors, any JSON that describes them, and a hash of it all.
 *
 *     0   8 bytes  magic "SWAYWTS\0"
 *     8   u32      version, 1
 *     12  u32      length of the whole file
 *     16  u32      length of the header
 *     20           header: canonical ASCII JSON { kind, metadata, tensors: [{ name, shape, storage, offset, bytes }] }
 *                  zeros to the next multiple of 64
 *                  payload: the tensors, each at a multiple of 16 from its start, zeros between
 *     -32 32 bytes SHA-256 of everything before
 *
 * Everything is little endian. Equal content gives equal bytes, and whatever differs from what `encodeWeights` writes
 * is refused with a {@link WeightsFileError} that names the fault.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { JsonObject } from './canonicalJson.ts';
import {
  alignUp,
  columnCount,
  elementCount,
  headerBytes,
  LARGEST_BYTES,
  layOut,
  parseHeader,
  type TensorEntry,
  type WeightsKind,
} from './header.ts';
import { readNumbers, writeNumbers, type Storage } from './storage.ts';
import { WeightsFileError } from './weightsFileError.ts';

const MAGIC = [0x53, 0x57, 0x41, 0x59, 0x57, 0x54, 0x53, 0x00];
const VERSION = 1;
const FIXED_BYTES = 20;
const HASH_BYTES = 32;
const PAYLOAD_ALIGNMENT = 64;

export interface WeightsTensor {
  readonly name: string;
  /** Sizes, outermost first; row-major. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface Weights {
  readonly kind: WeightsKind;
  /** Whatever the reader needs to know of the tensors; plain JSON. -0 is read back as 0. */
  readonly metadata: JsonObject;
  readonly tensors: readonly WeightsTensor[];
}

export interface DecodedWeights extends Weights {
  readonly storage: Storage;
  readonly version: number;
  /** The file's own hash, 64 hexadecimal digits: the identity of this content in this storage. */
  readonly sha256: string;
}

/** The bytes of a weights file. Refuses non-finite numbers, and with float16 those beyond 65,504. */
export function encodeWeights(weights: Weights, storage: Storage): Uint8Array<ArrayBuffer> {
  const { kind, metadata, tensors } = weights;
  const { entries, bytes: payloadBytes } = layOut(tensors, storage, 'badTensor');
  const header = headerBytes({ kind, metadata, tensors: entries });
  const payloadStart = alignUp(FIXED_BYTES + header.length, PAYLOAD_ALIGNMENT);
  const total = payloadStart + payloadBytes + HASH_BYTES;
  checkTotal(total);

  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, total, true);
  view.setUint32(16, header.length, true);
  file.set(header, FIXED_BYTES);
  for (const [index, { name, shape, data }] of tensors.entries()) {
    const count = elementCount(shape);
    if (data.length !== count) {
      const fact = `${String(data.length)} numbers for the shape [${shape.join(', ')}], which has ${String(count)}`;
      throw new WeightsFileError('badTensor', `tensor ${name}: ${fact}`);
    }
    checkFinite(name, data);
    const offset = payloadStart + (entries[index]?.offset ?? 0);
    writeNumbers(storage, { name, view, offset, columns: columnCount(shape) }, data);
  }
  file.set(sha256(file.subarray(0, total - HASH_BYTES)), total - HASH_BYTES);
  return file;
}

/** Reads a weights file; the tensors have their own memory. Each fault has its own code, checked in file order. */
export function decodeWeights(bytes: Uint8Array): DecodedWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { version, headerLength } = checkFixedPart(bytes, view);
  const hashStart = bytes.length - HASH_BYTES;
  const hash = bytesToHex(bytes.subarray(hashStart));
  const computed = bytesToHex(sha256(bytes.subarray(0, hashStart)));
  if (hash !== computed) {
    const fact = `its hash is ${computed.slice(0, 16)}..., it should be ${hash.slice(0, 16)}...`;
    throw new WeightsFileError('corrupt', `the file has been changed or damaged: ${fact}`);
  }

  const headerEnd = FIXED_BYTES + headerLength;
  const payloadStart = alignUp(headerEnd, PAYLOAD_ALIGNMENT);
  if (payloadStart > hashStart) {
    throw new WeightsFileError('badHeader', `a header of ${String(headerLength)} bytes does not fit into the file`);
  }
  const header = parseHeader(bytes.subarray(FIXED_BYTES, headerEnd), hashStart - payloadStart);
  checkPadding(bytes, headerEnd, payloadStart);
  let end = payloadStart;
  const tensors = header.tensors.map((entry): WeightsTensor => {
    const offset = payloadStart + entry.offset;
    checkPadding(bytes, end, offset);
    end = offset + entry.bytes;
    return readTensor(view, offset, entry);
  });
  const storage = header.tensors[0]?.storage ?? 'float32'; // there is one at least, and all have the same
  return { kind: header.kind, metadata: header.metadata, tensors, storage, version, sha256: hash };
}

function checkFixedPart(bytes: Uint8Array, view: DataView): { version: number; headerLength: number } {
  if (MAGIC.some((byte, index) => index < bytes.length && bytes[index] !== byte)) {
    throw new WeightsFileError('notWeights', 'this is not a weights file: it does not begin with SWAYWTS');
  }
  const smallest = FIXED_BYTES + HASH_BYTES;
  if (bytes.length < FIXED_BYTES) {
    const fact = `${String(bytes.length)} bytes of at least ${String(smallest)}`;
    throw new WeightsFileError('truncated', `the file is cut off: ${fact}`);
  }
  const version = view.getUint32(8, true);
  if (version > VERSION) {
    const fact = `version ${String(version)} is newer than this page reads (${String(VERSION)})`;
    throw new WeightsFileError('newerVersion', `the file's ${fact}`);
  }
  if (version < VERSION) throw new WeightsFileError('badVersion', `there is no version ${String(version)}`);
  const total = view.getUint32(12, true);
  checkTotal(total);
  if (bytes.length < total) {
    throw new WeightsFileError('truncated', `the file is cut off: ${String(bytes.length)} of ${String(total)} bytes`);
  }
  if (bytes.length > total) {
    const extra = bytes.length - total;
    throw new WeightsFileError('trailingBytes', `${String(extra)} bytes follow the file's ${String(total)}`);
  }
  if (total < smallest) {
    throw new WeightsFileError('truncated', `${String(total)} bytes are fewer than any file has (${String(smallest)})`);
  }
  return { version, headerLength: view.getUint32(16, true) };
}

function readTensor(view: DataView, offset: number, entry: TensorEntry): WeightsTensor {
  const { name, shape, storage } = entry;
  const data = new Float32Array(elementCount(shape));
  readNumbers(storage, { name, view, offset, columns: columnCount(shape) }, data);
  checkFinite(name, data);
  return { name, shape, data };
}

function checkTotal(total: number): void {
  if (total > LARGEST_BYTES) {
    throw new WeightsFileError('tooLarge', `a file of ${String(total)} bytes is larger than 256 MiB`);
  }
}

function checkFinite(name: string, data: Float32Array): void {
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    const fact = `value ${String(index)} is ${String(data[index])}`;
    throw new WeightsFileError('nonFinite', `tensor ${name}: ${fact}`);
  }
}

function checkPadding(bytes: Uint8Array, start: number, end: number): void {
  if (bytes.subarray(start, end).some((byte) => byte !== 0)) {
    throw new WeightsFileError('badPayload', `the padding before byte ${String(end)} is not zero`);
  }
}
