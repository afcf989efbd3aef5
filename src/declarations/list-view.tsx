import {
  Alert,
  Button,
  Code,
  DataTable,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  Link,
  LinkButton,
  List,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  TextArea,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import type { Signal } from './after.store.js';
import { DECISIONS, type Declaration } from './declaration.js';
import { BecauseList, Versions } from './own-view.js';
import { ChooseDay, StandingBadge } from './standing-view.js';
import type { ShownDeclaration } from './show-own.js';
import { executiveOf, type DeclaringBody, type DeclaringDay } from './who-declares.js';
import { inWhoseName } from './written-declaration.js';
import { DECISION_WORDS, OUTCOME_WORDS, SIGNAL_WORDS, WAY_WORDS } from './words.js';

const pdfPath = ({ id }: Pick<Declaration, 'id'>) => `/verklaring-pdf/${id}/bestand`;
export const dayPath = (votingDay: string, rest = '') => `/verklaringen/${votingDay}${rest}`;

/** Who must declare for a voting day and how each stands, for the Kiesraad. */
export function DeclaringDayView({
  day: { votingDay, bodies, unseated },
  days,
  signals,
}: {
  day: DeclaringDay;
  days: readonly string[];
  signals: readonly Signal[];
}) {
  const open = signals.filter(({ decidedAt }) => decidedAt === null);
  return (
    <>
      <ChooseDay action="/verklaringen" days={days} votingDay={votingDay} />
      <List
        items={[
          <Link href={dayPath(votingDay, '/model')}>Het model van de verklaring</Link>,
          <Link href={dayPath('monitor', `/${votingDay}`)}>De monitor, met de kaart</Link>,
          <Link href={`/afgelegde-verklaringen?dag=${votingDay}`}>De openbare lijst</Link>,
        ]}
      />
      {unseated.length === 0 ? null : (
        <Alert tone="warning" title="Van deze stembureaus is niet bekend waar zij zitten">
          <Paragraph>
            Vul hun zetel in bij de verkiezing. Tot dan is niet bekend wie voor hen verklaart.
          </Paragraph>
          <List items={unseated.map(({ electionId, committee }) => `${electionId}: ${committee.code}`)} />
        </Alert>
      )}
      {open.length === 0 ? null : <Signals signals={open} bodies={bodies} />}
      <Bodies bodies={bodies} />
    </>
  );
}

function Signals({ signals, bodies }: { signals: readonly Signal[]; bodies: readonly DeclaringBody[] }) {
  const name = (code: string) => bodies.find(({ organisation }) => organisation === code)?.name ?? code;
  return (
    <DataTable
      caption="Signalen waarover nog niet is besloten"
      rows={signals}
      columns={[
        {
          header: 'Organisatie',
          rowHeader: true,
          cell: ({ organisation, votingDay }) => (
            <Link href={dayPath(votingDay, `/${organisation}`)}>{name(organisation)}</Link>
          ),
        },
        { header: 'Wat', cell: ({ kind }) => SIGNAL_WORDS[kind] },
        { header: 'Sinds', cell: ({ at }) => <TimeStamp at={at} /> },
      ]}
    />
  );
}

function Bodies({ bodies }: { bodies: readonly DeclaringBody[] }) {
  return (
    <DataTable
      caption="Wie een verklaring moet afleggen"
      rows={bodies}
      empty={<EmptyState title="Voor deze stemming hoeft niemand een verklaring af te leggen" />}
      columns={[
        {
          header: 'Organisatie',
          rowHeader: true,
          cell: ({ name, organisation, votingDay }) => (
            <Link href={dayPath(votingDay, `/${organisation}`)}>{name}</Link>
          ),
        },
        { header: 'Nummer', cell: ({ organisation }) => <Code>{organisation}</Code> },
        { header: 'Stand', cell: (body) => <StandingBadge body={body} /> },
        {
          header: 'Ontvangen',
          cell: ({ state }) => (state === null ? '–' : <TimeStamp at={state.at} />),
        },
        { header: 'Eigen website', cell: (body) => <Published body={body} /> },
      ]}
    />
  );
}

function Published({ body: { state } }: { body: DeclaringBody }) {
  if (state === null) return <>–</>;
  if (state.publication === null) return <StatusBadge tone="warning">geen adres</StatusBadge>;
  if (state.publication.found === null) return <StatusBadge tone="waiting">nog niet bekeken</StatusBadge>;
  return state.publication.found ? (
    <StatusBadge tone="ok">gezien</StatusBadge>
  ) : (
    <StatusBadge tone="error">niet gevonden</StatusBadge>
  );
}

interface BodyProps {
  readonly shown: ShownDeclaration;
  readonly signals: readonly Signal[];
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** One body for a voting day, for the Kiesraad: why it must declare, what it declared, and what the Kiesraad can do. */
export function DeclaringBodyView(props: BodyProps) {
  const { shown, signals, problems } = props;
  const { body, elections, versions } = shown;
  const [newest] = versions;
  return (
    <>
      <ErrorSummary problems={problems} />
      <Paragraph>
        <StandingBadge body={body} /> Uiterlijk {formatDay(body.due)}.
      </Paragraph>
      {newest === undefined ? null : <Declared declaration={newest} body={body} />}
      {signals.length === 0 ? null : <Decide {...props} />}
      <Look shown={shown} />
      <Panel title="Waarom op de lijst">
        <BecauseList body={body} elections={elections} />
      </Panel>
      <Correct {...props} />
      <Versions versions={versions} pdf={pdfPath} />
    </>
  );
}

function Declared({ declaration, body }: { declaration: Declaration; body: DeclaringBody }) {
  const { outcome, at, late, way, mandateId, investigatedOn, declaredOn, version, id } = declaration;
  return (
    <Panel title="Verklaring">
      <DescriptionList
        facts={[
          { term: 'Uitkomst', value: OUTCOME_WORDS[outcome] },
          {
            term: 'Ontvangen',
            value: (
              <>
                <TimeStamp at={at} />
                {late ? ', te laat' : ', op tijd'}
              </>
            ),
          },
          { term: 'Verklaard door', value: inWhoseName(executiveOf(body), mandateId) },
          { term: 'Hoe', value: WAY_WORDS[way] },
          { term: 'Onderzocht op', value: formatDay(investigatedOn) },
          { term: 'Verklaard op', value: formatDay(declaredOn) },
          { term: 'Versie', value: String(version) },
        ]}
      />
      <LinkButton href={pdfPath(declaration)} download>
        Haal de PDF op
      </LinkButton>
      {way === 'form' ? null : (
        <Paragraph>
          <Link href={`/verklaring-pdf/${id}`}>Bekijk hoe de PDF is gecontroleerd</Link>
        </Paragraph>
      )}
    </Panel>
  );
}

function Look({ shown: { addresses, body, votingDay } }: { shown: ShownDeclaration }) {
  const [address] = addresses;
  if (address === undefined) return null;
  return (
    <Panel title="Op de eigen website">
      <Paragraph>
        Open het adres en kijk of de verklaring daar staat: <Link href={address.url}>{address.url}</Link>
      </Paragraph>
      {address.lookedAt === null ? null : (
        <Paragraph>
          {address.found === true ? 'Gezien' : 'Niet gevonden'}, <TimeStamp at={address.lookedAt} />
        </Paragraph>
      )}
      <Form
        action={dayPath(votingDay, `/${body.organisation}/adres`)}
        hidden={{ adres: address.id }}
        label="Wat u zag"
      >
        <div class="actions">
          <Button name="gezien" value="ja" kind="secondary">
            De verklaring staat er
          </Button>
          <Button name="gezien" value="nee" kind="secondary">
            De verklaring staat er niet
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

function Decide({ shown: { body, votingDay }, signals, problems, typed }: BodyProps) {
  const open = signals.filter(({ decidedAt }) => decidedAt === null);
  const about = typed['signaal'] ?? (open[0] ?? signals[0])?.kind;
  return (
    <Panel title={signals.length === 1 ? 'Signaal' : 'Signalen'} tone={open.length > 0 ? 'accent' : 'plain'}>
      {signals.map((signal) => (
        <SignalLine signal={signal} />
      ))}
      <Form action={dayPath(votingDay, `/${body.organisation}/signaal`)} label="Besluit over een signaal">
        <RadioGroup
          name="signaal"
          label="Over welk signaal?"
          options={signals.map(({ kind }) => ({ value: kind, label: SIGNAL_WORDS[kind] }))}
          value={about}
          error={problemAt(problems, 'signaal')}
        />
        <RadioGroup
          name="besluit"
          label="Wat besluit u?"
          options={DECISIONS.map((value) => ({ value, label: DECISION_WORDS[value] }))}
          value={typed['besluit']}
          error={problemAt(problems, 'besluit')}
        />
        <TextArea
          name="toelichting"
          label="Toelichting"
          value={typed['toelichting']}
          error={problemAt(problems, 'toelichting')}
          required
          maxlength={2000}
        />
        <Button kind="secondary">Leg vast</Button>
      </Form>
    </Panel>
  );
}

function SignalLine({ signal: { kind, at, decidedAt, decision, note } }: { signal: Signal }) {
  const decided = DECISIONS.find((known) => known === decision);
  return (
    <Paragraph>
      {SIGNAL_WORDS[kind]}, sinds <TimeStamp at={at} />.{' '}
      {decidedAt === null || decided === undefined ? (
        'Nog niet besloten.'
      ) : (
        <>
          {DECISION_WORDS[decided]}, <TimeStamp at={decidedAt} />:{' '}
          <Foreign text={note ?? ''} longest={2000} />
        </>
      )}
    </Paragraph>
  );
}

function Correct({ shown: { body, votingDay }, problems, typed }: BodyProps) {
  return (
    <Panel title="Klopt de lijst niet?">
      <Form
        action={dayPath(votingDay, `/${body.organisation}`)}
        label="Verbeter of deze organisatie moet verklaren"
      >
        <RadioGroup
          name="moet"
          label="Moet deze organisatie een verklaring afleggen?"
          options={[
            { value: 'must', label: 'Ja' },
            { value: 'mustNot', label: 'Nee' },
            { value: 'byRule', label: 'Volg de regels' },
          ]}
          value={typed['moet'] ?? body.corrected?.says ?? 'byRule'}
          error={problemAt(problems, 'moet')}
        />
        <TextArea
          name="reden"
          label="Reden"
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={1000}
        />
        <Button kind="secondary">Leg vast</Button>
      </Form>
    </Panel>
  );
}
