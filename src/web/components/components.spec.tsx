import { renderToString } from 'preact-render-to-string';
import { drawGroups, groupsOf } from '../../kernel/drawn-groups.js';
import { sha256 } from '../../kernel/fingerprint.js';
import * as C from './index.js';

const HASH = sha256('fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528');

describe('fields', () => {
  it('tie label, description and error to the field', () => {
    const html = renderToString(
      <C.TextInput
        name="naam"
        label="Naam"
        description="Zoals in uw paspoort"
        error="Vul uw naam in"
        required
      />,
    );
    expect(html).toContain('<label class="utrecht-form-label" for="naam">');
    expect(html).toContain('aria-describedby="naam-uitleg naam-fout"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('aria-required="true"');
    expect(html).toMatch(/id="naam-uitleg">Zoals/);
    expect(html).toMatch(/id="naam-fout">.*Fout: .*Vul uw naam in/);
    expect(html).not.toContain('niet verplicht');
  });

  it('carry none of that when there is nothing to say', () => {
    const html = renderToString(<C.TextInput name="naam" label="Naam" />);
    expect(html).not.toMatch(/aria-describedby|aria-invalid|aria-required|-fout|-uitleg/);
    expect(html).toContain('(niet verplicht)');
  });

  it.each([
    ['Select', <C.Select name="x" label="L" error="E" options={[{ value: 'a', label: 'A' }]} />],
    ['TextArea', <C.TextArea name="x" label="L" error="E" />],
    ['FileInput', <C.FileInput name="x" label="L" error="E" />],
    ['Checkbox', <C.Checkbox name="x" label="L" error="E" />],
  ])('%s says what is wrong with it', (_, field) => {
    const html = renderToString(field);
    expect(html).toMatch(/aria-describedby="x-fout" aria-invalid="true"/);
    expect(html).toContain('id="x-fout"');
    expect(html).toContain('for="x"');
  });

  it('keep what was chosen', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ];
    expect(renderToString(<C.Select name="x" label="L" options={options} value="b" />)).toMatch(
      /value="b"[^>]*>B/,
    );
    const radio = renderToString(<C.RadioGroup name="x" label="L" options={options} value="b" />);
    expect(radio.match(/ checked/g)).toHaveLength(1);
    expect(radio).toMatch(/value="b" checked/);
    expect(radio).toMatch(/<fieldset[^>]* id="x"/);
    expect(radio).toContain('<legend');
    const boxes = renderToString(
      <C.CheckboxGroup name="x" label="L" options={options} values={['a', 'b']} />,
    );
    expect(boxes.match(/ checked/g)).toHaveLength(2);
    expect(renderToString(<C.TextArea name="x" label="L" value="wat ik schreef" />)).toContain(
      '>wat ik schreef</textarea>',
    );
  });

  it('have an error summary that takes the focus and leads to each field', () => {
    const html = renderToString(
      <C.ErrorSummary problems={[{ field: 'groep3', message: 'Groep 3 mist een teken' }]} />,
    );
    expect(html).toMatch(/tabindex="-1" autofocus/);
    expect(html).toMatch(/href="#groep3"[^>]*>Groep 3 mist een teken/);
    expect(renderToString(<C.ErrorSummary problems={[]} />)).toBe('');
  });
});

