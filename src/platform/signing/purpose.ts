const LINE = /^[0-9a-f]{64} [ *][^\r\n/\\]+$/;

/**
 * What signed bytes are, as they say themselves: `soort` of a JSON object, `sha256sums` of a text as sha256sum writes it
 * (every line 64 hex digits, a space, a space or star, a file's name without folder; a line end after the last). Null for
 * anything else: nothing is signed of which it does not show what it is, so no signature can be taken for another's.
 */
export function purposeOf(content: Uint8Array): string | null {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
  return text.startsWith('{') ? purposeOfJson(text) : isSums(text) ? 'sha256sums' : null;
}

function purposeOfJson(text: string): string | null {
  try {
    const { soort } = JSON.parse(text) as { soort?: unknown };
    return typeof soort === 'string' && soort !== 'sha256sums' ? soort : null;
  } catch {
    return null;
  }
}

function isSums(text: string): boolean {
  return (
    text.endsWith('\n') &&
    text
      .slice(0, -1)
      .split('\n')
      .every((line) => LINE.test(line))
  );
}
