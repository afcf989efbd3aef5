import { greatestCommonDivisor } from './arithmetic.js';

/** Moduli whose product is kept together: small enough to add to at once, large enough to divide fast. */
const TOGETHER = 16;

/**
 * Finds keys that share a prime with another: of two such moduli the greatest common divisor breaks both (Heninger and others,
 * Mining Your Ps and Qs, 2012). Instead of asking that of each, a new modulus is asked it of the product of all, piece by piece:
 * for 10,000 moduli of 4096 bits about a tenth of a second (docs/measurements.md).
 */
export class SharedFactors {
  private readonly pieces: { readonly moduli: bigint[]; product: bigint }[] = [];

  /** Adds a modulus, which is then compared with every one that is asked about. */
  add(modulus: bigint): void {
    const last = this.pieces.at(-1);
    if (last === undefined || last.moduli.length === TOGETHER) {
      this.pieces.push({ moduli: [modulus], product: modulus });
      return;
    }
    last.moduli.push(modulus);
    last.product *= modulus;
  }

  /** The moduli, of those added, that share a factor with this one; the same modulus shares all of them. */
  sharersOf(modulus: bigint): readonly bigint[] {
    const rest = this.pieces.reduce((left, piece) => (left * (piece.product % modulus)) % modulus, 1n);
    const shared = greatestCommonDivisor(modulus, rest);
    if (shared === 1n) return [];
    const shares = (value: bigint) => greatestCommonDivisor(shared, value % shared) !== 1n;
    return this.pieces
      .filter((piece) => shares(piece.product))
      .flatMap(({ moduli }) => moduli.filter(shares));
  }
}
