import { expect, it } from 'vitest';
import { philox } from './philox.ts';

// Known answers published with the Random123 library (kat_vectors, philox4x32 10 rounds).
it.each([
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
] as const)('counter %j, key %j', ([c0, c1, c2, c3], [k0, k1], answer) => {
  const out = new Uint32Array(4);
  philox(out, c0, c1, c2, c3, k0, k1);
  expect([...out].map((word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(answer);
});

it('reads signed and unsigned words alike', () => {
  const signed = new Uint32Array(4);
  const unsigned = new Uint32Array(4);
  philox(signed, -1, -2, -3, -4, -5, -6);
  philox(unsigned, 0xffffffff, 0xfffffffe, 0xfffffffd, 0xfffffffc, 0xfffffffb, 0xfffffffa);
  expect(signed).toEqual(unsigned);
});
