import { localPath, safeHref } from './href.js';

describe('addresses that may stand in a link', () => {
  it.each([
    '/leveren',
    '/v/TK2026?x=1#y',
    '#groep3',
    '?blad=2',
    'https://kiesraad.nl/x',
    'mailto:a@b.nl',
    'tel:+31701',
  ])('allows %s', (address) => expect(safeHref(address)).toBe(address));

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'https:///evil',
    'leveren',
    '',
  ])('shows %j as text only', (address) => expect(safeHref(address)).toBeNull());

  it.each(['https://kiesraad.nl', '//evil.example', '/\\evil', '/\n/evil', '#x', ''])(
    'does not take %j for a path of ours',
    (address) => expect(localPath(address)).toBeNull(),
  );
});
