import {
  Button,
  Code,
  ConfirmForm,
  DescriptionList,
  ErrorSummary,
  Fingerprint,
  Foreign,
  Form,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TimeStamp,
  type Fact,
  type FieldProblem,
  type StatusTone,
} from '../web/components/index.js';
import { isExpired, type CommitteeKey, type KeyState } from './key.js';
import { pemOf } from './certificate-of.js';
import type { ShownKey } from './show-keys.js';

/** One key, and what may be done with it. */
export interface KeyViewProps {
  readonly item: CommitteeKey;
  readonly certificate: Uint8Array;
  /** How many keys of the election wait for a decision, this one too. */
  readonly waiting: number;
  readonly resting: ShownKey['resting'];
  readonly now: Date;
  readonly operator: boolean;
  readonly problems: readonly FieldProblem[];
  /** What was typed before, by the id of its field. */
  readonly typed: Readonly<Record<string, string>>;
}

/** One key with everything known of it. */
export function KeyView(props: KeyViewProps) {
  const { item, certificate, now, operator, problems } = props;
  const waits = item.state === 'registered';
  return (
    <>
      <ErrorSummary problems={problems} />
      <DescriptionList facts={factsOf(item, now)} />
      {isExpired(item, now) ? (
        <Paragraph>De sleutel is over zijn laatste dag. Hij mag nog worden gebruikt.</Paragraph>
      ) : null}
      {operator && waits ? <Decide {...props} /> : null}
      {waits || item.state === 'approved' ? <Revoke {...props} /> : null}
      <Panel title="Certificaat">
        <pre class="utrecht-code-block">{pemOf(certificate)}</pre>
      </Panel>
    </>
  );
}

function factsOf(item: CommitteeKey, now: Date): Fact[] {
  const decided = item.state === 'registered' ? null : item.decided;
  return [
    { term: 'Stand', value: <KeyStateBadge item={item} now={now} /> },
    { term: 'Verkiezing', value: <Code>{item.electionId}</Code> },
    { term: 'Stembureau', value: <Code>{`${item.committee.level} ${item.committee.code}`}</Code> },
    { term: 'Houder in het certificaat', value: <Foreign text={item.subject} /> },
    { term: 'Vingerafdruk van het certificaat (SHA-256)', value: <Fingerprint value={item.fingerprint} /> },
    { term: 'Vingerafdruk van de sleutel (SHA-256)', value: <Fingerprint value={item.keyId} /> },
    { term: 'Geldig tot en met', value: <TimeStamp at={item.notAfter} /> },
    { term: 'Aangemeld', value: <TimeStamp at={item.registeredAt} /> },
    ...(decided === null ? [] : [{ term: 'Beslist', value: <TimeStamp at={decided.at} /> }]),
    ...(item.state === 'revoked' ? [{ term: 'Ingetrokken', value: <TimeStamp at={item.revoked.at} /> }] : []),
    ...('reason' in item ? [{ term: 'Reden', value: <Foreign text={item.reason} /> }] : []),
  ];
}

function Decide({ item, waiting, problems, typed }: KeyViewProps) {
  return (
    <Panel title="Beslissen" tone="accent">
      <Paragraph>
        Vergelijk de vingerafdruk met wat het stembureau u op een andere manier heeft laten weten,
        bijvoorbeeld per telefoon.{' '}
        {waiting === 1
          ? 'Dit is de enige sleutel die wacht.'
          : `In deze verkiezing wachten ${waiting} sleutels; daarna ziet u de volgende.`}
      </Paragraph>
      <Form action={`/sleutels/${item.id}/goedkeuren`}>
        <Button>Keur goed</Button>
      </Form>
      <Form action={`/sleutels/${item.id}/afwijzen`} label="Afwijzen">
        <TextArea
          name="reden"
          id="reden-afwijzen"
          label="Reden van afwijzing"
          description="Het stembureau leest dit."
          value={typed['reden-afwijzen']}
          error={problemAt(problems, 'reden-afwijzen')}
          required
          maxlength={500}
        />
        <Button kind="danger">Wijs af</Button>
      </Form>
    </Panel>
  );
}

function Revoke({ item, resting, problems, typed, operator }: KeyViewProps) {
  return (
    <ConfirmForm
      action={`/sleutels/${item.id}/intrekken`}
      title="Sleutel intrekken"
      confirm="Trek de sleutel in"
      cancelHref="/sleutels"
    >
      <Paragraph>
        Een ingetrokken sleutel wordt nooit meer gebruikt voor wat daarna binnenkomt. Dit kan niet ongedaan
        worden gemaakt.{' '}
        {operator
          ? 'Het stembureau krijgt bericht.'
          : 'Doe dit als de geheime sleutel kwijt is, of als iemand anders hem kan hebben. Meld daarna een nieuwe sleutel aan.'}
      </Paragraph>
      <Resting {...resting} />
      <TextArea
        name="reden"
        id="reden-intrekken"
        label="Reden van intrekking"
        value={typed['reden-intrekken']}
        error={problemAt(problems, 'reden-intrekken')}
        required
        maxlength={500}
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
  revoked: ['neutral', 'Ingetrokken'],
};

/** A key's state, and that it is past its last day. */
export function KeyStateBadge({ item, now }: { item: CommitteeKey; now: Date }) {
  const [tone, text] = LOOK[item.state];
  return (
    <>
      <StatusBadge tone={tone}>{text}</StatusBadge>
      {isExpired(item, now) ? (
        <>
          {' '}
          <StatusBadge tone="warning">Verlopen</StatusBadge>
        </>
      ) : null}
    </>
  );
}
