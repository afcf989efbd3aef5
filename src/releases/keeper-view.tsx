import { sizeWords } from '../kernel/recognise-file.js';
import {
  Actions,
  Alert,
  Button,
  ConfirmForm,
  DataTable,
  ErrorSummary,
  FileInput,
  Fingerprint,
  Foreign,
  ForScreenReader,
  Form,
  Link,
  LinkButton,
  Panel,
  Paragraph,
  problemAt,
  Sending,
  TextArea,
  type FieldProblem,
} from '../web/components/index.js';
import { InstalledPanel } from './installed-view.js';
import type { Installed } from './installed.store.js';
import { pageOf } from './manifest.js';
import { RELEASE_LIMITS } from './release-file.js';
import { AboutRelease, FilesOfRelease, ReleaseTimeline } from './release-view.js';
import {
  isPublic,
  missingFor,
  releaseDigest,
  releaseName,
  type ComingFile,
  type DraftRelease,
  type Release,
} from './release.js';

/** One release, and what the Kiesraad can do with it now. */
export interface KeeperProps {
  readonly release: Release;
  /** Person id of who looks. */
  readonly viewer: string;
  readonly now: Date;
  readonly electionName: (id: string) => string;
  readonly said: readonly Installed[];
  readonly bodyName: (installed: Installed) => string;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

export function KeeperView(props: KeeperProps) {
  const { release, now, electionName, said, bodyName, problems } = props;
  const fixed = isPublic(release);
  return (
    <>
      <ErrorSummary problems={problems} />
      {release.state === 'withdrawn' ? (
        <Alert tone="error" title="Deze release is ingetrokken">
          <Paragraph>{`Reden: ${release.reason}`}</Paragraph>
        </Alert>
      ) : null}
      <NextStep {...props} />
      {fixed ? <InstalledPanel said={said} nameOf={bodyName} /> : null}
      <FilesOfRelease release={release} now={now} />
      {fixed ? null : <ChangeFiles {...props} />}
      <AboutRelease release={release} electionName={electionName} />
      <ReleaseTimeline release={release} />
      <Actions>
        {fixed ? (
          <LinkButton href={pageOf(release.id)}>Bekijk de openbare pagina</LinkButton>
        ) : (
          <LinkButton href={`/releases/${release.id}/wijzigen`}>Wijzig de gegevens</LinkButton>
        )}
        {release.state === 'published' ? (
          <LinkButton href={`/releases/${release.id}/intrekken`}>Trek de release in</LinkButton>
        ) : null}
      </Actions>
    </>
  );
}

function NextStep({ release, viewer, problems }: KeeperProps) {
  if (release.state === 'draft')
    return <Approve release={release} viewer={viewer} error={problemAt(problems, 'vingerafdruk')} />;
  if (release.state !== 'approved') return null;
  return (
    <Panel title="Publiceren" tone="accent">
      <Paragraph>
        Twee personen keurden deze vingerafdruk goed. Na het publiceren verandert er niets meer aan de
        release.
      </Paragraph>
      <Fingerprint value={releaseDigest(release)} />
      <Form action={`/releases/${release.id}/publiceren`}>
        <Button>Publiceer</Button>
      </Form>
    </Panel>
  );
}

function Approve({
  release,
  viewer,
  error,
}: {
  release: DraftRelease;
  viewer: string;
  error: string | undefined;
}) {
  const missing = missingFor(release);
  const digest = releaseDigest(release);
  const [first] = release.approvals;
  return (
    <Panel title="Goedkeuren" tone="accent" id="vingerafdruk">
      {error === undefined ? null : <Alert tone="error" title={error} />}
      {missing !== null ? (
        <Paragraph>{`Nog niet mogelijk. ${missing}`}</Paragraph>
      ) : (
        <>
          <Paragraph>
            Dit is de vingerafdruk van de hele release: alles wat hieronder staat, en elk bestand. De tweede
            persoon moet dezelfde zien. Verandert er iets, dan vervallen de goedkeuringen.
          </Paragraph>
          <Fingerprint value={digest} />
          {first?.by === viewer ? (
            <Paragraph>U keurde dit goed. Een tweede persoon van de Kiesraad moet dat ook doen.</Paragraph>
          ) : (
            <Form action={`/releases/${release.id}/goedkeuren`} hidden={{ vingerafdruk: digest }}>
              <Paragraph>
                {first === undefined ? 'Nog niemand keurde dit goed.' : 'Eén persoon keurde dit goed.'}
              </Paragraph>
              <Button>Keur goed</Button>
            </Form>
          )}
        </>
      )}
    </Panel>
  );
}

/** Files come and go while it is a draft. */
function ChangeFiles({ release, problems }: KeeperProps) {
  const coming = release.state === 'draft' ? release.coming : [];
  const all = [...release.files.map((file) => ({ ...file, received: file.size })), ...coming];
  return (
    <Panel title="Bestanden toevoegen en weghalen">
      <DataTable
        caption="Bestanden van het concept"
        captionHidden
        columns={[
          { header: 'Bestand', rowHeader: true, cell: ({ name }) => <Foreign text={name} longest={300} /> },
          { header: 'Stand', cell: (file) => <Arrived {...file} /> },
          {
            header: 'Weghalen',
            headerHidden: true,
            cell: ({ index, name }) => (
              <Form action={`/releases/${release.id}/bestanden/${index}/weghalen`}>
                <Button kind="subtle">
                  Haal weg<ForScreenReader>: {name}</ForScreenReader>
                </Button>
              </Form>
            ),
          },
        ]}
        rows={all}
        empty={<Paragraph>Er is nog geen bestand.</Paragraph>}
      />
      <div
        class="upload"
        data-island="release-upload"
        data-upload-api={`/v1/releases/${release.id}/bestanden`}
      >
        <div role="alert" tabindex={-1} data-upload-message />
        <Form action={`/releases/${release.id}/bestanden`} files label="Een bestand toevoegen">
          <div data-upload-choose>
            <FileInput
              name="bestand"
              label="Bestand"
              description={`Hoogstens ${sizeWords(RELEASE_LIMITS.fileBytes)}. Wordt het versturen afgebroken, kies dan hetzelfde bestand opnieuw: alleen de rest wordt verstuurd.`}
              error={problemAt(problems, 'bestand')}
              required
            />
            <Button icon="upload">Voeg toe</Button>
          </div>
          <Sending />
          <div class="visually-hidden" role="status" data-upload-status />
        </Form>
      </div>
    </Panel>
  );
}

function Arrived({ size, received }: Pick<ComingFile, 'size' | 'received'>) {
  return received === size ? (
    <>{sizeWords(size)}, helemaal aangekomen</>
  ) : (
    <>{`${sizeWords(received)} van ${sizeWords(size)} aangekomen`}</>
  );
}

/** What follows when a release is withdrawn. */
export function WithdrawView({
  release,
  problems,
  typed,
}: Pick<KeeperProps, 'release' | 'problems' | 'typed'>) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <ConfirmForm
        action={`/releases/${release.id}/intrekken`}
        title={releaseName(release)}
        confirm="Trek de release in"
        cancelHref={`/releases/${release.id}`}
      >
        <Paragraph>
          De bestanden worden meteen aan niemand meer uitgereikt. De openbare pagina blijft bestaan en zegt
          dat de release is ingetrokken, en waarom. Dit kan niet ongedaan worden gemaakt.{' '}
          <Link href={pageOf(release.id)}>Bekijk de openbare pagina</Link>.
        </Paragraph>
        <TextArea
          name="reden"
          label="Reden"
          description="Iedereen leest dit."
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={2000}
        />
      </ConfirmForm>
    </>
  );
}
