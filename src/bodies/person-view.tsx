import { roleName } from '../identity/hat.js';
import {
  Alert,
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  FilterForm,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import type { ShownPersonFile, ShowPerson } from './show-people.js';

/** Looking for somebody; null: nothing was asked yet. */
export function PeopleFound({
  search,
  people,
}: {
  search: string;
  people: Awaited<ReturnType<ShowPerson['find']>> | null;
}) {
  return (
    <>
      <FilterForm action="/personen" active={search !== ''} submit="Zoek">
        <TextInput name="zoek" label="Naam of e-mailadres" type="search" value={search} maxlength={80} />
      </FilterForm>
      {people === null ? null : (
        <DataTable
          caption="Gevonden personen"
          captionHidden
          rows={people}
          empty={
            <EmptyState title="Niemand gevonden">
              <Paragraph>Zoek op een deel van de naam of het e-mailadres.</Paragraph>
            </EmptyState>
          }
          columns={[
            {
              header: 'Naam',
              rowHeader: true,
              cell: ({ id, name }) => (
                <Link href={`/personen/${id}`}>
                  <Foreign text={name} />
                </Link>
              ),
            },
            { header: 'E-mailadres', cell: ({ email }) => <Foreign text={email} /> },
            { header: 'Stand', cell: ({ blockedAt }) => <Standing blocked={blockedAt !== null} /> },
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
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string | undefined>>;
}

/** One person: roles, ways in, tokens, and keeping them out. */
export function PersonView(props: PersonViewProps) {
  const { person, account, problems } = props;
  const ways = [
    `${account.passkeys.length} ${account.passkeys.length === 1 ? 'passkey' : 'passkeys'}`,
    `nu ${account.sessions.length} keer ingelogd`,
  ].join(', ');
  return (
    <>
      <ErrorSummary problems={problems} />
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
        <Paragraph kind="small">Toegang: {ways}.</Paragraph>
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
              <Form action={`/personen/${person.id}/tokens/intrekken`} hidden={{ token: tokenHash }}>
                <Button kind="subtle">
                  Trek in<ForScreenReader> token {label}</ForScreenReader>
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Admission({ person, problems, typed }: PersonViewProps) {
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
      <Paragraph>
        De persoon kan dan niet meer inloggen. Alle sessies, tokens en uitnodigingen eindigen meteen. Wat de
        persoon nu verstuurt of ophaalt, stopt. Ingediende bestanden blijven ingediend.
      </Paragraph>
      <Form action={`/personen/${person.id}/blokkeren`} label="Blokkeren">
        <TextArea
          name="reden"
          label="Reden"
          description="Komt in het logboek."
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={1000}
        />
        <Button kind="danger">Blokkeer deze persoon</Button>
      </Form>
    </Panel>
  );
}
