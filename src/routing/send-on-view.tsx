import { committeeName } from '../elections/committees.js';
import {
  Alert,
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { numberOf } from './delivery.js';
import type { SendingOn, SentOnFile } from './send-on.js';
import { messageText } from './words.js';

/** Where the gezaghebber sends on. */
export const SEND_ON_PATH = '/ontvangen/doorsturen';

/** What is sent on to the Kiesraad after the admission, how that stands, and the form to do so. */
export function SendOnView({
  sending,
  problems,
  typed,
}: {
  sending: SendingOn;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const { files, missing, isDue } = sending;
  if (!isDue)
    return (
      <EmptyState title="Bij deze verkiezing stuurt u niets door">
        <Paragraph>
          Dat doet alleen de gezaghebber van een openbaar lichaam, bij de eilandsraad (Kieswet Ya 18).
        </Paragraph>
      </EmptyState>
    );
  const waiting = files.filter(({ at }) => at === null);
  return (
    <>
      <ErrorSummary problems={problems} />
      <Paragraph>
        Is over de toelating van de gekozenen beslist? Stuur deze bestanden dan zo snel mogelijk door aan de
        Kiesraad (Kieswet Ya 18). De Kiesraad krijgt precies de bestanden die u hier ziet. De stembureaus zien
        dat op hun ontvangstbewijs.
      </Paragraph>
      {missing.length === 0 ? null : (
        <Alert
          tone="warning"
          title={counted(missing.length, 'bestand is nog niet binnen', 'bestanden zijn nog niet binnen')}
        >
          <Paragraph>
            {missing
              .map(({ committee, message }) => `${messageText(message)} van ${committee.name}`)
              .join('; ')}
            . Wat later komt, stuurt u ook door.
          </Paragraph>
        </Alert>
      )}
      <Files sending={sending} />
      {waiting.length > 0 ? (
        <SendForm sending={sending} waiting={waiting} problems={problems} typed={typed} />
      ) : files.length > 0 ? (
        <Alert tone="ok" title="Alles wat binnen is, is doorgestuurd">
          <Paragraph>Komt er een nieuwe versie, dan staat dat hier en op uw beginpagina.</Paragraph>
        </Alert>
      ) : null}
    </>
  );
}

function Files({ sending: { plan, files } }: { sending: SendingOn }) {
  return (
    <DataTable
      caption="Wat u doorstuurt"
      rows={files}
      empty={<Paragraph>Er is nog niets binnen om door te sturen.</Paragraph>}
      columns={[
        { header: 'Bestand', rowHeader: true, cell: ({ file }) => messageText(file.message) },
        { header: 'Van', cell: ({ file }) => committeeName(plan.committees, file.sender) },
        {
          header: 'Levering',
          cell: ({ file }) => <Link href={`/ontvangen/${file.id}`}>{numberOf(file)}</Link>,
        },
        { header: 'Doorgestuurd', cell: (each) => <SentOn sent={each} /> },
      ]}
    />
  );
}

/** Whether a file was sent on, and when. */
export function SentOn({ sent: { at, corrects } }: { sent: Omit<SentOnFile, 'file'> }) {
  if (at !== null)
    return (
      <>
        <StatusBadge tone="ok">Doorgestuurd</StatusBadge> <TimeStamp at={at} />
      </>
    );
  return (
    <>
      <StatusBadge tone={corrects ? 'warning' : 'waiting'}>Nog niet</StatusBadge>
      {corrects ? ' U stuurde een oudere versie door. Stuur ook deze door.' : ''}
    </>
  );
}

function SendForm({
  sending: { admission },
  waiting,
  problems,
  typed,
}: {
  sending: SendingOn;
  waiting: readonly SentOnFile[];
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  return (
    <Panel title="Doorsturen" tone="accent">
      <Form action={SEND_ON_PATH} label="Doorsturen aan de Kiesraad">
        {waiting.map(({ file }) => (
          <input type="hidden" name="levering" value={file.id} />
        ))}
        <TextInput
          name="toelating"
          label="Op welke dag is over de toelating beslist?"
          type="date"
          width="small"
          value={typed['toelating'] ?? admission ?? undefined}
          error={problemAt(problems, 'toelating')}
          required
        />
        <Paragraph kind="small">
          U bevestigt dit met uw passkey. Doorsturen is niet terug te draaien.
        </Paragraph>
        <Button kind="primary">
          Stuur {counted(waiting.length, 'bestand', 'bestanden')} door aan de Kiesraad
        </Button>
      </Form>
    </Panel>
  );
}
