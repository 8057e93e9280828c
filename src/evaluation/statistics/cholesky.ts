// Symmetric positive definite systems, dense, row after row; only the lower triangle is read and written.

/** Replaces the size x size matrix A by L with A = L L'. RangeError when A is not positive definite. */
export function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? NaN;
      for (let k = 0; k < column; k++) {
        sum -= (matrix[row * size + k] ?? NaN) * (matrix[column * size + k] ?? NaN);
      }
      if (column < row) matrix[row * size + column] = sum / (matrix[column * size + column] ?? NaN);
      else if (sum > 0) matrix[row * size + row] = Math.sqrt(sum);
      else throw new RangeError('matrix not positive definite');
    }
  }
}

/** Solves L L' x = right for the L that `factorise` left. */
export function solve(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = x[row] ?? NaN;
    for (let k = 0; k < row; k++) sum -= (factor[row * size + k] ?? NaN) * (x[k] ?? NaN);
    x[row] = sum / (factor[row * size + row] ?? NaN);
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = (x[row] ?? NaN) / (factor[row * size + row] ?? NaN);
    x[row] = value;
    for (let k = 0; k < row; k++) x[k] = (x[k] ?? NaN) - (factor[row * size + k] ?? NaN) * value;
  }
  return x;
}
