/** 97.5 % points of Student's t for 1 to 30 degrees of freedom. */
const table = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985,
  2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658,
  2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];

/** 97.5 % point of Student's t for a whole number >= 1 of degrees of freedom, within 2e-6. */
export function studentQuantile(degrees: number): number {
  return table[degrees - 1] ?? expansion(degrees);
}

/** Cornish-Fisher expansion about the normal's 97.5 % point z; too coarse for few degrees of freedom. */
function expansion(degrees: number): number {
  const z = 1.959963984540054;
  const z2 = z * z;
  const first = (z * (z2 + 1)) / 4;
  const second = (z * (5 * z2 * z2 + 16 * z2 + 3)) / 96;
  const third = (z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15)) / 384;
  return z + (first + (second + third / degrees) / degrees) / degrees;
}
