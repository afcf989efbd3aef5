import { committeeName } from '../elections/committees.js';
import { messageText } from '../routing/words.js';
import {
  Alert,
  ConfirmForm,
  DataTable,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Link,
  List,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  TextInput,
  TimeStamp,
  type Column,
  type FieldProblem,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { whyNot } from './publication.js';
import type { PublishableFile } from './publish-result.js';
import type { ListedFile, ShownUnpublished } from './show-unpublished.js';
import { papersPath, PUBLISH_PATH, publishPath, resultPath } from './words.js';

/** What a body makes public, or for the Kiesraad what of a whole election is not public yet; `csb`: it answers who finds a fault. */
export function UnpublishedView({ shown, csb }: { shown: ShownUnpublished; csb: boolean }) {
  const { waiting, published, all, allowed, from } = shown;
  return (
    <>
      <Paragraph>
        {all
          ? 'Een uitslag wordt meteen na levering openbaar gemaakt, door wie de Kieswet noemt. Hier ziet u wat nog niet openbaar is.'
          : 'De wet vraagt u deze bestanden meteen openbaar te maken. Dat kan hier. Deed u het op uw eigen site? Geef dan hier het adres op.'}
      </Paragraph>
      {csb ? (
        <Paragraph>
          Iedereen kan een fout melden in wat openbaar is. <Link href="/meldingen">Naar Meldingen</Link>
        </Paragraph>
      ) : null}
      {allowed ? null : (
        <Alert tone="info" title={SAID['publication.notYet'].title}>
          <Paragraph>
            {SAID['publication.notYet'].text}{' '}
            {from === null ? null : (
              <>
                Dat is <TimeStamp at={from} />.
              </>
            )}
          </Paragraph>
        </Alert>
      )}
      <DataTable
        caption={`Nog niet openbaar: ${counted(waiting.length, 'bestand', 'bestanden')}`}
        rows={waiting}
        empty={<EmptyState title="Alles wat is geleverd, is openbaar" />}
        columns={[...columnsOf(all), waitingColumn(all)]}
      />
      {published.length === 0 ? null : (
        <DataTable
          caption="Openbaar"
          rows={published}
          columns={[
            ...columnsOf(all),
            {
              header: 'Sinds',
              cell: ({ file }) => (
                <Link href={resultPath(file.electionId, file.about, file.message)}>
                  <TimeStamp at={file.publication!.at} />
                </Link>
              ),
            },
            ...(all ? [] : [paperColumn]),
          ]}
        />
      )}
    </>
  );
}

function columnsOf(all: boolean): readonly Column<ListedFile>[] {
  return [
    { header: 'Bestand', rowHeader: true, cell: ({ file }) => messageText(file.message) },
    { header: 'Van', cell: ({ about }) => about },
    { header: 'Levering', cell: ({ file }) => file.number },
    ...(all ? [{ header: 'Openbaar door', cell: ({ by }: ListedFile) => by }] : []),
    { header: 'Geleverd', cell: ({ file }) => <TimeStamp at={file.deliveredAt} /> },
  ];
}

const paperColumn: Column<ListedFile> = {
  header: 'Wat u doet',
  headerHidden: true,
  cell: ({ id, file }) => <Link href={papersPath(id ?? '')}>Proces-verbaal bij {file.number}</Link>,
};

function waitingColumn(all: boolean): Column<ListedFile> {
  if (all)
    return { header: 'Stand', cell: () => <StatusBadge tone="waiting">nog niet openbaar</StatusBadge> };
  return {
    header: 'Wat u doet',
    headerHidden: true,
    cell: ({ id, file }) => <Link href={publishPath(id ?? '')}>Maak {file.number} openbaar</Link>,
  };
}

const SAID = {
  'publication.already': { tone: 'ok', title: 'Dit bestand is openbaar', text: 'U hoeft niets te doen.' },
  'delivery.superseded': {
    tone: 'warning',
    title: 'Dit is een oude versie',
    text: 'Er is een nieuwere geleverd. Maak die openbaar.',
  },
  'publication.setAside': {
    tone: 'info',
    title: 'Deze uitkomst telt niet mee',
    text: 'Het stembureau laat de uitkomst van de programmatuur buiten beschouwing. U maakt haar niet openbaar.',
  },
  'publication.notYet': {
    tone: 'info',
    title: 'Deze uitslag mag nog niet openbaar worden',
    text: 'Dat mag als in alle lidstaten de stembureaus zijn gesloten. De Kiesraad legt dat moment vast.',
  },
} as const;

/** One file, and the form by which it becomes public. */
export function PublishView({
  found,
  now,
  problems,
  typed,
}: {
  found: PublishableFile;
  now: Date;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const { plan, file, publisher } = found;
  const why = whyNot(found, now);
  return (
    <>
      <ErrorSummary problems={problems} />
      {why === null ? null : <Standing found={found} why={why} />}
      <DescriptionList
        facts={[
          { term: 'Bestand', value: messageText(file.message) },
          { term: 'Van', value: committeeName(plan.committees, file.about) },
          {
            term: 'Levering',
            value: (
              <Link href={file.sent ? `/leveringen/${file.id}` : `/ontvangen/${file.id}`}>{file.number}</Link>
            ),
          },
          { term: 'Geleverd', value: <TimeStamp at={file.deliveredAt} /> },
          {
            term: 'Wet',
            value: `Kieswet ${publisher.law}${publisher.basis === 'inferred' ? ' (afgeleid)' : ''}`,
          },
        ]}
      />
      {why === null ? <PublishForm file={file} problems={problems} typed={typed} /> : null}
      {file.publication === null ? null : (
        <Panel title="Het proces-verbaal">
          <Paragraph>
            Naast het telbestand hoort het proces-verbaal, zonder handtekeningen.{' '}
            <Link href={papersPath(file.id)}>Maak het proces-verbaal openbaar, of bekijk wat er staat</Link>
          </Paragraph>
        </Panel>
      )}
    </>
  );
}

/** Where it stands, and why nothing is to be done. */
function Standing({ found: { file }, why }: { found: PublishableFile; why: keyof typeof SAID }) {
  const { tone, title, text } = SAID[why];
  return (
    <Alert tone={tone} title={title}>
      <Paragraph>
        {text}{' '}
        {why === 'publication.already' ? (
          <Link href={resultPath(file.electionId, file.about, file.message)}>Bekijk wat iedereen ziet</Link>
        ) : null}
      </Paragraph>
    </Alert>
  );
}

function PublishForm({
  file,
  problems,
  typed,
}: {
  file: PublishableFile['file'];
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  return (
    <ConfirmForm
      action={publishPath(file.id)}
      title="Dit wordt openbaar voor iedereen"
      confirm="Maak openbaar"
      cancelHref={PUBLISH_PATH}
    >
      <List
        items={[
          'Iedereen kan het telbestand (.eml.xml) en de vingerafdruk bekijken. Dit is niet terug te draaien.',
          'De handtekening, de sleutel, pdf’s en andere bijlagen worden niet openbaar.',
          'Komt er een nieuwe versie? Dan staat bij deze dat zij is vervangen.',
        ]}
      />
      <RadioGroup
        name="waar"
        label="Waar is het openbaar?"
        value={typed['waar'] ?? 'hier'}
        error={problemAt(problems, 'waar')}
        options={[
          { value: 'hier', label: 'Hier, op dit platform' },
          { value: 'elders', label: 'Op een ander adres, waar ik het al openbaar maakte' },
        ]}
      />
      <TextInput
        name="adres"
        label="Het andere adres"
        description="Alleen invullen als het elders staat, bijvoorbeeld https://www.assen.nl/uitslag."
        value={typed['adres']}
        error={problemAt(problems, 'adres')}
        required="depends"
        maxlength={2000}
        width="full"
      />
    </ConfirmForm>
  );
}
