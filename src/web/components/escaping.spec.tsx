import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import { renderErrorPage } from '../error-page.js';
import { renderPage } from '../page.js';
import { AccessibilityStatement } from '../texts/accessibility.js';
import { PrivacyNote } from '../texts/privacy.js';
import * as C from './index.js';

/** The tags and attribute names of a document, without values and texts. */
function skeleton(html: string): string {
  const tags = html.match(/<\/?[a-zA-Z!][^\s/>]*(?:\s+[^\s=>"]+(?:="[^"]*")?)*\s*\/?>/g) ?? [];
  return tags.map((tag) => tag.replace(/="[^"]*"/g, '')).join('');
}

/** Every component with `s` in every text that it takes. */
function everything(s: string): string {
  const place = { file: s, line: 1, column: 2, path: s };
  const options = [{ value: s, label: s, description: s }];
  const field = { name: 'veld', label: s, description: s, error: s };
  const body = (
    <>
      <C.Heading level={2} id={s}>
        {s}
      </C.Heading>
      <C.Paragraph>{s}</C.Paragraph>
      <C.Link href="/x">{s}</C.Link>
      <C.List items={[s]} />
      <C.Foreign text={s} />
      <C.Code>{s}</C.Code>
      <C.Alert tone="info" title={s}>
        {s}
      </C.Alert>
      <C.Button name={s} value={s}>
        {s}
      </C.Button>
      <C.LinkButton href="/x">{s}</C.LinkButton>
      <C.ErrorSummary title={s} problems={[{ field: s, message: s }]} />
      <C.Form action="/x" hidden={{ a: s }} label={s}>
        <C.TextInput {...field} value={s} autocomplete={s} />
        <C.TextArea {...field} value={s} />
        <C.Select {...field} options={options} value={s} placeholder={s} />
        <C.FileInput {...field} accept={s} />
        <C.Checkbox {...field} value={s} />
        <C.CheckboxGroup {...field} options={options} values={[s]} />
        <C.RadioGroup {...field} options={options} value={s} />
        <C.PaperInput
          drawn={{ hidden: [1, 2], rows: [[{ number: 3, digits: s }]] }}
          typed={{ groep1: s }}
          problems={[{ field: 'groep2', message: s }]}
        />
      </C.Form>
      <C.DataTable caption={s} columns={[{ header: s, cell: (row: string) => row }]} rows={[s]} />
      <C.StatusBadge tone="ok">{s}</C.StatusBadge>
      <C.Progress label={s} id={s} done={1} total={2} />
      <C.Figures label={s} figures={[{ label: s, value: s, href: '/x' }]} />
      <C.DescriptionList facts={[{ term: s, value: s }]} />
      <C.Steps steps={[s, s]} current={1} />
      <C.EmptyState title={s}>{s}</C.EmptyState>
      <C.Timeline steps={[{ at: new Date(0), title: s, who: s, facts: [s] }]} />
      <C.Panel title={s}>{s}</C.Panel>
      <C.Cards items={[{ href: '/x', title: s, description: s, status: s }]} />
      <C.Pagination previous="/x" next="/y" status={s} label={s} />
      <C.ConfirmForm action="/x" title={s} confirm={s} cancelHref="/x" understand={s} error={s}>
        {s}
      </C.ConfirmForm>
      <C.FilterForm action="/x" active>
        {s}
      </C.FilterForm>
      <C.VerdictList
        checks={[{ code: s, title: s, result: 'warn', detail: s, place, more: [{ detail: s, place }] }]}
      />
      <C.Receipt title={s} number={s} at={new Date(0)} printedAt={new Date(0)} rehearsal>
        {s}
      </C.Receipt>
      <C.LiveRegion id={s}>{s}</C.LiveRegion>
      <C.UploadForm action="/x" page="/y" election={s} replaces={s} error={s} submit={s} />
      <C.PasskeyForm action="register" submit={s} />
      <AccessibilityStatement email="a@b.nl" phone={s} />
      <PrivacyNote email="a@b.nl" />
    </>
  );
  return renderPage({
    title: s,
    lead: s,
    body,
    rehearsal: true,
    nav: [{ href: '/', label: s, waiting: 1 }],
    version: s,
    user: { name: s },
    hats: [
      { id: s, label: s },
      { id: `${s}2`, label: s },
    ],
    currentHat: s,
    path: s,
    flash: { tone: 'error', title: s, text: s },
    back: { href: '/', label: s },
    helpdesk: { phone: s, email: 'a@b.nl' },
  });
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</textarea><img src=x onerror=alert(1)>',
  '" onfocus="alert(1)" autofocus x="',
  "' onfocus='alert(1)",
  '<!--',
  '-->',
  ']]>',
  '&lt;script&gt;',
  '&#60;script&#62;',
  '{{7*7}}${7*7}',
  '<svg/onload=alert(1)>',
  '\u0000<b>\u0000',
  '\u202e<i>',
  '\ud800<u>',
  'javascript:alert(1)',
  '\r\nSet-Cookie: a=b',
  'x'.repeat(20_000),
];

/** What the markup is when the text is one plain word. */
const plain = skeleton(everything('woord'));

describe('texts of others in every component', () => {
  it('finds the tags it should', () => {
    expect(skeleton('<a href="x>y" b>1 < 2</a>')).toBe('<a href b></a>');
    expect(plain.length).toBeGreaterThan(5000);
  });

  it.each(HOSTILE)('never become markup: %j', (s) => expect(skeleton(everything(s))).toBe(plain));

  it.each(HOSTILE)('never become markup of an error page: %j', (s) => {
    const page = (t: string) =>
      renderErrorPage(
        { status: 422, title: t, detail: t, code: t, traceId: t, helpdesk: { phone: t } },
        { rehearsal: false, nav: [], version: t },
      );
    expect(skeleton(page(s))).toBe(skeleton(page('woord')));
  });

  it('come out as they went in', () => {
    expect(renderToString(<C.Paragraph>{'<b> & "x"'}</C.Paragraph>)).toContain('&lt;b> &amp; &quot;x&quot;');
  });
});

describeWithShared('a large list of naughty strings', () => {
  const strings = JSON.parse(
    readFileSync(path.join(SHARED, 'vectors/strings/blns.json'), 'utf8'),
  ) as string[];

  it('never becomes markup', () => {
    expect(strings.length).toBeGreaterThan(400);
    const changed = strings.filter((s) => s !== '' && skeleton(everything(s)) !== plain);
    expect(changed).toEqual([]);
  });
});
