import {
  Actions,
  Button,
  Code,
  ConfirmForm,
  DescriptionList,
  ErrorSummary,
  Fingerprint,
  Foreign,
  FieldError,
  Form,
  LinkButton,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type Fact,
  type FieldProblem,
  type StatusTone,
} from '../web/components/index.js';
import { SECOND_PERSON_MS, isExpired, showsCertificate, type CommitteeKey, type KeyState } from './key.js';
import { CALLERS, canBeReadOut } from './key-call.js';
import { KeyTimeline } from './key-timeline.js';
import { pemOf } from './certificate-of.js';
import { Possession, ProofForm } from './proof-view.js';
import type { ShownKey } from './show-keys.js';

/** One key, and what may be done with it. */
export interface KeyViewProps {
  readonly shown: ShownKey;
  readonly now: Date;
  readonly operator: boolean;
  /** Who looks: a person id. */
  readonly viewer: string;
  readonly problems: readonly FieldProblem[];
  /** What was typed before, by the id of its field. */
  readonly typed: Readonly<Record<string, string>>;
}

/** One key with everything known of it. */
export function KeyView(props: KeyViewProps) {
  const { shown, now, operator, problems } = props;
  const item = shown.key;
  const visible = showsCertificate(item, operator ? 'operator' : 'member');
  return (
    <>
      <ErrorSummary problems={problems} />
      <DescriptionList facts={factsOf(shown, now, visible)} />
      {isExpired(item, now) ? (
        <Paragraph>De sleutel is over zijn laatste dag. Hij mag nog worden gebruikt.</Paragraph>
      ) : null}
      {operator ? <Decide {...props} /> : null}
      {!operator && shown.provable ? <ProofForm item={item} problems={problems} /> : null}
      <Panel title="Van aanmelden tot nu">
        <KeyTimeline item={item} names={shown.names} />
      </Panel>
      {shown.call === null ? null : <CallFacts call={shown.call} names={shown.names} />}
      {item.state === 'registered' ||
      item.state === 'approved' ||
      (item.state === 'suspended' && !operator) ? (
        <Revoke {...props} />
      ) : null}
      {visible ? (
        <Panel title="Certificaat">
          <pre class="utrecht-code-block">{pemOf(shown.certificate)}</pre>
        </Panel>
      ) : null}
    </>
  );
}

function factsOf({ key: item }: ShownKey, now: Date, visible: boolean): Fact[] {
  return [
    { term: 'Stand', value: <KeyStateBadge item={item} now={now} /> },
    { term: 'Verkiezing', value: <Code>{item.electionId}</Code> },
    { term: 'Stembureau', value: <Code>{`${item.committee.level} ${item.committee.code}`}</Code> },
    { term: 'Houder in het certificaat', value: <Foreign text={item.subject} /> },
    {
      term: 'Vingerafdruk van het certificaat (SHA-256)',
      value: visible ? (
        <Fingerprint value={item.fingerprint} />
      ) : (
        'Staat hier pas als de sleutel is goedgekeurd. Lees hem voor uit uw eigen certificaatbestand.'
      ),
    },
    ...(visible
      ? [{ term: 'Vingerafdruk van de sleutel (SHA-256)', value: <Fingerprint value={item.keyId} /> }]
      : []),
    { term: 'Bezit van de geheime sleutel bewezen', value: <Possession proof={item.proof} /> },
    { term: 'Geldig tot en met', value: <TimeStamp at={item.notAfter} /> },
    ...('reason' in item ? [{ term: 'Reden', value: <Foreign text={item.reason} /> }] : []),
    ...('misusedSince' in item && item.misusedSince !== null
      ? [{ term: 'Misschien misbruikt sinds', value: <TimeStamp at={item.misusedSince} /> }]
      : []),
  ];
}

function CallFacts({ call, names }: { call: ShownKey['call'] & {}; names: ShownKey['names'] }) {
  return (
    <Panel title="Het gesprek">
      <DescriptionList
        facts={[
          { term: 'Wie belde', value: CALLERS[call.caller] },
          { term: 'Wanneer', value: <TimeStamp at={call.calledAt} /> },
          { term: 'Nummer', value: <Foreign text={call.number} /> },
          { term: 'Nummer bekend uit', value: <Foreign text={call.numberSource} /> },
          { term: 'Gesproken met', value: <Foreign text={call.spokeWith} /> },
          { term: 'Voor de Kiesraad', value: names.get(call.personId) ?? 'onbekend' },
        ]}
      />
    </Panel>
  );
}

