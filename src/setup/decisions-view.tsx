import { Boxes } from './boxes-view.js';
import { EML_VERSIONS } from '../kernel/eml-ids.js';
import {
  Actions,
  Alert,
  Button,
  DataTable,
  ErrorSummary,
  Foreign,
  Form,
  List,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { ISLANDS } from '../kernel/committee.js';
import { BoundsFields } from './bounds-view.js';
import { nameOf, valueOf } from './decision-words.js';
import { islandsFor, seatedIn, signaturesFor } from './decisions-form.js';
import { type SentForm } from './answer-view.js';
import { personName } from './who-confirms.js';
import type { ElectionPlan } from '../elections/election.js';
import { electionPath } from './elections-view.js';
import type { SetUp, ShownDecision } from './show-set-up.js';

const path = (plan: ElectionPlan, below = '') => electionPath(plan.definition.id, `/besluiten${below}`);

/** What waits for a second person, what holds as a form to change it, and every decision with who and why. */
export function DecisionsView({
  plan,
  setUp,
  viewer,
  typed,
  problems,
}: {
  plan: ElectionPlan;
  setUp: SetUp;
  viewer: string;
} & SentForm) {
  const [last] = setUp.decided;
  const waits = last?.needsSecond === true && last.confirmation === null;
  return (
    <>
      <ErrorSummary problems={problems} />
      {waits ? <Waiting plan={plan} decision={last} setUp={setUp} viewer={viewer} /> : null}
      {plan.definition.category === 'PS' ? <ElectoralCollegeNote typed={typed} /> : null}
      {waits ? null : (
        <Panel title="Wat geldt, en wat u wijzigt">
          <Paragraph>
            Elke wijziging wordt een besluit met uw naam en waarom. Programmatuur, openbare lichamen, zetels,
            ondertekening en het moment van openen gelden pas als een ander van de Kiesraad ze bevestigt.
          </Paragraph>
          <DecisionsForm plan={plan} delivered={setUp.delivered} typed={typed} problems={problems} />
        </Panel>
      )}
      <Decided setUp={setUp} />
    </>
  );
}

function Waiting({
  plan,
  decision,
  setUp,
  viewer,
}: {
  plan: ElectionPlan;
  decision: ShownDecision;
  setUp: SetUp;
  viewer: string;
}) {
  const own = decision.byPerson === viewer;
  return (
    <Panel title="Wacht op een tweede persoon" id="wacht">
      <Paragraph>
        {personName(setUp.names, decision.byPerson)} besloot op <TimeStamp at={decision.at} />. Waarom:{' '}
        <Foreign text={decision.why} longest={1000} />
      </Paragraph>
      <List items={decision.changed.map((part) => `${nameOf(part)}: ${valueOf(decision, part)}`)} />
      {own ? (
        <Alert tone="info" title="Vraag een ander van de Kiesraad om te bevestigen">
          <Paragraph>Tot dan geldt wat er was.</Paragraph>
        </Alert>
      ) : (
        <Form action={path(plan, '/bevestigen')} label="Besluit bevestigen">
          <Button>Bevestig het besluit</Button>
        </Form>
      )}
      <Form action={path(plan, '/afwijzen')} label={own ? 'Besluit intrekken' : 'Besluit afwijzen'}>
        <Button kind="secondary">{own ? 'Trek het besluit in' : 'Wijs het besluit af'}</Button>
      </Form>
    </Panel>
  );
}

/** They vote with the provinciale staten, and this platform has no kind of election for them. */
function ElectoralCollegeNote({ typed }: { typed: Readonly<Record<string, string>> }) {
  const served = typed['kiescollege'] ?? '';
  return (
    <Alert tone="info" title="Kiescollege">
      <Paragraph>
        Op deze dag stemt ook het kiescollege voor de Eerste Kamer. Wie het bedient:{' '}
        {served === '' ? 'nog niet ingevuld; niet dit platform.' : <Foreign text={served} longest={500} />}
      </Paragraph>
    </Alert>
  );
}

interface Fields extends SentForm {
  readonly plan: ElectionPlan;
}

function DecisionsForm({ delivered, ...form }: Fields & { delivered: boolean }) {
  const { plan, typed, problems } = form;
  return (
    <Form action={path(plan)} label="Besluit vastleggen">
      <Software {...form} />
      {delivered ? (
        <Paragraph>
          Er is al geleverd: wie meedoet en wat wordt ondertekend, kan niet meer veranderen.
        </Paragraph>
      ) : null}
      <Committees {...form} />
      <Signing {...form} />
      <Moments {...form} />
      <BoundsFields typed={typed} problems={problems} />
      <TextArea
        name="waarom"
        label="Waarom?"
        value={typed['waarom']}
        error={problemAt(problems, 'waarom')}
        maxlength={1000}
        required
      />
      <Actions>
        <Button>Leg het besluit vast</Button>
      </Actions>
    </Form>
  );
}

function Software({ typed, problems }: Fields) {
  return (
    <>
      <RadioGroup
        name="programmatuur"
        label="Wordt programmatuur gebruikt?"
        value={typed['programmatuur']}
        error={problemAt(problems, 'programmatuur')}
        options={[
          { value: 'used', label: 'Ja' },
          { value: 'notUsed', label: 'Nee: er hoeft niets te worden geleverd' },
        ]}
      />
      <RadioGroup
        name="emlVersie"
        label="In welke versie van EML_NL wordt geteld?"
        value={typed['emlVersie']}
        error={problemAt(problems, 'emlVersie')}
        description="Een bestand van een andere versie wordt geweigerd."
        options={[
          ...EML_VERSIONS.map((value) => ({ value, label: value })),
          { value: 'elke', label: 'Elke versie mag' },
        ]}
      />
      <Boxes legend="Hoe stembureaus indienen" typed={typed}>
        {[
          ['papier', 'Vergelijken met het papier'],
          [
            'vierOgen',
            'Vier ogen: de een verstuurt, een ander vergelijkt en dient in. Te kiezen tot en met de dag van de kandidaatstelling',
          ],
        ]}
      </Boxes>
    </>
  );
}

function Committees({ plan, typed, problems }: Fields) {
  const islands = islandsFor(plan);
  const seats = seatedIn(plan);
  const national = ['TK', 'EP'].includes(plan.definition.category);
  return (
    <>
      {islands.length === 0 ? null : (
        <Boxes legend="Openbare lichamen die programmatuur gebruiken (Ya 3b)" typed={typed}>
          {islands.map((code) => [`eiland${code}`, ISLANDS[code] ?? code])}
        </Boxes>
      )}
      {national ? (
        <TextInput
          name="briefstembureau"
          label="Code van het nationaal briefstembureau"
          description="Vier cijfers. Leeg: het doet niet mee."
          value={typed['briefstembureau']}
          error={problemAt(problems, 'briefstembureau')}
          width="small"
        />
      ) : null}
      {plan.definition.category === 'AB' ? (
        <TextInput
          name="waterschap"
          label="Waterschap"
          description="Code van het waterschap, zoals W8."
          value={typed['waterschap']}
          error={problemAt(problems, 'waterschap')}
          width="small"
        />
      ) : null}
      {seats.length === 0 ? null : (
        <TextArea
          name="zetels"
          label="Waar hebben stembureaus hun zetel?"
          description={`Elke regel een code en de code van de gemeente, zoals ${seats[0]} 0392. Het gaat om: ${seats.join(', ')}.`}
          value={typed['zetels']}
          error={problemAt(problems, 'zetels')}
          rows={Math.min(12, seats.length + 1)}
        />
      )}
      {plan.definition.category === 'PS' ? (
        <TextArea
          name="kiescollege"
          label="Wie bedient het kiescollege?"
          value={typed['kiescollege']}
          error={problemAt(problems, 'kiescollege')}
          rows={2}
          maxlength={500}
        />
      ) : null}
    </>
  );
}

function Signing({ plan, typed, problems }: Fields) {
  return (
    <>
      <Boxes legend="Wat wordt ondertekend" typed={typed}>
        {signaturesFor(plan).map(([level, message]) => [
          `tekent${level}${message}`,
          `${level}: ${message}${level === 'CSB' && message === '510c' ? ' die het CSB heeft gecorrigeerd' : ''}`,
        ])}
      </Boxes>
      <TextInput
        name="voorschrift"
        label="Volgens welk voorschrift?"
        description="Bijvoorbeeld: gebruiksvoorschriften 2027, paragraaf 4."
        value={typed['voorschrift']}
        error={problemAt(problems, 'voorschrift')}
        maxlength={200}
        width="full"
      />
    </>
  );
}

const DAYS = [
  ['uitslagvaststelling', 'Dag van uitslagvaststelling'],
  ['geloofsbrieven', 'Onderzoek van de geloofsbrieven'],
  ['toelating', 'Toelating van de gekozenen'],
] as const;

const LAST_POLLS = 'Als in de laatste lidstaat de stembureaus sluiten. Leeg: nog niet.';

function Moments({ plan, typed, problems }: Fields) {
  const two = (name: string, label: string, description: string) => (
    <>
      <TextInput
        name={`${name}Dag`}
        label={`${label}: dag`}
        description={description}
        type="date"
        width="small"
        value={typed[`${name}Dag`]}
        error={problemAt(problems, `${name}Dag`)}
      />
      <TextInput
        name={`${name}Tijd`}
        label={`${label}: tijd`}
        width="small"
        value={typed[`${name}Tijd`]}
        error={problemAt(problems, `${name}Tijd`)}
      />
    </>
  );
  return (
    <>
      {DAYS.map(([name, label]) => (
        <TextInput
          name={name}
          label={label}
          type="date"
          width="small"
          value={typed[name]}
          error={problemAt(problems, name)}
        />
      ))}
      {two('verwacht', 'Verwachte 510b', 'Geen wettelijke termijn.')}
      {two('open', 'Opening voor echte tellingen', 'Leeg: als de stembureaus sluiten, om 21:00.')}
      {plan.definition.category === 'EP' ? two('openbaar', 'Uitslagen openbaar vanaf', LAST_POLLS) : null}
    </>
  );
}

function Decided({ setUp: { decided, names } }: { setUp: SetUp }) {
  return (
    <DataTable
      caption="Alle besluiten, het nieuwste eerst"
      rows={decided}
      columns={[
        { header: 'Nummer', rowHeader: true, cell: ({ number }) => number },
        {
          header: 'Wat',
          cell: (one) => <List items={one.changed.map((part) => `${nameOf(part)}: ${valueOf(one, part)}`)} />,
        },
        { header: 'Waarom', cell: ({ why }) => <Foreign text={why} longest={1000} /> },
        {
          header: 'Wie',
          cell: ({ byPerson, at }) => (
            <>
              {personName(names, byPerson)}, <TimeStamp at={at} />
            </>
          ),
        },
        { header: 'Stand', cell: (one) => <State decision={one} names={names} /> },
      ]}
      empty={
        <Paragraph>Er is nog niets besloten: alles is zoals de definitie en de wet het zeggen.</Paragraph>
      }
    />
  );
}

function State({ decision, names }: { decision: ShownDecision; names: SetUp['names'] }) {
  const { needsSecond, confirmation } = decision;
  if (!needsSecond) return <StatusBadge tone="ok">geldt</StatusBadge>;
  if (confirmation === null) return <StatusBadge tone="waiting">wacht</StatusBadge>;
  return (
    <>
      <StatusBadge tone={confirmation.outcome === 'confirmed' ? 'ok' : 'error'}>
        {confirmation.outcome === 'confirmed' ? 'bevestigd' : 'afgewezen'}
      </StatusBadge>{' '}
      {personName(names, confirmation.byPerson)}
    </>
  );
}
