import {
  Actions,
  Alert,
  Button,
  DataTable,
  Day,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Figures,
  Foreign,
  Form,
  ForScreenReader,
  LinkButton,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  CheckboxGroup,
  Link,
} from '../web/components/index.js';
import { PersonLink } from './person-link.js';
import { formatDay } from '../web/format-time.js';
import { roleName } from '../identity/hat.js';
import type { SentContact } from '../bodies/contacts-view.js';
import type { ClosedRole, Inventory, ShownRole, ShownRound } from './show-authorisations.js';

/** So many roles are asked about at once. */
const AT_ONCE = 100;

/** What somebody is asked to confirm, per voting day. */
export function OwnRoundsView({
  rounds,
  notBegun,
  operator,
  sent,
}: {
  rounds: readonly ShownRound[];
  notBegun: readonly string[];
  operator: boolean;
  sent: SentContact;
}) {
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {rounds.length === 0 ? (
        <EmptyState title="Nu hoeft u niets na te kijken">
          <Paragraph>Voor elke stemming vraagt het platform opnieuw wie er nog mag werken.</Paragraph>
        </EmptyState>
      ) : null}
      {notBegun.map((day) => (
        <Panel title={`Stemming van ${formatDay(day)}`}>
          <Paragraph>Er is nog niets gevraagd. Dat gebeurt vanzelf, negen weken voor de stemming.</Paragraph>
          <Form action="/rechten/beginnen" hidden={{ dag: day }} label={`Nu vragen voor ${formatDay(day)}`}>
            <Button kind="secondary">Vraag het nu</Button>
          </Form>
        </Panel>
      ))}
      {rounds.map((shown) => (
        <RoundPanel shown={shown} operator={operator} error={problemAt(sent.problems, 'rol')} />
      ))}
    </>
  );
}

function RoundPanel({
  shown: { round, frozen, closesOn, open },
  operator,
  error,
}: {
  shown: ShownRound;
  operator: boolean;
  error: string | undefined;
}) {
  const { votingDay } = round;
  return (
    <Panel title={`Stemming van ${formatDay(votingDay)}`} tone={open.length === 0 ? 'plain' : 'accent'}>
      {open.length === 0 ? (
        <Paragraph>Alles is nagekeken. U hoeft niets te doen.</Paragraph>
      ) : (
        <>
          <Paragraph>
            Wie mag er nog werken? Vink aan wat klopt. Klopt een rol niet, beëindig die dan bij{' '}
            <Link href="/mensen">Mensen</Link>.{' '}
            {frozen ? (
              'Zo dicht op de stemming sluit het platform niets vanzelf.'
            ) : (
              <>
                Wat op <Day day={closesOn} /> niet is bevestigd, wordt gesloten.
              </>
            )}
          </Paragraph>
          <Form action="/rechten" hidden={{ dag: votingDay }} label={`Rollen voor ${formatDay(votingDay)}`}>
            <CheckboxGroup
              name="rol"
              label={`Nog te bevestigen: ${open.length}`}
              options={open.slice(0, AT_ONCE).map((role) => ({
                value: role.hatId,
                label: `${role.name}: ${roleName(role.role)}, ${role.bodyName}`,
                description: `${role.email}${role.dormant ? '. Logde al lang niet in' : ''}`,
              }))}
              error={error}
            />
            <Button>Bevestig wat is aangevinkt</Button>
          </Form>
        </>
      )}
      {operator ? (
        <Actions>
          <LinkButton kind="secondary" href={`/rechten/overzicht?dag=${votingDay}`}>
            Alle rollen van deze stemming
          </LinkButton>
        </Actions>
      ) : null}
    </Panel>
  );
}

/** Everything of a round: what is open, closed, dormant, or the last of its body. */
export function InventoryView({ inventory }: { inventory: Inventory }) {
  const { round, frozen, closesOn, roles, closed } = inventory;
  const open = roles.filter(({ review }) => review === null);
  const last = open.filter((role) => role.last);
  const dormant = roles.filter((role) => role.dormant);
  return (
    <>
      <Figures
        label="Stand"
        figures={[
          { label: 'Bevestigd', value: String(roles.length - open.length) },
          { label: 'Nog open', value: String(open.length) },
          { label: 'Gesloten', value: String(closed.length) },
          { label: 'Logde al lang niet in', value: String(dormant.length) },
        ]}
      />
      <DescriptionList
        facts={[
          { term: 'Gevraagd', value: <Day day={round.askedOn} /> },
          { term: 'Eerste waarschuwing', value: <When day={round.firstWarningOn} /> },
          { term: 'Tweede waarschuwing', value: <When day={round.secondWarningOn} /> },
          {
            term: 'Gesloten',
            value:
              round.closedOn !== null ? (
                <Day day={round.closedOn} />
              ) : frozen ? (
                'pas na de uitslagvaststelling'
              ) : (
                <Day day={closesOn} />
              ),
          },
        ]}
      />
      <Actions>
        <LinkButton href={`/rechten/overzicht.csv?dag=${round.votingDay}`}>Inventaris als CSV</LinkButton>
      </Actions>
      <Roles
        caption="Laatste account van een orgaan, niet bevestigd: bel"
        roles={last}
        closing={round.votingDay}
      />
      <Closed votingDay={round.votingDay} closed={closed} />
      <Roles caption="Logde al lang niet in" roles={dormant} />
      <Roles caption="Nog niet bevestigd" roles={open} />
    </>
  );
}

