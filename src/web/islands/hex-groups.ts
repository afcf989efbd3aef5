/** What is left of typed or pasted text when only hex digits count, in lower case. */
export function hexDigits(text: string): string {
  return text.replace(/[^0-9a-f]/gi, '').toLowerCase();
}

/**
 * Splits pasted text over the groups from `first` (counted from 0) on. As many digits as all groups have start at the
 * first, wherever they were pasted. Gives null when the text is not made of hex digits, spaces and dashes alone: then it
 * is something else, and filling fields with its a's to f's would look like a fingerprint.
 */
export function spread(text: string, first: number, groups: number): Map<number, string> | null {
  if (!/^[0-9a-f\s\u00a0\u2010-\u2015-]+$/i.test(text)) return null;
  const digits = hexDigits(text);
  const start = digits.length === groups * 4 ? 0 : first;
  if (digits.length > (groups - start) * 4) return null;
  const filled = new Map<number, string>();
  for (let at = 0; at * 4 < digits.length; at += 1) filled.set(start + at, digits.slice(at * 4, at * 4 + 4));
  return filled;
}
