import {
  Actions,
  Button,
  Code,
  DataTable,
  Day,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  FilterForm,
  Foreign,
  Form,
  Link,
  LinkButton,
  Panel,
  problemAt,
  Select,
  StatusBadge,
  TextInput,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { ContactDays, ContactTable, type SentContact } from './contacts-view.js';
import { LoadForm } from './loading-view.js';
import type { ShownMerger } from './show-mergers.js';
import { Mergers } from './merger-view.js';
import { KIND_NAMES, type Organisation } from './organisation.js';
import type { ListedOrganisation, OrganisationContacts } from './show-contacts.js';

/** What of the list is asked for. */
export interface OrganisationChoice {
  readonly zoek: string;
  readonly stand: '' | 'open' | 'zonder';
}

const SHOWN = 500;

/** Whether a listed organisation is asked for: by its name or code, province or samenwerkingsverband, and how its contacts stand. */
export function isChosen(
  { organisation, contacts, next }: ListedOrganisation,
  choice: OrganisationChoice,
): boolean {
  const { code, name, province, arrangement } = organisation;
  const text = [code, name, province, arrangement].join(' ').toLowerCase();
  if (!text.includes(choice.zoek.toLowerCase())) return false;
  if (choice.stand === 'zonder') return contacts.length === 0;
  return choice.stand === '' || (next !== null && next.confirmed === null);
}

/** Every organisation, for the Kiesraad: whom to reach there, and whether that is still right. */
export function OrganisationsView({
  all,
  choice,
  sent,
}: {
  all: readonly ListedOrganisation[];
  choice: OrganisationChoice;
  sent: SentContact;
}) {
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <FilterForm action="/organisaties" active={choice.zoek !== '' || choice.stand !== ''} submit="Zoek">
        <TextInput
          name="zoek"
          label="Naam, code, provincie of samenwerkingsverband"
          type="search"
          value={choice.zoek}
          maxlength={80}
        />
        <Select
          name="stand"
          label="Contactpersonen"
          options={[
            { value: '', label: 'Alle' },
            { value: 'open', label: 'Niet bevestigd' },
            { value: 'zonder', label: 'Niemand' },
          ]}
          value={choice.stand}
        />
      </FilterForm>
      <OrganisationTable all={all} choice={choice} />
      <Actions>
        <LinkButton kind="secondary" href="/organisaties/lijst.csv">
          Organisaties als CSV
        </LinkButton>
        <LinkButton kind="secondary" href="/organisaties/samenvoegen">
          Leg een samenvoeging vast
        </LinkButton>
      </Actions>
      <LoadForm
        action="/organisaties/laden"
        title="Laad organisaties"
        columns="De eerste regel noemt de kolommen: code en naam, en als u wilt bestuur, provincie, website, samenwerkingsverband, vanaf en tot. Een naam verandert zo niet."
        error={problemAt(sent.problems, 'bestand')}
      />
      <LoadForm
        action="/organisaties/contactpersonen"
        title="Laad contactpersonen"
        columns="De kolommen: organisatie (de code), naam, email, en als u wilt telefoon, soort en plaatsvervanger. De organisatie bevestigt ze daarna zelf."
      />
    </>
  );
}

function OrganisationTable({
  all,
  choice,
}: {
  all: readonly ListedOrganisation[];
  choice: OrganisationChoice;
}) {
  const chosen = all.filter((each) => isChosen(each, choice));
  const [day] = all.flatMap(({ next }) => next?.votingDay ?? []);
  return (
    <DataTable
      caption={`Organisaties: ${chosen.length} van ${all.length}`}
      rows={chosen.slice(0, SHOWN)}
      empty={<EmptyState title="Niets gevonden" />}
      columns={[
        {
          header: 'Naam',
          rowHeader: true,
          cell: ({ organisation: { code, name } }) => (
            <Link href={`/organisaties/${code}`}>
              <Foreign text={name} />
            </Link>
          ),
        },
        { header: 'Code', cell: ({ organisation }) => <Code>{organisation.code}</Code> },
        { header: 'Soort', cell: ({ organisation }) => KIND_NAMES[organisation.kind] },
        { header: 'Provincie', cell: ({ organisation }) => organisation.province ?? '' },
        { header: 'Contactpersonen', numeric: true, cell: ({ contacts }) => String(contacts.length) },
        {
          header: day === undefined ? 'Bevestigd' : `Bevestigd voor ${formatDay(day)}`,
          cell: ({ next }) => <Confirmed next={next} />,
        },
      ]}
    />
  );
}

function Confirmed({ next }: Pick<ListedOrganisation, 'next'>) {
  if (next === null) return 'hoeft niet';
  return next.confirmed === null ? (
    <StatusBadge tone="warning">Niet bevestigd</StatusBadge>
  ) : (
    <StatusBadge tone="ok">Bevestigd</StatusBadge>
  );
}

function Facts({ organisation }: { organisation: Organisation }) {
  const { code, kind, executive, province, since, until, successor } = organisation;
  return (
    <DescriptionList
      facts={[
        { term: 'Code', value: <Code>{code}</Code> },
        { term: 'Soort', value: KIND_NAMES[kind] },
        { term: 'Bestuur', value: <Foreign text={executive} /> },
        ...(province === null ? [] : [{ term: 'Provincie', value: province }]),
        ...(since === null ? [] : [{ term: 'Vanaf', value: <Day day={since} /> }]),
        ...(until === null ? [] : [{ term: 'Bestaat niet meer vanaf', value: <Day day={until} /> }]),
        ...(successor === null
          ? []
          : [
              {
                term: 'Gaat op in',
                value: <Link href={`/organisaties/${successor}`}>{successor}</Link>,
              },
            ]),
      ]}
    />
  );
}

/** One organisation, for the Kiesraad. */
export function OrganisationView({
  shown,
  mergers,
  sent,
}: {
  shown: OrganisationContacts;
  mergers: readonly ShownMerger[];
  sent: SentContact;
}) {
  const { organisation, contacts, days } = shown;
  const { code, website, arrangement } = organisation;
  const { problems, typed } = sent;
  return (
    <>
      <ErrorSummary problems={problems} />
      <Facts organisation={organisation} />
      <Mergers code={code} mergers={mergers} />
      <ContactDays days={days} />
      <ContactTable contacts={contacts} />
      <Actions>
        <LinkButton kind="secondary" href={`/mensen?niveau=EXECUTIVE&code=${code}`}>
          Mensen van dit bestuur
        </LinkButton>
      </Actions>
      <Panel title="Gegevens">
        <Form action={`/organisaties/${code}`} label="Gegevens">
          <TextInput
            name="website"
            label="Adres van de eigen site"
            description="Zoals https://www.gemeente.nl."
            type="url"
            value={typed['website'] ?? website ?? ''}
            error={problemAt(problems, 'website')}
            maxlength={300}
          />
          <TextInput
            name="samenwerkingsverband"
            label="Samenwerkingsverband"
            value={typed['samenwerkingsverband'] ?? arrangement ?? ''}
            error={problemAt(problems, 'samenwerkingsverband')}
            maxlength={120}
          />
          <Button>Bewaar</Button>
        </Form>
      </Panel>
    </>
  );
}

/** How an organisation is shown in one line. */
export const organisationLine = ({ code, name }: Organisation) => `${code} ${name}`;
