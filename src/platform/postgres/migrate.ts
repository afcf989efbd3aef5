import { connect } from './connection.js';
import { applyMigrations, oldestRelease, readMigrations } from './migrations.js';
import { setPrivileges } from './privileges.js';
import { readRelease, recordRelease, refuseOldRelease, refuseOtherMode } from './release.js';
import { refusePowerfulRole } from './roles.js';

/** Prisma's own number, so that its tools, an earlier release and this one wait for each other. */
const LOCK = 72_707_369;
const LOCK_WAIT = '60s';

/** Whose database is brought up to date, and for whom. */
export interface MigrateOptions {
  /** Folder that holds prisma/migrations. */
  readonly root: string;
  /** The only use of the owner's credentials. */
  readonly ownerUrl: string;
  /** The service's own address: its user gets exactly the rights in privileges.ts. */
  readonly appUrl: string;
  /** What the database is for: written down the first time, and from then on refused for the other. Absent: not yet said. */
  readonly mode?: 'rehearsal' | 'real';
}

/** What was done. */
export interface Migrated {
  /** Names of the migrations that were applied. */
  readonly applied: readonly string[];
  /** Rights of the service that were not as they should be, see {@link setPrivileges}. */
  readonly rights: readonly string[];
}

/**
 * Brings the database up to this release, one at a time whoever asks: applies what is new in prisma/migrations, records
 * the oldest release that may still run, and sets the service's rights anew. Repeatable after a crash anywhere. Refuses, before it changes anything, a service role that is too powerful, a database of the
 * other mode, and one that this release is too old for.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const { root, ownerUrl, appUrl, mode } = options;
  const migrations = readMigrations(root);
  const newest = migrations.at(-1)!.name;
  const owner = await connect(ownerUrl, 'DATABASE_OWNER_URL');
  try {
    const { rows } = await owner.query<{ name: string }>('SELECT current_user AS name');
    await refusePowerfulRole(owner, decodeURIComponent(new URL(appUrl).username), rows[0]!.name);
    await owner.query(`SET lock_timeout = '${LOCK_WAIT}'`);
    await owner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    // an earlier release took these away when it was given one role for both
    await owner.query('GRANT ALL ON ALL TABLES IN SCHEMA public TO CURRENT_USER');
    const before = await readRelease(owner);
    refuseOldRelease(before, newest);
    if (mode !== undefined) await refuseOtherMode(owner, mode);
    const applied = await applyMigrations(owner, migrations);
    // a newer release knows tables, and rights, that this one does not
    if (before !== null && before.newest > newest) return { applied, rights: [] };
    await recordRelease(owner, newest, oldestRelease(migrations));
    if (mode !== undefined)
      await owner.query('INSERT INTO purpose (id, mode) VALUES (1, $1) ON CONFLICT DO NOTHING', [mode]);
    return { applied, rights: await setPrivileges(owner, appUrl) };
  } finally {
    await owner.end();
  }
}
