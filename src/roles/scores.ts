/**
 * Expected value of a score over the probabilities of its answers (paper.md a.2), which are renormalised first.
 * Throws RangeError when they add up to nothing.
 */
export function expectedScore(answers: readonly string[], probabilities: ArrayLike<number>): number {
  let total = 0;
  let sum = 0;
  for (const [index, answer] of answers.entries()) {
    const probability = probabilities[index] ?? 0;
    total += probability;
    sum += probability * Number(answer);
  }
  if (!(total > 0)) throw new RangeError('none of the answers has any probability');
  return sum / total;
}
