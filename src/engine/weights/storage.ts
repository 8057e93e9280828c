/** How the numbers of one tensor lie in the file. Little endian on every machine. */
import { fromFloat16, LARGEST_FLOAT16, toFloat16 } from './float16.ts';
import { WeightsFileError } from './weightsFileError.ts';

/**
 * `float32`: exact. `float16`: relative error up to 2^-11 (absolute 2^-25 below 2^-14). `int8`: one float32 scale for
 * each row of the last dimension, all scales first, then the numbers as multiples -127..127 of their row's scale;
 * absolute error up to half a scale, which is 1/127 of the row's largest magnitude, rounded up to 17 bits.
 */
export const storages = ['float32', 'float16', 'int8'] as const;
export type Storage = (typeof storages)[number];

/** Where a tensor lies, and its name for the errors. */
interface Place {
  readonly name: string;
  readonly view: DataView;
  readonly offset: number;
  /** Length of a row: the last dimension. */
  readonly columns: number;
}

/** Bytes of a tensor of `count` numbers in rows of `columns`. */
export function storedBytes(storage: Storage, count: number, columns: number): number {
  switch (storage) {
    case 'float32':
      return count * 4;
    case 'float16':
      return count * 2;
    case 'int8':
      return (count / columns) * 4 + count;
  }
}

/** Writes finite numbers. Refuses those beyond what the storage can give back: float16 over 65,504, int8 over 3.4028e38. */
export function writeNumbers(storage: Storage, place: Place, data: Float32Array): void {
  const { name, view, offset } = place;
  switch (storage) {
    case 'float32':
      for (const [index, value] of data.entries()) view.setFloat32(offset + index * 4, value, true);
      break;
    case 'float16':
      for (const [index, value] of data.entries()) {
        const half = toFloat16(value);
        if ((half & 0x7fff) === 0x7c00) {
          const fact = `${String(value)}, is beyond float16's largest, ${String(LARGEST_FLOAT16)}`;
          throw new WeightsFileError('outOfRange', `tensor ${name}: value ${String(index)}, ${fact}`);
        }
        view.setUint16(offset + index * 2, half, true);
      }
      break;
    case 'int8':
      writeInt8(place, data);
  }
}

/** Fills `data` with what `writeNumbers` wrote; refuses what it can't have written. */
export function readNumbers(storage: Storage, place: Place, data: Float32Array): void {
  const { view, offset } = place;
  switch (storage) {
    case 'float32':
      for (let index = 0; index < data.length; index++) data[index] = view.getFloat32(offset + index * 4, true);
      break;
    case 'float16':
      for (let index = 0; index < data.length; index++) {
        data[index] = fromFloat16(view.getUint16(offset + index * 2, true));
      }
      break;
    case 'int8':
      readInt8(place, data);
  }
}

function writeInt8({ name, view, offset, columns }: Place, data: Float32Array): void {
  const rows = data.length / columns;
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * columns, (row + 1) * columns);
    const scale = rowScale(values);
    if (!Number.isFinite(Math.fround(127 * scale))) {
      const fact = `row ${String(row)} reaches the end of float32, where int8 steps overflow`;
      throw new WeightsFileError('outOfRange', `tensor ${name}: ${fact}`);
    }
    view.setFloat32(offset + row * 4, scale, true);
    for (const [column, value] of values.entries()) {
      const steps = scale === 0 ? 0 : Math.floor(Math.abs(value) / scale + 0.5);
      view.setInt8(offset + rows * 4 + row * columns + column, value < 0 ? -steps : steps);
    }
  }
}

function readInt8({ name, view, offset, columns }: Place, data: Float32Array): void {
  const rows = data.length / columns;
  for (let row = 0; row < rows; row++) {
    const scale = view.getFloat32(offset + row * 4, true);
    if (!(scale >= 0 && scale < Infinity)) {
      throw new WeightsFileError('badPayload', `tensor ${name}: row ${String(row)} has the scale ${String(scale)}`);
    }
    for (let index = row * columns; index < (row + 1) * columns; index++) {
      const steps = view.getInt8(offset + rows * 4 + index);
      if (steps === -128) {
        throw new WeightsFileError('badPayload', `tensor ${name}: value ${String(index)} is -128 steps, beyond -127`);
      }
      data[index] = steps * scale;
    }
  }
}

const scratch = new DataView(new ArrayBuffer(4));

/**
 * max|x| / 127 as a float32, rounded up to 17 significant bits. Up, so that no number needs more than 127 steps. 17, so
 * that 127 steps are exact in float32: a decoded row then gets the same scale again, and saving a model that was loaded
 * from int8 gives the same file.
 */
function rowScale(values: Float32Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const exact = largest / 127;
  scratch.setFloat32(0, exact);
  let word = scratch.getUint32(0);
  if (scratch.getFloat32(0) < exact) word += 1; // the next float32 up
  if (word >= 0x20000) word = (word + 0x7f) & ~0x7f; // the tiniest subnormals have 17 bits at most anyway
  scratch.setUint32(0, word);
  return scratch.getFloat32(0);
}
