import { groupsOf } from '../../../src/kernel/drawn-groups.js';
import { sha256 } from '../../../src/kernel/fingerprint.js';
import { CATALOGUE } from '../../../src/verify/checks/catalogue.js';
import * as C from '../../../src/web/components/index.js';
import { renderErrorPage } from '../../../src/web/error-page.js';
import { renderPage, type PageProps } from '../../../src/web/page.js';
import { AccessibilityStatement } from '../../../src/web/texts/accessibility.js';

/** Pages that hold every component of the frame once, for the browser tests of the frame and to look at. */

const HASH = sha256('fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528');
const SHOWN = groupsOf(HASH).filter(({ number }) => number % 4 !== 3);
const DRAWN = { hidden: [3, 7, 11, 15], rows: [SHOWN.slice(0, 4), SHOWN.slice(4, 8), SHOWN.slice(8)] };
const AT = new Date('2026-11-21T20:04:09Z');

const frame: Omit<PageProps, 'title' | 'body'> = {
  rehearsal: true,
  version: '0.1.0',
  user: { name: 'Fatima de Vries' },
  hats: [
    { id: 'gsb', label: 'GSB Heumen, Tweede Kamer 2026' },
    { id: 'csb', label: 'CSB Heumen, gemeenteraad 2026' },
  ],
  currentHat: 'gsb',
  path: '/leveren',
  nav: [
    { href: '/', label: 'Overzicht' },
    { href: '/leveren', label: 'Leveren', current: true },
    { href: '/ontvangen', label: 'Ontvangen', waiting: 3 },
    { href: '/sleutels', label: 'Sleutels' },
  ],
  helpdesk: { phone: '070 426 62 66', email: 'helpdesk@voorbeeld.nl' },
};

export const CHECKS: readonly C.CheckRow[] = [
  {
    code: 'signature.verifies',
    title: 'De handtekening hoort bij precies deze bytes en de aangemelde sleutel',
    result: 'refuse',
    detail:
      'De handtekening klopt niet. Het bestand is na het ondertekenen veranderd, of met een andere sleutel ondertekend.',
    place: { file: 'Telling_TK2026_gemeente_Heumen.eml.xml.signature', line: null, column: null, path: null },
  },
  {
    code: 'arithmetic.lists',
    title: 'De stemmen op kandidaten tellen op tot het totaal van hun lijst',
    result: 'warn',
    detail: 'Bij 2 lijsten klopt de som niet. Lijst 3 heeft 1.204 stemmen, de kandidaten samen 1.202.',
    place: {
      file: 'Telling_TK2026_gemeente_Heumen.eml.xml',
      line: 1042,
      column: 17,
      path: 'Count/Election/Contests/Contest/TotalVotes/Selection[41]',
    },
    more: [{ detail: 'Lijst 7 heeft 310 stemmen, de kandidaten samen 311.', place: null }],
  },
  {
    code: 'fingerprint.compared',
    title: 'De vingerafdruk is gelijk aan die op het papieren proces-verbaal',
    result: 'skipped',
    detail: 'Nog niet vergeleken. Dat doet u in de volgende stap.',
    place: null,
  },
  ...['container.sound', 'container.limits', 'xml.encoding', 'xml.wellformed', 'identity.election'].map(
    (code): C.CheckRow => ({
      code,
      title: `Controle ${code} is goed`,
      result: 'pass',
      detail: 'In orde.',
      place: null,
    }),
  ),
];

interface Municipality {
  name: string;
  code: string;
  tone: C.StatusTone;
  state: string;
  at: Date | null;
  votes: number | null;
}
const ROWS: readonly Municipality[] = [
  { name: 'Berg en Dal', code: '1945', tone: 'ok', state: 'Ontvangen', at: AT, votes: 19204 },
  { name: 'Heumen', code: '0252', tone: 'info', state: 'Gecorrigeerd', at: AT, votes: 10011 },
  { name: 'Wijchen', code: '0296', tone: 'waiting', state: 'Nog niet ontvangen', at: null, votes: null },
  { name: 'Druten', code: '0225', tone: 'neutral', state: 'Niet verwacht', at: null, votes: null },
];

