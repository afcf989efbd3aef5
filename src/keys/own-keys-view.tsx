import {
  Button,
  Code,
  DataTable,
  EmptyState,
  ErrorSummary,
  FileInput,
  Foreign,
  Form,
  ForScreenReader,
  Heading,
  Link,
  List,
  Panel,
  Paragraph,
  PhoneLink,
  problemAt,
  TextArea,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { inGroups } from '../kernel/fingerprint.js';
import { showsCertificate, type CommitteeKey } from './key.js';
import { isOpenToProof } from './key-proof.js';
import { KeyStateBadge } from './key-view.js';
import { OwnFingerprintWays } from './own-fingerprint-view.js';
import { MOST_CERTIFICATES } from './certificate-form.js';
import type { CertificateOutcome } from './register-keys.js';
import { OtherElections, Registered, type OtherElection } from './registered-view.js';

/** What a committee sees of its keys. */
export interface OwnKeysViewProps {
  readonly keys: readonly CommitteeKey[];
  /** What became of the form that was just sent, where not all of it went well. */
  readonly outcomes: readonly CertificateOutcome[];
  readonly others: readonly OtherElection[];
  /** Whether test counts are taken as a proof now. */
  readonly provable: boolean;
  readonly now: Date;
  /** What the certificate must name. */
  readonly electionId: string;
  readonly userId: string;
  /** Of the Kiesraad's helpdesk. */
  readonly phone: string;
  readonly problems: readonly FieldProblem[];
  readonly typed: string | undefined;
}

/** The keys of one's own committee, and registering another. */
export function OwnKeysView({
  keys,
  outcomes,
  others,
  provable,
  now,
  electionId,
  userId,
  phone,
  problems,
  typed,
}: OwnKeysViewProps) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <Registered outcomes={outcomes} others={others} />
      <NowToDo keys={keys} elsewhere={others.flatMap((other) => other.keys)} phone={phone} />
      {provable ? <MayProve keys={keys} /> : null}
      <KeyTable keys={keys} now={now} />
      <OtherElections others={others} now={now} />
      <Panel title="Sleutel aanmelden" tone="accent">
        <Paragraph>
          Meld het certificaat aan van elke computer waarop u telbestanden ondertekent. Daarna keurt de
          Kiesraad het goed. Pas dan worden uw telbestanden aangenomen.
        </Paragraph>
        <Form action="/sleutels" files label="Sleutel aanmelden">
          <FileInput
            name="bestand"
            label="Certificaten"
            description={`De bestanden met de publieke sleutel, elk hoogstens 16 kB. Kies ze gerust tegelijk, hoogstens ${MOST_CERTIFICATES}, ook die van uw andere verkiezingen op dezelfde dag. De naam eindigt op .crt, .pem, .cer of .der.`}
            accept=".crt,.pem,.cer,.der"
            multiple
            error={problemAt(problems, 'bestand')}
          />
          <TextArea
            name="tekst"
            label="Of plak de tekst van het certificaat"
            description="Van -----BEGIN CERTIFICATE----- tot en met -----END CERTIFICATE-----."
            value={typed}
            error={problemAt(problems, 'tekst')}
            maxlength={16_000}
          />
          <Button>Aanmelden</Button>
        </Form>
      </Panel>
      <Help electionId={electionId} userId={userId} />
    </>
  );
}

