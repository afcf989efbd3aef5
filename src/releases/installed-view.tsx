import { inGroups } from '../kernel/fingerprint.js';
import {
  Alert,
  Button,
  Code,
  DataTable,
  ErrorSummary,
  Fingerprint,
  Form,
  Panel,
  Paragraph,
  PhoneLink,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import type { Installed } from './installed.store.js';
import { pageOf } from './manifest.js';
import type { Release } from './release.js';

/** What a body says it installed: never asked for, and welcome. */
export function InstalledForm({
  release,
  said,
  phone,
  problems,
  typed,
}: {
  release: Release;
  said: readonly Installed[];
  phone: string;
  problems: readonly FieldProblem[];
  typed: string | undefined;
}) {
  const [last] = said;
  return (
    <>
      <ErrorSummary problems={problems} />
      {last === undefined ? null : <LastSaid last={last} phone={phone} />}
      <Paragraph>
        U hoeft dit niet te doen. Doet u het wel, dan ziet de Kiesraad dat uw installatie klopt.
      </Paragraph>
      {release.files.map((file) => (
        <Panel title={file.name}>
          <Fingerprint value={file.sha256} copy={false} />
          <Form
            action={`${pageOf(release.id)}/installatie`}
            hidden={{ vingerafdruk: file.sha256 }}
            label={`Bevestig ${file.name}`}
          >
            <Button kind="secondary">Deze vingerafdruk zag ik</Button>
          </Form>
        </Panel>
      ))}
      <Panel title="Een andere vingerafdruk">
        <Form action={`${pageOf(release.id)}/installatie`} label="Een andere vingerafdruk melden">
          <TextInput
            name="vingerafdruk"
            label="Welke vingerafdruk zag u"
            description="64 cijfers en letters a tot en met f. Spaties mogen."
            value={typed}
            error={problemAt(problems, 'vingerafdruk')}
            width="full"
            required
          />
          <Button kind="secondary">Meld deze vingerafdruk</Button>
        </Form>
      </Panel>
    </>
  );
}

function LastSaid({ last, phone }: { last: Installed; phone: string }) {
  if (last.index !== null)
    return (
      <Alert tone="ok" title="Uw installatie klopt">
        <Paragraph>
          De vingerafdruk is die van een bestand van deze release. Gemeld op <TimeStamp at={last.at} />. U
          hoeft niets te doen.
        </Paragraph>
      </Alert>
    );
  return (
    <Alert tone="error" title="Dit is niet het bestand van de Kiesraad" focused>
      <Paragraph>
        U zag <Code>{inGroups(last.seen)}</Code>. Dat is de vingerafdruk van geen enkel bestand van deze
        release. Installeer het niet, of gebruik het niet meer. Bel nu <PhoneLink number={phone} />. De
        Kiesraad heeft bericht.
      </Paragraph>
    </Alert>
  );
}

/** Of all bodies, for the Kiesraad: who saw another fingerprint first, and loudly. */
export function InstalledPanel({
  said,
  nameOf,
}: {
  said: readonly Installed[];
  nameOf: (installed: Installed) => string;
}) {
  const others = said.filter(({ index }) => index === null);
  return (
    <Panel title="Installaties" tone={others.length > 0 ? 'accent' : 'plain'}>
      {others.length === 0 ? null : (
        <Alert
          tone="error"
          title={
            others.length === 1
              ? '1 keer is een andere vingerafdruk gezien'
              : `${others.length} keer is een andere vingerafdruk gezien`
          }
        >
          <Paragraph>Bel het orgaan. Het mag dit bestand niet gebruiken.</Paragraph>
        </Alert>
      )}
      <DataTable
        caption="Wat organen meldden"
        captionHidden
        columns={[
          { header: 'Orgaan', rowHeader: true, cell: (each) => nameOf(each) },
          {
            header: 'Vingerafdruk',
            cell: ({ index }) =>
              index === null ? (
                <StatusBadge tone="error">Anders</StatusBadge>
              ) : (
                <StatusBadge tone="ok">Gelijk</StatusBadge>
              ),
          },
          { header: 'Gezien', cell: ({ seen }) => <Code>{inGroups(seen)}</Code> },
          { header: 'Gemeld', cell: ({ at }) => <TimeStamp at={at} /> },
        ]}
        rows={[...others, ...said.filter(({ index }) => index !== null)]}
        empty={<Paragraph>Nog geen orgaan meldde wat het installeerde. Dat is niet verplicht.</Paragraph>}
      />
    </Panel>
  );
}
