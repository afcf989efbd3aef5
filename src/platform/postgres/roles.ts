import type pg from 'pg';

interface Powers {
  readonly superuser: boolean;
  readonly makes_roles: boolean;
  readonly is_owner: boolean;
  readonly in_owner: boolean;
  readonly owns: boolean;
}

/** What makes a role more than the service may be, in words that follow «De rol … »; null when it may serve. */
function excess(powers: Powers): string | null {
  if (powers.is_owner) return 'is de eigenaar van de tabellen';
  if (powers.superuser) return 'is superuser';
  if (powers.in_owner) return 'is lid van de rol van de eigenaar';
  if (powers.owns) return 'bezit de database of een tabel';
  return powers.makes_roles ? 'mag rollen maken en zo eigenaar worden' : null;
}

/**
 * Refuses a service role that could do what only the owner may, such as changing the log: the owner itself, a superuser, a
 * member of the owner, whoever owns the database or one of its tables, whoever makes roles. Changes nothing. `client` may
 * be anybody's connection. Throws one sentence that says which.
 */
export async function refusePowerfulRole(client: pg.Client, role: string, owner: string): Promise<void> {
  const { rows } = await client.query<Powers>(
    `SELECT r.rolsuper AS superuser, r.rolcreaterole AS makes_roles, r.rolname = $2 AS is_owner,
            pg_has_role(r.oid, $2, 'MEMBER') AS in_owner,
            r.oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
              OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE n.nspname = 'public' AND c.relowner = r.oid) AS owns
     FROM pg_roles r WHERE r.rolname = $1`,
    [role, owner],
  );
  const advice = 'Maak voor de dienst een eigen rol (docs/operations.md) en geef die op in DATABASE_URL.';
  if (rows[0] === undefined)
    throw new Error(`De rol «${role}» uit DATABASE_URL bestaat niet in de database. ${advice}`);
  const found = excess(rows[0]);
  if (found !== null)
    throw new Error(
      `De rol «${role}» uit DATABASE_URL ${found}. Daarmee kan de dienst het logboek veranderen. Er is niets veranderd. ${advice}`,
    );
}
