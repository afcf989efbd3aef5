/**
 * The URL that a text is, as WHATWG URL reads it; null where it is none. `URL.canParse` is used nowhere: asked often enough, the
 * one of Node 20 says no to every address with an `ö` or another letter of Latin-1.
 */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
