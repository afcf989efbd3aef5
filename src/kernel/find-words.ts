/** Text as it is searched: without capitals and accents, so that `Sudwest` finds Súdwest-Fryslân. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Whether every word that is searched begins a word of `text`: `ro` finds Rotterdam and not Groningen. What is neither
 * letter nor digit only parts words; a number is also found without its leading zeros. An empty search finds all.
 */
export function hasWords(text: string, search: string): boolean {
  const words = search.split(/\s+/).map(spaced).filter(Boolean);
  if (words.length === 0) return true;
  const own = spaced(text);
  const bare = own.replace(/(^| )0+(?=\d)/g, '$1');
  return words.every((word) => ` ${own} ${bare}`.includes(` ${word}`));
}

function spaced(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