function Board() {
  return (
    <C.LiveRegion id="bord" seconds={15}>
      <p data-refresh-summary class="visually-hidden">
        2 van 4 ontvangen
      </p>
      <C.Progress label="Ontvangen van de gemeenten" done={2} total={4} />
      <C.Figures
        label="Stand"
        figures={[
          { label: 'Ontvangen', value: 211, tone: 'ok', href: '/ontvangen?staat=ontvangen' },
          { label: 'Gecorrigeerd', value: 12, tone: 'info' },
          { label: 'Nog niet ontvangen', value: 118, tone: 'warning' },
          { label: 'Geweigerd', value: 1, tone: 'error' },
        ]}
      />
      <C.DataTable
        caption="Gemeenten in kieskring Nijmegen"
        rows={ROWS}
        columns={[
          { header: 'Gemeente', rowHeader: true, cell: (row) => row.name },
          { header: 'Code', cell: (row) => row.code },
          { header: 'Stand', cell: (row) => <C.StatusBadge tone={row.tone}>{row.state}</C.StatusBadge> },
          { header: 'Tijd', cell: (row) => (row.at === null ? 'nog niet' : <C.TimeStamp at={row.at} />) },
          { header: 'Stemmen', numeric: true, cell: (row) => row.votes?.toLocaleString('nl-NL') ?? '' },
          {
            header: 'Acties',
            headerHidden: true,
            cell: (row) =>
              row.at === null ? null : <C.Link href={`/o/${row.code}`}>Bekijk {row.name}</C.Link>,
          },
        ]}
      />
      <C.Pagination
        previous="/ontvangen?blad=1"
        next="/ontvangen?blad=3"
        status="51 tot en met 100 van 342"
      />
    </C.LiveRegion>
  );
}

function Deliver() {
  return (
    <>
      <C.ErrorSummary
        problems={[
          { field: 'groep3', message: 'Groep 3 van de vingerafdruk is niet compleet' },
          { field: 'reden', message: 'Vul in waarom u niet vergelijkt' },
        ]}
      />
      <C.Steps steps={['Bestand kiezen', 'Controleren', 'Leveren']} current={2} />
      <C.Alert tone="info" title="De stemming is over 14 dagen">
        <p>U kunt nu al controleren of alles werkt.</p>
      </C.Alert>
      <C.Alert tone="ok" title="De telling is goedgekeurd" />
      <C.Alert tone="warning" title="Er is al een telling geleverd">
        <p>Levert u deze, dan vervangt die de vorige.</p>
      </C.Alert>
      <C.Alert tone="error" title="De telling is niet aangenomen" />
      <C.Heading level={2}>Bestand versturen</C.Heading>
      <C.Paragraph>
        U vindt het bestand op de computer waarop u telt. Lees eerst{' '}
        <C.Link href="/help">wat u nodig heeft</C.Link>.
      </C.Paragraph>
      <C.UploadForm action="/leveren" election="TK2026" page="/leveringen/" />
      <C.Heading level={2}>Vergelijken met papier</C.Heading>
      <C.Fingerprint value={HASH} />
      <C.Form action="/indienen">
        <C.PaperInput
          drawn={DRAWN}
          typed={{ groep3: '03c' }}
          problems={[{ field: 'groep3', message: 'Groep 3 is niet compleet. Elke groep heeft 4 tekens.' }]}
        />
        <C.RadioGroup
          name="hoe"
          label="Hoe wilt u leveren?"
          value="nu"
          required
          options={[
            {
              value: 'nu',
              label: 'Nu leveren',
              description: 'Het hoofdstembureau en de burgemeester krijgen de telling.',
            },
            { value: 'later', label: 'Alleen controleren' },
          ]}
        />
        <C.TextInput name="naam" label="Uw naam" value="Fatima de Vries" required />
        <C.TextInput
          name="telefoon"
          label="Telefoonnummer"
          type="tel"
          width="small"
          description="Voor vragen vanavond."
        />
        <C.Select
          name="stembureau"
          label="Verkiezing"
          required
          placeholder="Kies een verkiezing"
          options={[
            { value: 'TK2026', label: 'Tweede Kamer 2026' },
            { value: 'GR2026_Heumen', label: 'Gemeenteraad Heumen 2026' },
          ]}
        />
        <C.TextArea
          name="reden"
          label="Waarom vergelijkt u niet?"
          error="Vul in waarom u niet vergelijkt."
          required
        />
        <C.CheckboxGroup
          name="bericht"
          label="Waarover wilt u bericht?"
          values={['gehaald']}
          options={[
            { value: 'gehaald', label: 'Als de telling is opgehaald' },
            { value: 'vraag', label: 'Als er een vraag is' },
          ]}
        />
        <C.Checkbox name="gezien" label="Ik heb het proces-verbaal naast het scherm" required />
        <C.Actions>
          <C.Button>Leveren</C.Button>
          <C.Button kind="secondary" name="alleen" value="ja">
            Alleen controleren
          </C.Button>
          <C.LinkButton kind="subtle" href="/">
            Annuleren
          </C.LinkButton>
        </C.Actions>
      </C.Form>
    </>
  );
}

