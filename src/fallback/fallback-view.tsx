import { OnCallPhones } from '../frame/on-call-view.js';
import type { OnCallNow } from '../frame/on-call.js';
import type { MessageType } from '../kernel/committee.js';
import {
  Alert,
  Button,
  DataTable,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  Link,
  List,
  Panel,
  Paragraph,
  problemAt,
  Select,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { amsterdamClock, amsterdamDay } from '../web/format-time.js';
import { MOST_HOURS, stateName, USUAL_HOURS, type Fallback, type FallbackState } from './fallback.js';
import type { FallbackToDecide, ShownFallback } from './show-fallback.js';

/** A form that was just sent. */
export interface SentFallback {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

const FILES = {
  '510b': 'Telling (510b)',
  '510c': 'Totaal van de kieskring (510c)',
  '510d': 'Totaaltelling (510d)',
  '520': 'Uitslag (520)',
} as const satisfies Record<MessageType, string>;

const TONES = {
  asked: 'waiting',
  allowed: 'ok',
  refused: 'error',
  withdrawn: 'error',
  expired: 'neutral',
  used: 'info',
} as const satisfies Record<FallbackState, string>;

function State({ state }: { state: FallbackState }) {
  return <StatusBadge tone={TONES[state]}>{stateName(state)}</StatusBadge>;
}

/** What a committee without a key does now, and what it asked. */
export function OwnFallbackView({
  shown,
  messages,
  onCall,
  sent: { problems, typed },
}: {
  shown: readonly ShownFallback[];
  messages: readonly MessageType[];
  onCall: readonly OnCallNow[];
  sent: SentFallback;
}) {
  const open = shown.find(({ fallback }) => fallback.state === 'asked' || fallback.state === 'allowed');
  const free = messages.filter(
    (message) =>
      !shown.some(
        ({ fallback }) =>
          fallback.message === message && (fallback.state === 'asked' || fallback.state === 'allowed'),
      ),
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      {open === undefined ? null : <Now fallback={open.fallback} />}
      <Panel title="Bel de Kiesraad">
        <Paragraph>
          Nu bereikbaar: <OnCallPhones people={onCall} names />.
        </Paragraph>
      </Panel>
      {free.length === 0 ? null : <AskForm messages={free} problems={problems} typed={typed} />}
      {shown.length === 0 ? null : <Asked shown={shown} caption="Wat uw stembureau vroeg" />}
    </>
  );
}

/** What stands open: an answer to wait for, or one delivery to make. */
function Now({ fallback }: { fallback: Fallback }) {
  if (fallback.state !== 'allowed')
    return (
      <Alert tone="info" title="Uw vraag ligt bij de Kiesraad">
        <Paragraph>Bel ook, dan gaat het sneller. Lever pas als de Kiesraad het toestaat.</Paragraph>
      </Alert>
    );
  return (
    <Alert tone="ok" title="U mag één bestand zonder handtekening leveren">
      <Paragraph>
        {FILES[fallback.message]}, tot <TimeStamp at={fallback.until} />, op grond van:{' '}
        <Foreign text={fallback.article} longest={200} />. <Link href="/leveringen/nieuw">Lever het nu</Link>.
      </Paragraph>
    </Alert>
  );
}

function AskForm({ messages, problems, typed }: { messages: readonly MessageType[] } & SentFallback) {
  const [only] = messages;
  const one = messages.length === 1;
  return (
    <Panel title="Ik heb geen sleutel meer" tone="accent">
      <List
        ordered
        items={[
          <>
            Kunt u een nieuwe sleutel maken? Doe dat liever: <Link href="/sleutels">meld hem aan</Link>. Dan
            blijft uw bestand ondertekend.
          </>,
          'Kan dat niet? Vraag dan hieronder om één bestand zonder handtekening te leveren.',
          'De Kiesraad beslist. U krijgt bericht op deze site.',
          'De ontvangers vergelijken het bestand eerst met het papier. Houd uw papier bij de hand.',
        ]}
      />
      <Form
        action="/terugval"
        label="Ik heb geen sleutel meer"
        {...(one && only !== undefined ? { hidden: { soort: only } } : {})}
      >
        {one ? null : (
          <Select
            name="soort"
            label="Welk bestand?"
            placeholder="Kies een soort"
            options={messages.map((value) => ({ value, label: FILES[value] }))}
            value={typed['soort']}
            error={problemAt(problems, 'soort')}
            required
          />
        )}
        <TextArea
          name="reden"
          label="Wat is er gebeurd?"
          description="Bijvoorbeeld: de computer met de sleutel start niet meer. De Kiesraad leest dit."
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={500}
        />
        <Button>Ik heb geen sleutel meer</Button>
      </Form>
    </Panel>
  );
}

function Asked({ shown, caption }: { shown: readonly ShownFallback[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      rows={shown}
      columns={[
        {
          header: 'Stembureau',
          rowHeader: true,
          cell: ({ fallback: { id }, owner }) => <Link href={`/terugval/${id}`}>{owner}</Link>,
        },
        { header: 'Bestand', cell: ({ fallback }) => FILES[fallback.message] },
        { header: 'Stand', cell: ({ fallback }) => <State state={fallback.state} /> },
        { header: 'Gevraagd', cell: ({ fallback }) => <TimeStamp at={fallback.asked.at} /> },
      ]}
    />
  );
}

/** What all committees asked, for the Kiesraad. */
export function AllFallbackView({ shown }: { shown: readonly ShownFallback[] }) {
  return (
    <>
      <Paragraph>
        <Link href="/dienst">Wie heeft dienst?</Link>
      </Paragraph>
      {shown.length === 0 ? (
        <EmptyState title="Geen stembureau vroeg om zonder handtekening te leveren" icon="key" />
      ) : (
        <Asked shown={shown} caption="Wat stembureaus vroegen; wat wacht staat boven" />
      )}
    </>
  );
}

/** One question: its facts, and for the Kiesraad what it can do. */
export function FallbackView({
  shown,
  now,
  operator,
  sent,
}: {
  shown: FallbackToDecide;
  now: Date;
  operator: boolean;
  sent: SentFallback;
}) {
  const { fallback } = shown;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {!operator && fallback.state === 'allowed' ? <Now fallback={fallback} /> : null}
      <Facts shown={shown} />
      {operator && fallback.state === 'asked' ? <Decide shown={shown} now={now} sent={sent} /> : null}
      {operator && fallback.state === 'allowed' ? (
        <Answer
          id={fallback.id}
          act="intrekken"
          title="Trek de toestemming in"
          text="Het stembureau kan dan niet meer zonder handtekening indienen. Wat al is ingediend, blijft staan."
          sent={sent}
        />
      ) : null}
    </>
  );
}

function Facts({ shown: { fallback, owner, names } }: { shown: FallbackToDecide }) {
  const who = (by: string) => (names.has(by) ? `, ${names.get(by)}` : '');
  return (
    <DescriptionList
      facts={[
        { term: 'Stembureau', value: owner },
        { term: 'Bestand', value: FILES[fallback.message] },
        { term: 'Stand', value: <State state={fallback.state} /> },
        { term: 'Reden', value: <Foreign text={fallback.reason} longest={500} /> },
        {
          term: 'Gevraagd',
          value: (
            <>
              <TimeStamp at={fallback.asked.at} />
              {who(fallback.asked.by)}
            </>
          ),
        },
        ...('decided' in fallback
          ? [
              {
                term: 'Beslist',
                value: (
                  <>
                    <TimeStamp at={fallback.decided.at} />
                    {who(fallback.decided.by)}
                  </>
                ),
              },
            ]
          : []),
        ...('article' in fallback
          ? [
              { term: 'Op grond van', value: <Foreign text={fallback.article} longest={200} /> },
              { term: 'Mag tot', value: <TimeStamp at={fallback.until} /> },
            ]
          : []),
        ...('answer' in fallback
          ? [{ term: 'Antwoord van de Kiesraad', value: <Foreign text={fallback.answer} longest={500} /> }]
          : []),
        ...(fallback.state === 'used'
          ? [{ term: 'Gebruikt', value: <TimeStamp at={fallback.ended.at} /> }]
          : []),
      ]}
    />
  );
}

function Decide({ shown, now, sent }: { shown: FallbackToDecide; now: Date; sent: SentFallback }) {
  return (
    <>
      <Panel title="Sta één levering toe" tone="accent">
        <Paragraph>
          Bel het stembureau eerst, op een nummer dat u al kende. Het bestand blijft overal zichtbaar niet
          ondertekend. Ontvangers vergelijken het eerst met het papier.
        </Paragraph>
        <AllowForm shown={shown} until={new Date(now.getTime() + USUAL_HOURS * 3_600_000)} sent={sent} />
      </Panel>
      <Answer
        id={shown.fallback.id}
        act="weigeren"
        title="Of sta het niet toe"
        text="Het stembureau leest uw reden. Zeg wat het nu wel kan doen."
        sent={sent}
      />
    </>
  );
}

function AllowForm({
  shown: { fallback, article },
  until,
  sent: { problems, typed },
}: {
  shown: FallbackToDecide;
  until: Date;
  sent: SentFallback;
}) {
  return (
    <Form action={`/terugval/${fallback.id}/toestaan`} label="Toestaan">
      <TextInput
        name="artikel"
        label="Op grond van welk artikel?"
        description="Van de gebruiksvoorschriften of de wet. Iedereen die het bestand ziet, leest dit."
        width="full"
        value={typed['artikel'] ?? article}
        error={problemAt(problems, 'artikel')}
        required
        maxlength={200}
      />
      <TextInput
        name="dag"
        label="Tot welke dag?"
        type="date"
        width="small"
        value={typed['dag'] ?? amsterdamDay(until)}
        error={problemAt(problems, 'dag')}
        required
      />
      <TextInput
        name="tijd"
        label="Tot hoe laat?"
        description={`Uren en minuten, zoals 21:15. Hoogstens ${MOST_HOURS} uur vanaf nu.`}
        width="small"
        value={typed['tijd'] ?? amsterdamClock(until)}
        error={problemAt(problems, 'tijd')}
        required
        maxlength={5}
      />
      <Button>Toestaan</Button>
    </Form>
  );
}

const BUTTONS = { weigeren: 'Niet toestaan', intrekken: 'Intrekken' } as const;

/** A refusal or withdrawal, with its reason. */
function Answer({
  id,
  act,
  title,
  text,
  sent: { problems, typed },
}: {
  id: string;
  act: keyof typeof BUTTONS;
  title: string;
  text: string;
  sent: SentFallback;
}) {
  return (
    <Panel title={title}>
      <Form action={`/terugval/${id}/${act}`} label={BUTTONS[act]}>
        <Paragraph>{text}</Paragraph>
        <TextArea
          name="reden"
          label="Reden"
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={500}
        />
        <Button kind="secondary">{BUTTONS[act]}</Button>
      </Form>
    </Panel>
  );
}
