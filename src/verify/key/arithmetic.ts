/** The greatest number that divides both; 0 beside anything gives the other. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

/** Their product, as a tree: factors of a like size are multiplied fastest. */
export function product(factors: readonly bigint[]): bigint {
  if (factors.length <= 2) return (factors[0] ?? 1n) * (factors[1] ?? 1n);
  const half = factors.length >> 1;
  return product(factors.slice(0, half)) * product(factors.slice(half));
}

/** The largest whole number whose square is at most `value` (Newton, from above). */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(16).length * 4 + 2) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The primes below `end`, in order (Eratosthenes). */
export function primesBelow(end: number): number[] {
  const composite = new Uint8Array(end);
  const primes: number[] = [];
  for (let n = 2; n < end; n += 1) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < end; multiple += n) composite[multiple] = 1;
  }
  return primes;
}