function Home() {
  return (
    <>
      <C.Panel
        title="Deze verkiezing vraagt iets van u"
        tone="accent"
        actions={<C.Link href="/help">Hulp</C.Link>}
      >
        <C.Paragraph>U hebt nog geen telling geleverd voor de Tweede Kamer 2026.</C.Paragraph>
        <C.LinkButton kind="primary" icon="upload" href="/leveren">
          Telling leveren
        </C.LinkButton>
      </C.Panel>
      <C.Heading level={2}>Verkiezingen</C.Heading>
      <C.Cards
        items={[
          {
            href: '/v/TK2026',
            title: 'Tweede Kamer 2026',
            description: <C.Day day="2026-12-05" />,
            status: <C.StatusBadge tone="waiting">Nog niet geleverd</C.StatusBadge>,
          },
          {
            href: '/v/GR2026_Heumen',
            title: 'Gemeenteraad Heumen 2026',
            description: <C.Day day="2026-12-05" />,
            status: <C.StatusBadge tone="ok">Geleverd</C.StatusBadge>,
          },
          {
            href: '/v/AB',
            title: 'Waterschap Rivierenland',
            status: <C.StatusBadge tone="error">Geweigerd</C.StatusBadge>,
          },
        ]}
      />
      <C.EmptyState title="Nog niets ontvangen">
        <C.Paragraph>Zodra een gemeente een telling levert, staat die hier.</C.Paragraph>
      </C.EmptyState>
      <C.FilterForm action="/logboek" active>
        <C.TextInput name="wie" label="Persoon" required width="full" />
        <C.Select
          name="wat"
          label="Handeling"
          required
          width="full"
          options={[{ value: '', label: 'Alle' }]}
        />
        <C.TextInput name="vanaf" label="Vanaf" type="date" required width="full" />
      </C.FilterForm>
      <C.DescriptionList
        facts={[
          { term: 'Verkiezing', value: 'Tweede Kamer 2026' },
          { term: 'Stembureau', value: 'Gemeentelijk stembureau Heumen (0252)' },
          { term: 'Bestand', value: <C.Foreign text={'Telling\u202exml.exe'} /> },
          { term: 'Tijd', value: <C.TimeStamp at={AT} precision="second" /> },
        ]}
      />
      <C.List items={['Kies het ZIP-bestand.', 'Vergelijk de vingerafdruk.', 'Lever.']} ordered />
      <C.ConfirmForm
        action="/sleutels/1/intrekken"
        title="Sleutel intrekken?"
        confirm="Sleutel intrekken"
        cancelHref="/sleutels"
        understand="Ik begrijp dat dit niet terug kan"
      >
        <C.Paragraph>Wat hierna binnenkomt met deze sleutel, wordt geweigerd.</C.Paragraph>
      </C.ConfirmForm>
      <C.PasskeyForm action="sign-in" submit="Inloggen met een passkey" />
    </>
  );
}

