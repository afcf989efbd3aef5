import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What people misread, or what has another word here; each with the word that is ours. */
const WORDS: readonly (readonly [wrong: RegExp, ours: string])[] = [
  [/\bu heeft\b/i, 'u hebt'],
  [/\d MiB\b/, 'MB'],
  [/geregistreerde? (sleutel|passkey)|passkey is al geregistreerd/i, 'aangemeld'],
  [/uitslagprogrammatuur|telprogrammatuur/i, 'telprogramma'],
  [/(header|term): 'Toestand'/, 'Stand'],
  [/precies dezelfde bytes/i, 'precies hetzelfde bestand'],
  [/(niet|weer) verschuldigd/i, 'hoeft niet'],
  [/Vraag te leveren/, 'Vraag om dit bestand'],
  [/functiescheiding\)\./, 'weglaten'],
  [/De Kiesraad beslist nu/, 'U hoeft nu niets te doen'],
  [/het versturen gestopt/, 'U bent gestopt'],
  [/kan worden ingediend"/, 'Het bestand is in orde'],
  [/een andere controlegetal/, 'een ander controlegetal'],
];

const SRC = __dirname;
/** Comments are not on any screen. */
const shown = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

describe('one word for one thing', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/generated|\.spec\./.test(file),
  );

  it.each(WORDS)('nowhere %s', (wrong, ours) => {
    const found = files.filter((file) => wrong.test(shown(readFileSync(path.join(SRC, file), 'utf8'))));
    expect([ours, found]).toEqual([ours, []]);
  });
});