/** What this person of the Kiesraad can do now, or who must. */
function Decide(props: KeyViewProps) {
  const { shown, viewer } = props;
  const item = shown.key;
  if (item.state === 'suspended') return <Answer {...props} item={item} />;
  const open = item.state === 'registered' || (item.state === 'approved' && item.approvals.length === 1);
  if (!open) return null;
  const mine = item.approvals.some(({ by }) => by === viewer);
  return (
    <Panel title="Beslissen" tone="accent">
      {item.state === 'approved' ? (
        <Paragraph>
          Deze sleutel is door één persoon goedgekeurd, voordat er twee nodig waren. Hij mag worden gebruikt.
          Een tweede kan hem alsnog goedkeuren.
        </Paragraph>
      ) : null}
      {canBeReadOut(item) ? (
        <Call item={item} />
      ) : mine ? (
        <Paragraph>U keurde deze sleutel goed. Een ander van de Kiesraad moet dat ook doen.</Paragraph>
      ) : (
        <Approve {...props} />
      )}
      {item.state === 'registered' ? <Reject {...props} /> : null}
    </Panel>
  );
}

function Call({ item }: { item: CommitteeKey }) {
  return (
    <>
      <Paragraph>
        Laat het stembureau eerst de vingerafdruk voorlezen, per telefoon. Daarna keuren twee mensen van de
        Kiesraad de sleutel goed.
      </Paragraph>
      <Actions>
        <LinkButton kind="primary" href={`/sleutels/${item.id}/gesprek`}>
          Bel en vink af
        </LinkButton>
      </Actions>
    </>
  );
}

function Approve({ shown: { key: item, waiting }, problems }: KeyViewProps) {
  return (
    <>
      <Paragraph>
        {item.approvals.length === 0
          ? 'De vingerafdruk is voorgelezen. U bent de eerste van twee.'
          : 'De vingerafdruk is voorgelezen en een ander keurde goed. U bent de tweede: daarna mag de sleutel worden gebruikt.'}{' '}
        {item.state === 'approved'
          ? ''
          : waiting === 1
            ? 'Dit is de enige sleutel die wacht.'
            : `In deze verkiezing wachten ${waiting} sleutels; daarna ziet u de volgende.`}
      </Paragraph>
      <Form action={`/sleutels/${item.id}/goedkeuren`}>
        <FieldError id="goedkeuren" text={problemAt(problems, 'goedkeuren')} />
        <div id="goedkeuren" tabIndex={-1}>
          <Button>Keur goed</Button>
        </div>
      </Form>
    </>
  );
}

function Reject({ shown: { key: item }, problems, typed }: KeyViewProps) {
  return (
    <Form action={`/sleutels/${item.id}/afwijzen`} label="Afwijzen">
      <TextArea
        name="reden"
        id="reden-afwijzen"
        label="Reden van afwijzing"
        description="Het stembureau leest dit. Zeg wat het nu moet doen."
        value={typed['reden-afwijzen']}
        error={problemAt(problems, 'reden-afwijzen')}
        required
        maxlength={500}
      />
      <Button kind="danger">Wijs af</Button>
    </Form>
  );
}

/** The second person's word on a suspension. */
function Answer({ item, viewer }: KeyViewProps & { item: Extract<CommitteeKey, { state: 'suspended' }> }) {
  const until = new Date(item.suspended.at.getTime() + SECOND_PERSON_MS);
  return (
    <Panel title="Beslissen over de opschorting" tone="accent">
      <Paragraph>
        De sleutel wordt niet gebruikt. Iemand anders dan wie hem opschortte, beslist uiterlijk{' '}
        <TimeStamp at={until} />.
      </Paragraph>
      {item.suspended.by === viewer ? (
        <Paragraph>U schortte deze sleutel zelf op. Vraag een collega om te beslissen.</Paragraph>
      ) : (
        <Actions>
          <Form action={`/sleutels/${item.id}/bevestigen`}>
            <Button kind="danger">Trek in</Button>
          </Form>
          <Form action={`/sleutels/${item.id}/opheffen`}>
            <Button kind="secondary">Hef de opschorting op</Button>
          </Form>
        </Actions>
      )}
    </Panel>
  );
}