function ReceiptPage() {
  const found = CHECKS.filter((check) => check.result === 'warn' || check.result === 'skipped');
  const named = new Set(found.map((check) => check.code));
  const all = Object.entries(CATALOGUE).flatMap(([code, { title }]): C.CheckRow[] =>
    named.has(code) ? [] : [{ code, title, result: 'pass', detail: 'In orde.', place: null }],
  );
  return (
    <>
      <C.Actions>
        <C.LinkButton href="/">Klaar</C.LinkButton>
      </C.Actions>
      <C.Receipt title="Ontvangen en goedgekeurd" number="TK26-0252-0001" at={AT} printedAt={AT} rehearsal>
        <C.DescriptionList
          facts={[
            { term: 'Verkiezing', value: 'Tweede Kamer 2026 (TK2026)' },
            { term: 'Stembureau', value: 'Gemeentelijk stembureau Heumen (0252)' },
            { term: 'Soort', value: '510b, eerste zitting' },
          ]}
        />
        <C.Heading level={3}>Digitale vingerafdruk</C.Heading>
        <C.Fingerprint value={HASH} />
        <C.Heading level={3}>Ontvangers</C.Heading>
        <C.DataTable
          caption="Wie de telling krijgt"
          captionHidden
          rows={['Burgemeester van Heumen', 'HSB 6 Nijmegen', 'Centraal stembureau']}
          columns={[
            { header: 'Ontvanger', rowHeader: true, cell: (row) => row },
            { header: 'Bezorgd', cell: () => <C.TimeStamp at={AT} /> },
            { header: 'Opgehaald', cell: () => 'nog niet' },
          ]}
        />
        <C.Heading level={3}>Controles</C.Heading>
        <C.VerdictList open level={4} checks={[...found, ...all]} />
      </C.Receipt>
    </>
  );
}

/** Every page by its path. */
export function demoPages(): Readonly<Record<string, string>> {
  return {
    '/home': renderPage({
      ...frame,
      title: 'Overzicht',
      lead: 'Wat er van u gevraagd wordt, en hoe het ermee staat.',
      flash: { tone: 'ok', title: 'U bent ingelogd', text: 'Laatst was dat do 19 nov 2026 09:12.' },
      body: <Home />,
    }),
    '/deliver': renderPage({
      ...frame,
      title: 'Telling leveren',
      back: { href: '/', label: 'Overzicht' },
      hasErrors: true,
      body: <Deliver />,
    }),
    '/board': renderPage({ ...frame, title: 'Ontvangen tellingen', body: <Board /> }),
    '/verdict': renderPage({
      ...frame,
      title: 'Uitkomst van de controle',
      body: <C.VerdictList checks={CHECKS} />,
    }),
    '/receipt': renderPage({ ...frame, title: 'Ontvangstbewijs', body: <ReceiptPage /> }),
    '/register': renderPage({
      ...frame,
      title: 'Passkey maken',
      body: (
        <C.PasskeyForm action="register" submit="Passkey maken">
          <C.TextInput name="naam" label="Naam van dit apparaat" required />
        </C.PasskeyForm>
      ),
    }),
    '/statement': renderPage({
      ...frame,
      title: 'Toegankelijkheid',
      body: <AccessibilityStatement email="a@voorbeeld.nl" phone="070 426 62 66" />,
    }),
    '/error': renderErrorPage(
      {
        status: 404,
        title: 'Deze pagina is er niet',
        detail: 'Het adres klopt niet, of u mag deze pagina niet zien. Controleer namens wie u werkt.',
        code: 'http.not_found',
        traceId: '4bf92f3577b34da6',
        helpdesk: { phone: '070 426 62 66' },
      },
      { rehearsal: false, version: '0.1.0', nav: [] },
    ),
  };
}
