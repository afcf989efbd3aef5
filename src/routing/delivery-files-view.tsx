import { holdsCount } from '../kernel/committee.js';
import { sizeWords } from '../kernel/recognise-file.js';
import {
  Actions,
  Alert,
  Code,
  DataTable,
  Foreign,
  Link,
  LinkButton,
  Panel,
  Paragraph,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import type { DeliveredFile, Delivery } from './delivery.js';

/** The ways to fetch a delivery: as it was sent, and the count and its signature apart. */
export function Files({ delivery, mustCompare }: { delivery: Delivery; mustCompare: boolean }) {
  // of a loose count it is the fingerprint itself
  const hides = ({ sha256 }: DeliveredFile) => mustCompare && sha256 === delivery.fingerprint;
  const at = `/ontvangen/${delivery.id}`;
  const { pair } = delivery.verdict;
  if (delivery.removed !== null)
    return <Removed removed={delivery.removed} files={delivery.files} hides={hides} />;
  return (
    <Panel title="Ophalen">
      <Paragraph>U krijgt precies hetzelfde bestand als het stembureau leverde.</Paragraph>
      <Actions>
        {delivery.files.map((file, i) => (
          <LinkButton
            kind={i === 0 ? 'primary' : 'secondary'}
            icon="download"
            href={`${at}/bestanden/${file.index}`}
            download
          >
            {delivery.files.length === 1 ? 'Bestand zoals geleverd' : `Bestand ${file.index} zoals geleverd`}{' '}
            ({sizeWords(file.size)})
          </LinkButton>
        ))}
        {delivery.fingerprint === null ? null : (
          <>
            <LinkButton icon="download" href={`${at}/telling.zip`} download>
              ZIP om in te lezen in uw telprogramma
            </LinkButton>
            <LinkButton icon="download" href={`${at}/eml`} download>
              Alleen het telbestand, .eml.xml{pair === null ? '' : ` (${sizeWords(pair.emlSize)})`}
            </LinkButton>
            {pair === null ? null : (
              <LinkButton icon="download" href={`${at}/handtekening`} download>
                Alleen de handtekening, .signature
              </LinkButton>
            )}
          </>
        )}
      </Actions>
      {holdsCount(delivery.message) ? <Tables at={at} /> : null}
      <DataTable
        caption="Bestanden zoals geleverd"
        rows={delivery.files}
        columns={[
          { header: 'Naam', rowHeader: true, cell: (file) => <Foreign text={file.name} /> },
          { header: 'Grootte', numeric: true, cell: (file) => `${file.size} bytes` },
          {
            header: 'SHA-256',
            cell: (file) => (hides(file) ? 'na het vergelijken' : <Code>{file.sha256}</Code>),
          },
        ]}
      />
    </Panel>
  );
}

/** Since when this body's copy is gone, by which decision, and what its files were. */
function Removed({
  removed,
  files,
  hides,
}: {
  removed: NonNullable<Delivery['removed']>;
  files: readonly DeliveredFile[];
  hides: (file: DeliveredFile) => boolean;
}) {
  return (
    <Panel title="Vernietigd">
      <Alert tone="info" title="Uw kopie van dit bestand is vernietigd">
        <Paragraph>
          Dat gebeurde op <TimeStamp at={removed.at} />, door besluit {removed.by} van de Kiesraad bij deze
          verkiezing. Ophalen kan niet meer. Wat hieronder staat, blijft.
        </Paragraph>
      </Alert>
      <DataTable
        caption="Wat er was"
        rows={files}
        columns={[
          { header: 'Naam', rowHeader: true, cell: (file) => <Foreign text={file.name} /> },
          { header: 'Grootte', numeric: true, cell: (file) => `${file.size} bytes` },
          {
            header: 'SHA-256',
            cell: (file) => (hides(file) ? 'niet vergeleken' : <Code>{file.sha256}</Code>),
          },
        ]}
      />
    </Panel>
  );
}

/** The figures of a count for a spreadsheet; the room of counts answers there. */
function Tables({ at }: { at: string }) {
  return (
    <>
      <Paragraph>
        De cijfers uit het telbestand kunt u ook als CSV ophalen, voor een rekenprogramma. Het platform maakt
        die CSV uit het telbestand; er is geen handtekening bij. Namen van kandidaten staan erin als de
        Kiesraad de kandidatenlijst (230b) heeft klaargezet.
      </Paragraph>
      <Actions>
        <LinkButton icon="download" href={`${at}/telling.csv`} download>
          CSV zoals uit OSV of Abacus
        </LinkButton>
        <LinkButton icon="download" href={`${at}/telling.csv?vorm=lang`} download>
          CSV met één getal per regel
        </LinkButton>
      </Actions>
    </>
  );
}

/** What came along with the count and no signature covers. */
export function Attachments({ delivery }: { delivery: Delivery }) {
  const { attachments } = delivery.verdict;
  if (attachments.length === 0 || delivery.removed !== null) return null;
  return (
    <Panel title="Bijlagen zonder handtekening">
      <Paragraph>
        De handtekening hoort alleen bij het telbestand. Of deze bijlagen echt zijn, kan het platform niet
        nagaan.
      </Paragraph>
      <DataTable
        caption="Bijlagen"
        captionHidden
        rows={attachments.map((attachment, i) => ({ ...attachment, number: i + 1 }))}
        columns={[
          { header: 'Naam', rowHeader: true, cell: ({ name }) => <Foreign text={name} /> },
          { header: 'Grootte', numeric: true, cell: ({ size }) => sizeWords(size) },
          {
            header: 'Ondertekend?',
            cell: () => <StatusBadge tone="warning">nee</StatusBadge>,
          },
          {
            header: 'Actie',
            headerHidden: true,
            cell: ({ number }) => (
              <Link href={`/ontvangen/${delivery.id}/bijlagen/${number}`} download>
                Haal bijlage {number} op
              </Link>
            ),
          },
        ]}
      />
    </Panel>
  );
}