/** What the committee must do now with the keys that wait or were stopped. */
function NowToDo({
  keys,
  elsewhere,
  phone,
}: Pick<OwnKeysViewProps, 'keys' | 'phone'> & { elsewhere: readonly CommitteeKey[] }) {
  const isUnread = ({ state, readOut }: CommitteeKey) => state === 'registered' && readOut === null;
  const unread = keys.filter(isUnread);
  const inOneCall = unread.length + elsewhere.filter(isUnread).length;
  if (keys.some(({ state }) => state === 'suspended'))
    return (
      <Panel title="Nu: lever niet met de opgeschorte sleutel" tone="accent">
        <Paragraph>
          De Kiesraad beslist binnen een uur. Bel de Kiesraad op <PhoneLink number={phone} />, of meld
          hieronder een nieuwe sleutel aan.
        </Paragraph>
      </Panel>
    );
  if (unread.length === 0)
    return keys.some(({ state }) => state === 'registered') ? (
      <Panel title="Nu: wachten op de Kiesraad">
        <Paragraph>
          U hoeft nu niets te doen. Twee mensen van de Kiesraad keuren uw sleutel goed. Lever pas daarna.
        </Paragraph>
      </Panel>
    ) : null;
  return (
    <Panel title="Nu: lees de vingerafdruk voor" tone="accent">
      <List
        ordered
        items={[
          'Zoek het certificaatbestand (public_key….crt) op de computer waarop u ondertekent. Lees niet van deze site: een ander kan hier een sleutel hebben geplaatst.',
          <>
            Laat op die computer de vingerafdruk zien: 16 groepen van 4 tekens. Dat kan op drie manieren:
            <OwnFingerprintWays />
          </>,
          <>
            De Kiesraad belt u. Of bel zelf: <PhoneLink number={phone} />. De Kiesraad belt u dan terug.
          </>,
          inOneCall === 1
            ? 'Lees alle 16 groepen voor. De Kiesraad vinkt ze af.'
            : `Lees de vingerafdruk van al uw ${inOneCall} sleutels voor, in één gesprek.`,
        ]}
      />
    </Panel>
  );
}

/** What the committee may do as well, beside reading out. */
function MayProve({ keys }: Pick<OwnKeysViewProps, 'keys'>) {
  const open = keys.filter(isOpenToProof);
  if (open.length === 0) return null;
  return (
    <Panel title="Dit mag ook: bewijs met een proeftelling">
      <Paragraph>
        Onderteken een telling met verzonnen cijfers en laat haar hier controleren. Zo weet u vooraf dat uw
        telprogramma en uw sleutel werken. Het hoeft niet.
      </Paragraph>
      <List
        items={open.map(({ id, subject }) => (
          <Link href={`/sleutels/${id}`}>
            Bewijs de sleutel van <Foreign text={subject} />
          </Link>
        ))}
      />
    </Panel>
  );
}

function KeyTable({ keys, now }: { keys: readonly CommitteeKey[]; now: Date }) {
  return (
    <DataTable
      caption="Sleutels van uw stembureau"
      rows={keys}
      empty={
        <EmptyState title="U hebt nog geen sleutel aangemeld" icon="key">
          <Paragraph>
            Zonder goedgekeurde sleutel kan uw stembureau geen ondertekend telbestand leveren. Meld hieronder
            uw sleutel aan.
          </Paragraph>
        </EmptyState>
      }
      columns={[
        {
          header: 'Houder',
          rowHeader: true,
          cell: ({ id, subject }) => (
            <Link href={`/sleutels/${id}`}>
              <Foreign text={subject} />
            </Link>
          ),
        },
        {
          header: 'Vingerafdruk van het certificaat',
          cell: (key) =>
            showsCertificate(key, 'member') ? (
              <Code>{inGroups(key.fingerprint)}</Code>
            ) : (
              'Staat in uw eigen bestand'
            ),
        },
        { header: 'Stand', cell: (key) => <KeyStateBadge item={key} now={now} /> },
        { header: 'Aangemeld', cell: ({ registeredAt }) => <TimeStamp at={registeredAt} /> },
        {
          header: 'Meer',
          headerHidden: true,
          cell: (key) => (
            <Link href={`/sleutels/${key.id}`}>
              Bekijk<ForScreenReader> sleutel van {key.subject}</ForScreenReader>
            </Link>
          ),
        },
      ]}
    />
  );
}

function Help({ electionId, userId }: { electionId: string; userId: string }) {
  return (
    <>
      <Heading level={2}>Zo vindt u het certificaat</Heading>
      <List
        ordered
        items={[
          'Open het telprogramma (OSV2020-U of Abacus) op de computer waarop u gaat ondertekenen.',
          'Maak bij deze verkiezing de sleutel aan, als dat nog niet is gebeurd.',
          'Exporteer de publieke sleutel. U krijgt een bestand dat begint met public_key.',
          'Meld dat bestand hierboven aan. Deel nooit de geheime sleutel.',
        ]}
      />
      <Paragraph>
        In het certificaat moet staan: verkiezing <Code>{electionId}</Code> en stembureau{' '}
        <Code>{userId}</Code>. Installeert u het telprogramma opnieuw, of gebruikt u een tweede computer? Meld
        dan ook die sleutel aan.
      </Paragraph>
    </>
  );
}
