import { OnCallPhones } from '../frame/on-call-view.js';
import type { OnCallNow } from '../frame/on-call.js';
import type { MessageType } from '../kernel/committee.js';
import {
  Alert,
  Button,
  DataTable,
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
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { stateName, type Fallback, type FallbackState } from './fallback.js';
import type { ShownFallback } from './show-fallback.js';

/** A form that was just sent. */
export interface SentFallback {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** What people call the files. */
export const FILES = {
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

/** What became of a question, as a badge. */
export function State({ state }: { state: FallbackState }) {
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
export function Now({ fallback }: { fallback: Fallback }) {
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
