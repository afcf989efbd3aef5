import { roleName } from '../identity/hat.js';
import {
  Alert,
  Button,
  DataTable,
  EmptyState,
  FilterForm,
  Foreign,
  Form,
  ForScreenReader,
  LinkButton,
  Panel,
  PhoneLink,
  Paragraph,
  StatusBadge,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { PersonLink } from './person-link.js';
import { counted } from '../web/counted.js';
import type { FoundPeople, ShownPersonFile } from './show-people.js';

/** Looking for somebody; null: nothing was asked yet. */
export function PeopleFound({ search, people }: { search: string; people: FoundPeople | null }) {
  return (
    <>
      <FilterForm action="/personen" active={search !== ''} submit="Zoek">
        <TextInput
          name="zoek"
          label="Naam, e-mailadres of orgaan"
          type="search"
          value={search}
          maxlength={80}
        />
      </FilterForm>
      {people === null ? null : (
        <DataTable
          caption="Gevonden personen"
          rows={people.people}
          empty={
            <EmptyState title="Niemand gevonden">
              <Paragraph>
                Zoek op een deel van de naam of het e-mailadres. Een orgaan staat hieronder.
              </Paragraph>
            </EmptyState>
          }
          columns={[
            {
              header: 'Naam',
              rowHeader: true,
              cell: ({ id, name }) => <PersonLink id={id} name={name} />,
            },
            { header: 'E-mailadres', cell: ({ email }) => <Foreign text={email} /> },
            { header: 'Stand', cell: ({ blockedAt }) => <Standing blocked={blockedAt !== null} /> },
          ]}
        />
      )}
      {people === null || people.roles.length === 0 ? null : (
        <DataTable
          caption="Wie waarvoor werkt"
          rows={people.roles}
          columns={[
            {
              header: 'Naam',
              rowHeader: true,
              cell: ({ personId, name }) => <PersonLink id={personId} name={name} />,
            },
            { header: 'Orgaan', cell: ({ body, election }) => [body, election].filter(Boolean).join(', ') },
            { header: 'Rol', cell: ({ role }) => roleName(role) },
          ]}
        />
      )}
    </>
  );
}

function Standing({ blocked }: { blocked: boolean }) {
  return blocked ? (
    <StatusBadge tone="error">Geblokkeerd</StatusBadge>
  ) : (
    <StatusBadge tone="ok">Toegelaten</StatusBadge>
  );
}

interface PersonViewProps extends ShownPersonFile {
  /** The operator looks at themselves. */
  readonly own: boolean;
}

/** One person: roles, ways in, tokens, and keeping them out. */
export function PersonView(props: PersonViewProps) {
  const { person, account } = props;
  const ways = [
    counted(account.passkeys.length, 'passkey', 'passkeys'),
    `nu ${account.sessions.length} keer ingelogd`,
  ].join(', ');
  return (
    <>
      {person.blockedAt === null ? null : (
        <Alert tone="warning" title="Deze persoon is geblokkeerd">
          <p>
            Sinds <TimeStamp at={person.blockedAt} />. Reden:{' '}
            <Foreign text={person.blockedReason ?? 'niet vastgelegd'} />
          </p>
        </Alert>
      )}
      <Panel title="Rollen">
        <DataTable
          caption="Rollen"
          captionHidden
          rows={account.hats}
          empty={<Paragraph>Deze persoon heeft nu geen rol.</Paragraph>}
          columns={[
            { header: 'Orgaan', rowHeader: true, cell: (hat) => hat.label },
            { header: 'Rol', cell: (hat) => roleName(hat.role) },
          ]}
        />
        <Paragraph kind="small">
          {person.phone === null ? null : (
            <>
              Telefoon: <PhoneLink number={person.phone} />.{' '}
            </>
          )}
          Toegang: {ways}.
        </Paragraph>
      </Panel>
      <Tokens {...props} />
      {props.own ? null : <Admission {...props} />}
    </>
  );
}

function Tokens({ person, account }: PersonViewProps) {
  const labelOf = (hatId: string) => account.hats.find(({ id }) => id === hatId)?.label ?? 'Beëindigde rol';
  return (
    <Panel title="Toegangstokens voor programma’s">
      <DataTable
        caption="Tokens van deze persoon"
        captionHidden
        rows={account.tokens}
        empty={<Paragraph>Er zijn geen tokens die werken.</Paragraph>}
        columns={[
          { header: 'Naam', rowHeader: true, cell: ({ label }) => <Foreign text={label} /> },
          { header: 'Rol', cell: ({ hatId }) => labelOf(hatId) },
          { header: 'Uitgegeven', cell: ({ createdAt }) => <TimeStamp at={createdAt} /> },
          { header: 'Werkt tot', cell: ({ expiresAt }) => <TimeStamp at={expiresAt} /> },
          {
            header: 'Intrekken',
            headerHidden: true,
            cell: ({ tokenHash, label }) => (
              <LinkButton kind="subtle" href={`/personen/${person.id}/tokens/intrekken?token=${tokenHash}`}>
                Trek in<ForScreenReader> token {label}</ForScreenReader>
              </LinkButton>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Admission({ person }: PersonViewProps) {
  if (person.blockedAt !== null)
    return (
      <Panel title="Weer toelaten">
        <Paragraph>
          De persoon kan dan weer inloggen, met dezelfde rollen. Tokens van voorheen blijven ingetrokken.
        </Paragraph>
        <Form action={`/personen/${person.id}/deblokkeren`}>
          <Button kind="secondary">Hef de blokkade op</Button>
        </Form>
      </Panel>
    );
  return (
    <Panel title="Blokkeren">
      <Paragraph>De persoon kan dan niet meer inloggen. U ziet eerst wat er daardoor eindigt.</Paragraph>
      <LinkButton kind="danger" href={`/personen/${person.id}/blokkeren`}>
        Blokkeren
      </LinkButton>
    </Panel>
  );
}