describe('the fingerprint', () => {
  it('is shown in sixteen groups of four and spelled for a screen reader', () => {
    const html = renderToString(<C.Fingerprint value={HASH} />);
    const groups = [...html.matchAll(/aria-hidden="true">([0-9a-f]{4})</g)].map((match) => match[1]);
    expect(groups.join('')).toBe(HASH);
    expect(groups).toHaveLength(16);
    expect(html).toContain('f a e 2, ');
    expect(html).toMatch(/data-copy-button="true" hidden/);
  });

  it('shows nothing of a group that is still to be read from paper, and copies nothing', () => {
    const html = renderToString(<C.Fingerprint value={HASH} hidden={[1, 16]} />);
    for (const group of [1, 16]) {
      const { digits } = groupsOf(HASH)[group - 1]!;
      expect(html).not.toContain(digits);
      expect(html).not.toContain(digits.split('').join(' '));
    }
    expect(html).not.toMatch(/copy|data-fingerprint/);
    expect(html.match(/····/g)).toHaveLength(2);
  });

  it('is compared in four fields and three rows, and what is to be typed stands nowhere', () => {
    const drawn = drawGroups(HASH, 'seed');
    const [first, second] = drawn.hidden as [number, number];
    const html = renderToString(
      <C.PaperInput
        drawn={drawn}
        typed={{ [`groep${first}`]: 'fae2', rij2: 'gelijk' }}
        problems={[
          { field: `groep${second}`, message: 'Groep klopt niet' },
          { field: 'vingerafdruk-groepen', message: 'Vergelijk' },
        ]}
      />,
    );
    const names = [...html.matchAll(/name="((?:groep|rij)\d+)"/g)].map((match) => match[1]);
    expect(names).toEqual([...drawn.hidden.map((group) => `groep${group}`), 'rij1', 'rij2', 'rij3']);
    for (const name of names) expect(html).toContain(`for="${name}"`);
    for (const group of drawn.hidden) {
      const { digits } = groupsOf(HASH)[group - 1]!;
      if (digits !== 'fae2') expect(html).not.toContain(digits);
    }
    expect(html).toContain(`name="groep${first}" value="fae2"`);
    expect(html.match(/ checked/g)).toHaveLength(1);
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(1);
    expect(html).toContain(`aria-describedby="groep${second}-fout"`);
    expect(html).toContain('aria-describedby="vingerafdruk-groepen-uitleg vingerafdruk-groepen-fout"');
  });
});

describe('a table', () => {
  const columns: C.Column<{ name: string; votes: number }>[] = [
    { header: 'Gemeente', rowHeader: true, cell: (row) => row.name },
    { header: 'Stemmen', numeric: true, cell: (row) => row.votes },
    { header: 'Acties', headerHidden: true, cell: () => 'x' },
  ];

  it('has a caption, scoped heads and roles that survive stacking', () => {
    const html = renderToString(
      <C.DataTable caption="Stand" columns={columns} rows={[{ name: 'Heumen', votes: 12 }]} />,
    );
    expect(html).toMatch(/<caption[^>]*>Stand/);
    expect(html.match(/<th [^>]*scope="col"/g)).toHaveLength(3);
    expect(html.match(/<th [^>]*scope="row"/g)).toHaveLength(1);
    expect(html).toMatch(/<td [^>]*role="cell" data-label="Stemmen"/);
    expect(html).not.toContain('data-label="Acties"');
  });

  it('gives way to the empty state', () => {
    const html = renderToString(
      <C.DataTable caption="Stand" columns={columns} rows={[]} empty={<C.EmptyState title="Nog niets" />} />,
    );
    expect(html).toContain('Nog niets');
    expect(html).not.toContain('<table');
  });
});

