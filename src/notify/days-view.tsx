import { isToDo, type AgendaLine } from '../frame/agenda.js';
import { roleName } from '../identity/hat.js';
import {
  Button,
  DataTable,
  EmptyState,
  Foreign,
  Form,
  ForScreenReader,
  Heading,
  LiveRegion,
  Paragraph,
  StatusBadge,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { formatDay } from '../web/format-time.js';
import type { RoleOfDay, VotingDay } from './show-days.js';

/** All that is to be done on one voting day, per body; `worn` is the hat that is worn now. */
export function DayView({ day, worn, href }: { day: VotingDay; worn: string | null; href: string }) {
  const open = day.roles.flatMap(({ lines }) => lines).filter(isToDo).length;
  return (
    <>
      <Paragraph>
        Boven elke lijst staat in welke rol u het doet. Met een knop gaat u erheen, en werkt u daarna in die
        rol. Dat ziet u bovenaan de pagina.
      </Paragraph>
      <LiveRegion id="dag" href={href}>
        <p class="utrecht-paragraph" data-refresh-summary>
          {open === 0
            ? 'U hoeft nu niets te doen.'
            : open === 1
              ? 'U hebt 1 ding te doen.'
              : `U hebt ${open} dingen te doen.`}
        </p>
        {bodiesOf(day.roles).map(([name, roles]) => (
          <section>
            <Heading level={2}>{name}</Heading>
            {roles.map((role) => (
              <RoleTable role={role} worn={role.hat.id === worn} />
            ))}
          </section>
        ))}
      </LiveRegion>
    </>
  );
}

/** The roles, together per body. */
function bodiesOf(roles: readonly RoleOfDay[]): readonly (readonly [string, readonly RoleOfDay[]])[] {
  const names = [...new Set(roles.map(({ bodyName }) => bodyName))];
  return names.map((name) => [name, roles.filter(({ bodyName }) => bodyName === name)] as const);
}

function RoleTable({ role, worn }: { role: RoleOfDay; worn: boolean }) {
  const { hat, electionName, people, lines } = role;
  const caption = `${electionName}: ${roleName(hat.role)}${worn ? ', in deze rol werkt u nu' : ''}`;
  return (
    <DataTable
      caption={caption}
      rows={lines}
      empty={<EmptyState title={`${caption}: er is niets te doen`} icon="ok" />}
      columns={[
        { header: 'Wat', rowHeader: true, cell: ({ title }) => title },
        { header: 'Uitleg', cell: ({ text }) => text },
        { header: 'Wanneer', cell: ({ when }) => when ?? '-' },
        {
          header: 'Door',
          cell: () => (
            <>
              {people.map((name, i) => (
                <>
                  {i === 0 ? '' : ', '}
                  <Foreign text={name} />
                </>
              ))}
            </>
          ),
        },
        { header: 'Doen', headerHidden: true, cell: (line) => <Act line={line} role={role} worn={worn} /> },
      ]}
    />
  );
}

/** Goes to where it is done, in the role in which it is done. */
function Act({
  line: { link, title },
  role: { hat },
  worn,
}: {
  line: AgendaLine;
  role: RoleOfDay;
  worn: boolean;
}) {
  if (link === null) return null;
  return (
    <Form action="/rol" hidden={{ hoed: hat.id, naar: link.href }} label={`${title}, ${hat.label}`}>
      <Button kind="secondary">
        {link.label}
        <ForScreenReader>
          {worn ? '' : ', daarna werkt u als'} {hat.label}
        </ForScreenReader>
      </Button>
    </Form>
  );
}

/** Where one's days are, as a list. */
export function daysOf(days: readonly VotingDay[]) {
  return days.map(({ day, roles }) => {
    const open = roles.flatMap(({ lines }) => lines).filter(isToDo).length;
    return {
      href: `/dagen/${day}`,
      title: `Stemming van ${formatDay(day)}`,
      description: counted(roles.length, 'rol', 'rollen'),
      status:
        open === 0 ? (
          <StatusBadge tone="ok">niets te doen</StatusBadge>
        ) : (
          <StatusBadge tone="waiting">{`${open} te doen`}</StatusBadge>
        ),
    };
  });
}