const When = ({ day }: { day: string | null }) => (day === null ? <>nog niet</> : <Day day={day} />);

function Roles({
  caption,
  roles,
  closing,
}: {
  caption: string;
  roles: readonly ShownRole[];
  /** The voting day of which these may be closed after a call. */
  closing?: string;
}) {
  return (
    <DataTable
      caption={`${caption}: ${roles.length}`}
      rows={roles.slice(0, 5 * AT_ONCE)}
      empty={<></>}
      columns={[
        {
          header: 'Naam',
          rowHeader: true,
          cell: ({ personId, name }) => <PersonLink id={personId} name={name} />,
        },
        { header: 'Orgaan', cell: ({ bodyName }) => bodyName },
        { header: 'Rol', cell: ({ role }) => roleName(role) },
        { header: 'Gegeven door', cell: ({ grantedByName }) => grantedByName ?? 'het platform' },
        {
          header: 'Logde in',
          cell: ({ lastSignIn }) => (lastSignIn === null ? 'nog nooit' : <TimeStamp at={lastSignIn} />),
        },
        ...(closing === undefined
          ? []
          : [
              {
                header: 'Sluiten',
                headerHidden: true,
                cell: ({ hatId, name }: ShownRole) => (
                  <LinkButton kind="subtle" href={`/rechten/sluiten?dag=${closing}&rol=${hatId}`}>
                    Sluit na een gesprek<ForScreenReader> {name}</ForScreenReader>
                  </LinkButton>
                ),
              },
            ]),
      ]}
    />
  );
}

function Closed({ votingDay, closed }: { votingDay: string; closed: readonly ClosedRole[] }) {
  return (
    <DataTable
      caption={`Gesloten: ${closed.length}`}
      rows={closed}
      empty={<></>}
      columns={[
        { header: 'Naam', rowHeader: true, cell: ({ name }) => <Foreign text={name} /> },
        {
          header: 'Orgaan',
          cell: ({ electionId, body }) =>
            [`${body.level} ${body.code}`, electionId].filter(Boolean).join(', '),
        },
        { header: 'Op', cell: ({ at }) => <TimeStamp at={at} /> },
        { header: 'Door', cell: ({ by }) => <Foreign text={by} /> },
        {
          header: 'Weer openen',
          headerHidden: true,
          cell: ({ hatId, name, reopenedAt }) =>
            reopenedAt === null ? (
              <Form action="/rechten/heropenen" hidden={{ dag: votingDay, rol: hatId }}>
                <Button kind="subtle">
                  Open weer<ForScreenReader> voor {name}</ForScreenReader>
                </Button>
              </Form>
            ) : (
              <StatusBadge tone="ok">Weer geopend</StatusBadge>
            ),
        },
      ]}
    />
  );
}

/** Closing an account after a call, also a body's last one. */
export function CallForm({
  of,
  sent: { problems, typed },
}: {
  of: Record<string, string>;
  sent: SentContact;
}) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <Alert tone="warning" title="Daarna kan misschien niemand meer voor dit orgaan werken">
        <p>Bel eerst. Klopt het account, bevestig het dan bij Rechten nakijken.</p>
      </Alert>
      <Form action="/rechten/sluiten" hidden={of} label="Sluiten na een gesprek">
        <TextInput
          name="gesprokenMet"
          label="Met wie sprak u?"
          value={typed['gesprokenMet']}
          error={problemAt(problems, 'gesprokenMet')}
          required
          maxlength={120}
        />
        <TextInput
          name="telefoon"
          label="Op welk nummer?"
          type="tel"
          value={typed['telefoon']}
          error={problemAt(problems, 'telefoon')}
          required
          maxlength={30}
        />
        <Button kind="danger">Sluit het account</Button>
      </Form>
    </>
  );
}