describe('states', () => {
  it('never rest on colour alone', () => {
    for (const tone of ['info', 'ok', 'warning', 'error'] as const) {
      const html = renderToString(<C.Alert tone={tone} title="T" />);
      expect(html).toContain('<svg');
      expect(html).toMatch(/visually-hidden">(Informatie|Gelukt|Let op|Fout): /);
    }
    expect(renderToString(<C.StatusBadge tone="ok">Ontvangen</C.StatusBadge>)).toMatch(/<svg.*Ontvangen/);
  });

  it('announces only what just happened', () => {
    expect(renderToString(<C.Alert tone="error" title="T" live />)).toContain('role="alert"');
    expect(renderToString(<C.Alert tone="ok" title="T" live />)).toContain('role="status"');
    expect(renderToString(<C.Alert tone="error" title="T" />)).not.toContain('role=');
  });

  it.each([
    [0, 342, '0%'],
    [341, 342, '99%'],
    [342, 342, '100%'],
    [0, 0, '0%'],
  ])('%d of %d is %s, in words too', (done, total, percent) => {
    const html = renderToString(<C.Progress label="Ontvangen" done={done} total={total} />);
    expect(html).toContain(`(${percent})`);
    expect(html).toMatch(new RegExp(`<strong>${done}</strong> van ${total}`));
    expect(html).toMatch(/<label for="voortgang-ontvangen">/);
  });

  it('says which step this is', () => {
    const html = renderToString(<C.Steps steps={['Kiezen', 'Controleren', 'Leveren']} current={2} />);
    expect(html).toContain('aria-label="Stap 2 van 3"');
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(html).toContain('Stap 1 (klaar): ');
  });
});

describe('a verdict', () => {
  const row = (code: string, result: C.CheckResult): C.CheckRow => ({
    code,
    title: code,
    result,
    detail: 'd',
    place: null,
  });

  it('lists every check, the worst first, with its code', () => {
    const html = renderToString(
      <C.VerdictList
        checks={[row('a', 'pass'), row('b', 'skipped'), row('c', 'warn'), row('d', 'refuse')]}
      />,
    );
    expect([...html.matchAll(/data-check="(.)"/g)].map((match) => match[1])).toEqual(['d', 'c', 'b', 'a']);
    expect(html).toContain('1 controle<');
    expect(html).toContain('<details');
    expect(renderToString(<C.VerdictList open checks={[row('a', 'pass')]} />)).not.toContain('<details');
  });

  it('says where', () => {
    const place = { file: 'a.xml', line: 3, column: 9, path: 'Count/X' };
    const html = renderToString(<C.VerdictList checks={[{ ...row('a', 'warn'), place }]} />);
    expect(html).toContain('a.xml, regel 3, teken 9, Count/X');
  });
});

describe('links and forms', () => {
  it('make no link of an address that is not safe', () => {
    for (const html of [
      renderToString(<C.Link href="javascript:alert(1)">x</C.Link>),
      renderToString(<C.LinkButton href="data:text/html,x">x</C.LinkButton>),
    ]) {
      expect(html).toBe('<span>x</span>');
    }
    expect(renderToString(<C.Form action="https://evil.example/">x</C.Form>)).not.toContain('evil');
  });

  it('give another site no handle on ours', () => {
    expect(renderToString(<C.Link href="https://kiesraad.nl/">x</C.Link>)).toContain(
      'rel="noopener noreferrer external"',
    );
  });

  it('send files without script as multipart', () => {
    const html = renderToString(
      <C.UploadForm action="/leveren" election="TK2026" replaces="L1" page="/l/" />,
    );
    expect(html).toContain('enctype="multipart/form-data"');
    expect(html).toContain('name="verkiezing" value="TK2026"');
    expect(html).toContain('name="vervangt" value="L1"');
    expect(html).toMatch(/name="bestand" type="file"[^>]* multiple/);
  });
});

describe('a QR code', () => {
  const squares = (text: string) => {
    const html = renderToString(<C.QrCode text={text} label="Het adres" />);
    const size = Number(/viewBox="0 0 (\d+) \d+"/.exec(html)![1]);
    const dark = new Set([...html.matchAll(/M(\d+ \d+)h1v1h-1z/g)].map(([, at]) => at!));
    return { html, size, isDark: (x: number, y: number) => dark.has(`${x} ${y}`), dark };
  };
  it('has its three finder patterns behind four modules of white', () => {
    const { html, size, isDark, dark } = squares('https://overdracht.example/programmatuur/1#0123');
    expect(html).toContain('role="img" aria-label="Het adres"');
    const edge = size - 4 - 7;
    for (const [left, top] of [
      [4, 4],
      [edge, 4],
      [4, edge],
    ] as const)
      for (let y = 0; y < 7; y += 1)
        for (let x = 0; x < 7; x += 1) {
          const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
          expect([x, y, isDark(left + x, top + y)]).toEqual([x, y, ring !== 2]);
        }
    const outside = [...dark].filter((at) =>
      at.split(' ').some((n) => Number(n) < 4 || Number(n) >= size - 4),
    );
    expect(outside).toEqual([]);
  });
  it('is another for another text', () =>
    expect(squares('https://overdracht.example/1').dark).not.toEqual(
      squares('https://overdracht.example/2').dark,
    ));
});
