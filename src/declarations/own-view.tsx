import {
  Alert,
  Button,
  DataTable,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Fingerprint,
  Folded,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  LinkButton,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import type { Declaration } from './declaration.js';
import { ownPath } from './form-view.js';
import type { OwnDay, ShownDeclaration } from './show-own.js';
import { executiveOf, type DeclaringBody } from './who-declares.js';
import { StandingBadge } from './standing-view.js';
import { inWhoseName } from './written-declaration.js';
import { OUTCOME_TONES, OUTCOME_WORDS, WAY_WORDS } from './words.js';

/** The voting days for which a body must declare. */
export function OwnDaysView({ days }: { days: readonly OwnDay[] }) {
  return (
    <>
      <DataTable
        caption="Uw verklaringen"
        rows={days}
        empty={<EmptyState title="U hoeft nu voor geen stemming een verklaring af te leggen" />}
        columns={[
          {
            header: 'Stemming',
            rowHeader: true,
            cell: ({ votingDay }) => <Link href={ownPath(votingDay)}>{formatDay(votingDay)}</Link>,
          },
          { header: 'Stand', cell: ({ body }) => <StandingBadge body={body} /> },
          { header: 'Uiterlijk', cell: ({ body }) => formatDay(body.due) },
        ]}
      />
      <Paragraph>
        <Link href="/verklaring/mandaten">Mandaten: wie mag namens uw bestuur verklaren?</Link>
      </Paragraph>
    </>
  );
}

/** Why a body is on the list. */
export function BecauseList({
  body: { because, corrected },
  elections,
}: {
  body: Pick<DeclaringBody, 'because' | 'corrected'>;
  elections: ShownDeclaration['elections'];
}) {
  const name = (id: string) => elections.find((each) => each.id === id)?.name ?? id;
  const items = because.map(
    ({ electionId, committee, article }) =>
      `${COMMITTEES[committee.level] ?? committee.level} voor ${name(electionId)} (${article})`,
  );
  return (
    <>
      {items.length === 0 ? null : <List items={items} />}
      {corrected === null ? null : (
        <Paragraph>
          De Kiesraad bepaalde dat deze organisatie{' '}
          {corrected.says === 'must' ? 'een verklaring aflegt' : 'geen verklaring hoeft af te leggen'}:{' '}
          <Foreign text={corrected.reason} longest={1000} />
        </Paragraph>
      )}
    </>
  );
}

const COMMITTEES: Readonly<Record<string, string>> = {
  GSB: 'Gemeentelijk stembureau',
  SOL: 'Stembureau openbaar lichaam',
  NBSB: 'Nationaal briefstembureau',
  HSB: 'Hoofdstembureau',
  CSB: 'Centraal stembureau',
};

/** One voting day of a body: what it declared, and what is left to do. */
export function OwnDeclarationView({
  shown,
  personId,
  problems,
  typed,
}: {
  shown: ShownDeclaration;
  personId: string;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const { votingDay, body, versions, elections, draft } = shown;
  const [newest] = versions;
  const isUncovered = newest !== undefined && (body.standing === 'open' || body.standing === 'missing');
  return (
    <>
      <ErrorSummary problems={problems} />
      {newest === undefined ? (
        <Begin shown={shown} />
      ) : (
        <>
          {isUncovered ? (
            <Alert tone="warning" title="Er is een verkiezing bij gekomen">
              <Paragraph>Uw verklaring geldt daar nog niet voor. Leg een nieuwe af.</Paragraph>
            </Alert>
          ) : null}
          <Receipt shown={shown} newest={newest} />
          <SecondPanel shown={shown} newest={newest} personId={personId} />
          <AddressPanel shown={shown} problems={problems} typed={typed} />
          <Panel title="Verbeteren">
            <Paragraph>
              Klopt er iets niet, of voldoet u niet meer? Leg een nieuwe verklaring af. De oude blijft
              bewaard.
            </Paragraph>
            <LinkButton href={ownPath(votingDay, '/invullen')}>
              {draft === null ? 'Verbeter de verklaring' : 'Ga verder met verbeteren'}
            </LinkButton>
            <Paragraph>
              <Link href={ownPath(votingDay, '/inleveren')}>Lever een ondertekende PDF of een scan in</Link>
            </Paragraph>
          </Panel>
        </>
      )}
      <Panel title="Waarom u verklaart">
        <BecauseList body={body} elections={elections} />
      </Panel>
      <Versions versions={versions} />
    </>
  );
}

function Begin({ shown: { votingDay, body, draft } }: { shown: ShownDeclaration }) {
  if (!body.must) return <Alert tone="info" title="U hoeft voor deze stemming niet te verklaren" />;
  return (
    <Panel title="Leg de verklaring af" tone="accent">
      <Paragraph>
        U onderzoekt of uw voorzieningen en maatregelen aan de aansluitvoorschriften voldoen, en verklaart wat
        daaruit kwam. Uiterlijk {formatDay(body.due)}.
      </Paragraph>
      {body.sends ? null : (
        <Paragraph>De Kiesraad verklaart en publiceert ook. Aan zichzelf sturen hoeft niet.</Paragraph>
      )}
      <LinkButton kind="primary" href={ownPath(votingDay, '/invullen')}>
        {draft === null ? 'Vul de verklaring in' : 'Ga verder met invullen'}
      </LinkButton>
      <Paragraph>
        <Link href={ownPath(votingDay, '/inleveren')}>Lever een ondertekende PDF of een scan in</Link>
      </Paragraph>
    </Panel>
  );
}

function Receipt({ shown, newest }: { shown: ShownDeclaration; newest: Declaration }) {
  const { names, elections, votingDay } = shown;
  return (
    <Panel title="Ontvangstbewijs" tone="accent">
      <DescriptionList
        facts={[
          {
            term: 'Uitkomst',
            value: (
              <StatusBadge tone={OUTCOME_TONES[newest.outcome]}>{OUTCOME_WORDS[newest.outcome]}</StatusBadge>
            ),
          },
          {
            term: 'Ontvangen',
            value: (
              <>
                <TimeStamp at={newest.at} />
                {newest.late ? ', te laat' : ', op tijd'}
              </>
            ),
          },
          { term: 'Afgelegd door', value: <Foreign text={names.get(newest.personId) ?? ''} /> },
          { term: 'Verklaard door', value: inWhoseName(executiveOf(shown.body), newest.mandateId) },
          { term: 'Hoe', value: WAY_WORDS[newest.way] },
          { term: 'Onderzocht op', value: formatDay(newest.investigatedOn) },
          { term: 'Verklaard op', value: formatDay(newest.declaredOn) },
          {
            term: 'Geldt voor',
            value: elections
              .filter(({ id }) => newest.electionIds.includes(id))
              .map(({ name }) => name)
              .join('; '),
          },
          { term: 'Versie', value: String(newest.version) },
        ]}
      />
      <Paragraph>Vingerafdruk van de PDF (SHA-256):</Paragraph>
      <Fingerprint value={shown.second?.sha256 ?? newest.sha256} />
      <LinkButton href={ownPath(votingDay, `/pdf/${newest.id}`)} download>
        Haal de PDF op
      </LinkButton>
      {newest.way === 'form' ? null : (
        <Paragraph>
          <Link href={`/verklaring-pdf/${newest.id}`}>Bekijk hoe de PDF is gecontroleerd</Link>
        </Paragraph>
      )}
    </Panel>
  );
}

function SecondPanel({
  shown: { second, names, votingDay },
  newest,
  personId,
}: {
  shown: ShownDeclaration;
  newest: Declaration;
  personId: string;
}) {
  if (newest.way !== 'form') return null;
  if (second !== null && second.at !== null)
    return (
      <Alert tone="ok" title="Meebevestigd door een tweede persoon">
        <Paragraph>
          <Foreign text={names.get(second.personId ?? '') ?? ''} />, <TimeStamp at={second.at} />
        </Paragraph>
      </Alert>
    );
  const hidden = { verklaring: newest.id };
  if (second === null)
    return (
      <Panel title="Laat een collega meebevestigen">
        <Paragraph>Dat hoeft niet. De verklaring is al ontvangen, ook zonder tweede bevestiging.</Paragraph>
        <Form action={ownPath(votingDay, '/tweede')} hidden={hidden} label="Vraag een collega">
          <Button kind="secondary">Vraag een collega</Button>
        </Form>
      </Panel>
    );
  if (personId === newest.personId || personId === second.askedBy)
    return (
      <Panel title="U vroeg een collega om mee te bevestigen">
        <Paragraph>
          Een ander van uw organisatie logt zelf in en opent deze pagina. U kunt het niet zelf doen.
        </Paragraph>
      </Panel>
    );
  return (
    <Panel title="Bevestig de verklaring mee" tone="accent">
      <Paragraph>Haal de PDF op en lees haar. Daarna staat ook uw naam erin.</Paragraph>
      <Form action={ownPath(votingDay, '/meebevestigen')} hidden={hidden} label="Meebevestigen">
        <Button>Bevestig mee</Button>
      </Form>
    </Panel>
  );
}

function AddressPanel({
  shown: { addresses, votingDay },
  problems,
  typed,
}: {
  shown: ShownDeclaration;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const [address] = addresses;
  return (
    <Panel title="Op uw eigen website" tone={address === undefined ? 'accent' : 'plain'}>
      <Paragraph>
        Zet de verklaring meteen op uw website (Kieswet, artikel Ea 6 lid 2). Vul hier in waar zij staat.
        Iedereen ziet dit adres bij de openbare verklaringen.
      </Paragraph>
      {address?.found === false ? (
        <Alert tone="warning" title="De Kiesraad vond de verklaring daar niet">
          <Paragraph>Controleer het adres en vul het opnieuw in.</Paragraph>
        </Alert>
      ) : null}
      <Form action={ownPath(votingDay, '/adres')} label="Adres van de verklaring">
        <TextInput
          name="adres"
          label="Adres van de verklaring"
          description="Het begint met https://"
          type="url"
          width="full"
          value={typed['adres'] ?? address?.url ?? ''}
          error={problemAt(problems, 'adres')}
          required
          maxlength={1000}
        />
        <Button kind={address === undefined ? 'primary' : 'secondary'}>Bewaar het adres</Button>
      </Form>
    </Panel>
  );
}

/** Every version of a declaration, with its PDF. */
export function Versions({
  versions,
  pdf = ({ votingDay, id }) => ownPath(votingDay, `/pdf/${id}`),
}: {
  versions: readonly Declaration[];
  pdf?: (declaration: Declaration) => string;
}) {
  if (versions.length < 2) return null;
  return (
    <Folded title="Alle versies">
      <DataTable
        caption="Alle versies van de verklaring"
        captionHidden
        rows={versions}
        columns={[
          { header: 'Versie', rowHeader: true, cell: ({ version }) => String(version) },
          { header: 'Uitkomst', cell: ({ outcome }) => OUTCOME_WORDS[outcome] },
          { header: 'Ontvangen', cell: ({ at }) => <TimeStamp at={at} /> },
          {
            header: 'Bestand',
            cell: (declaration) => (
              <Link href={pdf(declaration)} download>
                PDF<ForScreenReader> van versie {declaration.version}</ForScreenReader>
              </Link>
            ),
          },
        ]}
      />
    </Folded>
  );
}
