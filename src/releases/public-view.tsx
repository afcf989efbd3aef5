import { groupsOf } from '../kernel/drawn-groups.js';
import {
  Actions,
  Alert,
  EmptyState,
  English,
  FilterForm,
  Link,
  LinkButton,
  List,
  Panel,
  Paragraph,
  PrintButton,
  QrCode,
  TextInput,
} from '../web/components/index.js';
import { CHECK } from './check-view.js';
import { pageOf } from './manifest.js';
import { AboutRelease, FilesOfRelease, ReleaseTable, ReleaseTimeline } from './release-view.js';
import type { PublicRelease } from './release.js';

/** Every release that was ever published, for everybody. */
export function ProgrammatuurView({
  releases,
  search,
}: {
  releases: readonly PublicRelease[];
  search: string;
}) {
  return (
    <>
      <Actions>
        <LinkButton href={CHECK} kind="primary">
          Controleer een bestand dat u hebt
        </LinkButton>
        <PrintButton />
      </Actions>
      <FilterForm action="/programmatuur" active={search !== ''} submit="Zoek" label="Zoek een release">
        <TextInput
          name="zoek"
          label="Zoek"
          type="search"
          value={search}
          description="Op programma, versie, verkiezing, bestandsnaam of het begin van een vingerafdruk."
        />
      </FilterForm>
      {releases.length === 0 ? (
        <EmptyState title={search === '' ? 'Er is nog niets gepubliceerd' : 'Niets gevonden'}>
          <Paragraph>
            {search === ''
              ? 'Hier komt de programmatuur die de Kiesraad beschikbaar stelt.'
              : 'Zoek op programma, versie of verkiezing.'}
          </Paragraph>
        </EmptyState>
      ) : (
        <ReleaseTable releases={releases} base="/programmatuur" caption="Releases" />
      )}
      <Panel title="Voor programma's en lezers">
        <List
          items={[
            <Link href="/programmatuur/releases.json">Alle releases als JSON</Link>,
            <Link href="/programmatuur/atom.xml">Nieuwe releases als Atom-feed</Link>,
          ]}
        />
      </Panel>
      <English>
        On this page the Electoral Council (Kiesraad) publishes the software used for elections in the
        Netherlands: every release with its files, their fingerprints (SHA-256), the outcome of its test, and
        whether it was withdrawn. Two people approve each release. You need no account.
      </English>
    </>
  );
}

/** One release, for everybody. */
export function PublicReleaseView({
  release,
  now,
  site,
  electionName,
  installs,
}: {
  release: PublicRelease;
  /** Where this platform stands on the web. */
  site: string;
  now: Date;
  electionName: (id: string) => string;
  /** Whoever looks may say that their body installed it. */
  installs: boolean;
}) {
  const withdrawn = release.state === 'withdrawn';
  const { product, version, platform } = release.about;
  const englishName = `${product} ${version} for ${platform}`;
  return (
    <>
      {release.state === 'withdrawn' ? (
        <Alert tone="error" title="Deze release is ingetrokken. Installeer haar niet.">
          <Paragraph>{`Reden: ${release.reason}`}</Paragraph>
        </Alert>
      ) : null}
      <FilesOfRelease release={release} now={now} />
      {withdrawn ? null : <HowToCheck release={release} />}
      <ShortFingerprint release={release} site={site} />
      {installs ? (
        <Paragraph>
          <Link href={`${pageOf(release.id)}/installatie`}>Meld wat u installeerde</Link> (niet verplicht).
        </Paragraph>
      ) : null}
      <AboutRelease release={release} electionName={electionName} />
      <ReleaseTimeline release={release} />
      <Actions>
        <PrintButton />
      </Actions>
      <English>
        {withdrawn
          ? `${englishName} was withdrawn. Do not install it; its files are no longer available here. `
          : `${englishName} can be downloaded here. Compare the SHA-256 fingerprint of your file with the one above before you install it: all 64 digits must be equal. `}
        Two people of the Electoral Council approved exactly these files.
      </English>
    </>
  );
}

/** How many groups of the digest that two people approved are short enough to compare at a glance. */
const SHORT_GROUPS = 4;

/** A code for a poster, a letter or another screen: it leads here, and carries the first groups of what was approved. */
function ShortFingerprint({ release, site }: { release: PublicRelease; site: string }) {
  const [{ digest }] = release.approvals;
  const short = groupsOf(digest).slice(0, SHORT_GROUPS);
  const address = `${site}${pageOf(release.id)}#${short.map(({ digits }) => digits).join('')}`;
  return (
    <Panel title="Korte vingerafdruk van deze release">
      <QrCode text={address} label={`QR-code met het adres van deze pagina: ${address}`} />
      <Paragraph>
        <code>{short.map(({ digits }) => digits).join(' ')}</code>
      </Paragraph>
      <Paragraph>
        Krijgt u deze release van een ander? Scan dan de code die erbij staat. Zij hoort naar deze pagina te
        leiden, met deze {SHORT_GROUPS} groepen. De korte vingerafdruk is van de hele release: vergelijk een
        bestand altijd met zijn eigen vingerafdruk hierboven.
      </Paragraph>
    </Panel>
  );
}

function HowToCheck({ release: { id, files } }: { release: PublicRelease }) {
  const name = files[0]?.name ?? '';
  return (
    <Panel title="Is uw bestand echt?">
      <Paragraph>
        <Link href={CHECK}>Kies het bestand in uw browser</Link>: u ziet meteen of het echt is. Of vergelijk
        zelf de vingerafdruk met die op deze pagina. Alle 64 tekens moeten gelijk zijn. Is er één anders?
        Installeer het bestand dan niet en bel de helpdesk.
      </Paragraph>
      <List
        items={[
          <>
            Windows: <code>{`certutil -hashfile "${name}" SHA256`}</code>
          </>,
          <>
            macOS: <code>{`shasum -a 256 "${name}"`}</code>
          </>,
          <>
            Linux: <code>sha256sum --check SHA256SUMS</code>
          </>,
        ]}
      />
      <Paragraph>
        <Link href={`${pageOf(id)}/SHA256SUMS`} download>
          SHA256SUMS
        </Link>{' '}
        en{' '}
        <Link href={`${pageOf(id)}/SHA256SUMS.p7s`} download>
          de handtekening daaronder
        </Link>
        .
      </Paragraph>
    </Panel>
  );
}