function Revoke({ shown: { key: item, resting }, problems, typed, operator }: KeyViewProps) {
  return (
    <ConfirmForm
      action={`/sleutels/${item.id}/intrekken`}
      title={operator ? 'Sleutel opschorten' : 'Sleutel intrekken'}
      confirm={operator ? 'Schort de sleutel op' : 'Trek de sleutel in'}
      cancelHref="/sleutels"
    >
      <Paragraph>
        {operator
          ? 'De sleutel wordt meteen niet meer gebruikt, en het stembureau krijgt bericht. Binnen een uur trekt een ander van de Kiesraad hem in, of heft de opschorting op.'
          : 'Een ingetrokken sleutel wordt nooit meer gebruikt voor wat daarna binnenkomt. Dit kan niet ongedaan worden gemaakt. Doe dit als de geheime sleutel kwijt is, of als iemand anders hem kan hebben. Meld daarna een nieuwe sleutel aan.'}
      </Paragraph>
      <Resting {...resting} />
      <TextArea
        name="reden"
        id="reden-intrekken"
        label={operator ? 'Reden van opschorting' : 'Reden van intrekking'}
        value={typed['reden-intrekken']}
        error={problemAt(problems, 'reden-intrekken')}
        required
        maxlength={500}
      />
      <Paragraph>
        Kan iemand anders met deze sleutel hebben ondertekend? Vul in sinds wanneer. Leveringen van daarna
        blijven gelden, maar worden gemerkt, en wie ze ontving krijgt bericht.
      </Paragraph>
      <TextInput
        name="misbruiktDag"
        label="Misbruikt sinds: dag"
        type="date"
        width="small"
        value={typed['misbruiktDag']}
        error={problemAt(problems, 'misbruiktDag')}
      />
      <TextInput
        name="misbruiktTijd"
        label="Misbruikt sinds: tijd"
        description="Uren en minuten, zoals 21:15."
        width="small"
        value={typed['misbruiktTijd']}
        error={problemAt(problems, 'misbruiktTijd')}
        maxlength={5}
      />
    </ConfirmForm>
  );
}

/** What waits on the key now, and what becomes of it. */
function Resting({ judged, unjudged }: ShownKey['resting']) {
  const items = [
    ...(judged === 0
      ? []
      : [
          judged === 1
            ? '1 levering met deze sleutel is gecontroleerd en nog niet ingediend. Die wordt bij het indienen geweigerd.'
            : `${judged} leveringen met deze sleutel zijn gecontroleerd en nog niet ingediend. Die worden bij het indienen geweigerd.`,
        ]),
    ...(unjudged === 0
      ? []
      : [
          `${unjudged === 1 ? '1 levering van dit stembureau is' : `${unjudged} leveringen van dit stembureau zijn`} nog niet gecontroleerd. Is het bestand met deze sleutel ondertekend, dan wordt het geweigerd.`,
        ]),
  ];
  if (items.length === 0)
    return (
      <Paragraph>Er wacht nu geen levering op deze sleutel. Wat al is ingediend, blijft gelden.</Paragraph>
    );
  return (
    <>
      <Paragraph>Dit wacht nu op deze sleutel:</Paragraph>
      <List items={items} />
      <Paragraph>
        Lever een geweigerd bestand opnieuw, ondertekend met een andere goedgekeurde sleutel. Wat al is
        ingediend, blijft gelden.
      </Paragraph>
    </>
  );
}

const LOOK: Readonly<Record<KeyState, readonly [StatusTone, string]>> = {
  registered: ['waiting', 'Wacht op de Kiesraad'],
  approved: ['ok', 'Goedgekeurd'],
  rejected: ['error', 'Afgewezen'],
  suspended: ['error', 'Opgeschort'],
  revoked: ['neutral', 'Ingetrokken'],
};

/** What a key that waits is waiting for. */
function waitsFor({ readOut, approvals }: CommitteeKey): string {
  if (readOut === null) return 'Wacht op voorlezen';
  return approvals.length === 0 ? 'Wacht op de Kiesraad' : 'Wacht op een tweede goedkeuring';
}

/** A key's state, who it waits for, whether one person approved it alone, a test count proved it, and it is past its last day. */
export function KeyStateBadge({ item, now }: { item: CommitteeKey; now: Date }) {
  const [tone, text] = LOOK[item.state];
  return (
    <>
      <StatusBadge tone={tone}>{item.state === 'registered' ? waitsFor(item) : text}</StatusBadge>
      {item.state === 'approved' && item.approvals.length === 1 ? (
        <>
          {' '}
          <StatusBadge tone="info">Door één</StatusBadge>
        </>
      ) : null}
      {item.proof !== null && (item.state === 'registered' || item.state === 'approved') ? (
        <>
          {' '}
          <StatusBadge tone="info">Proeftelling</StatusBadge>
        </>
      ) : null}
      {isExpired(item, now) ? (
        <>
          {' '}
          <StatusBadge tone="warning">Verlopen</StatusBadge>
        </>
      ) : null}
    </>
  );
}
