import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import type net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from './bootstrap.js';
import { claim } from './claim.js';
import type { Config } from './config.js';
import { tellMigrated, tellStarted, tellStopped, type Serving } from './lifecycle.js';
import { Health } from './platform/health.js';
import { Metrics } from './platform/metrics.js';
import { Database } from './platform/postgres/database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './platform/postgres/embedded.js';
import { migrate } from './platform/postgres/migrate.js';
import { checkDatabase, proveOwner } from './platform/postgres/release.js';
import { watchOn } from './platform/watch-server.js';
import { holdPort, type HeldPort } from './port.js';
import { greet, inviteOperator, rehearsalFile } from './welcome.js';

/**
 * What this process is started for: `all` is the site and the workers, with PostgreSQL when none is given. The last three
 * do one thing and end.
 */
const COMMANDS = ['all', 'site', 'worker', 'migrate', 'nieuwe-beheerder', 'wis-persoon'] as const;
export type Command = (typeof COMMANDS)[number];

/** What only who owns the database may do. */
export const OWNERS: ReadonlySet<Command> = new Set(['migrate', 'nieuwe-beheerder', 'wis-persoon']);

/** What a process is started for, and whom it is about where it is about somebody. */
export interface Started {
  readonly command: Command;
  readonly who: string | null;
}

interface Parts {
  readonly site: boolean;
  readonly worker: boolean;
}

/** Others may pass through but not look: when root starts us, the database's own account must reach its folder. */
const FOLDER_MODE = 0o711;
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Reads what follows `main.js` on the command line. Throws a sentence at what is not known. */
export function readCommand([argument, who]: readonly string[]): Started {
  if (argument === undefined) return { command: 'all', who: null };
  const command = COMMANDS.slice(1).find((known) => known === argument);
  if (command === undefined)
    throw new Error(
      `Onbekend onderdeel «${argument}». Kies ${COMMANDS.slice(1).join(', ')}, of niets voor alles.`,
    );
  if (command !== 'wis-persoon') return { command, who: null };
  if (who === undefined) throw new Error('Geef ook wie: wis-persoon NUMMER of wis-persoon E-MAILADRES.');
  return { command, who };
}

/**
 * Refuses settings that do not belong to what is started. The owner's credentials are for `migrate` alone: whoever takes
 * over a site or a worker must not find them in its environment.
 */
function refuseWrongSettings(command: Command, { databaseUrl, databaseOwnerUrl, signing }: Config): void {
  const owner = OWNERS.has(command);
  if (!owner && databaseOwnerUrl !== null)
    throw new Error(
      'DATABASE_OWNER_URL is alleen voor bijwerken. Draai daarmee «node dist/main.js migrate», en start daarna zonder.',
    );
  if (owner && databaseUrl !== null && databaseOwnerUrl === null)
    throw new Error('Hiervoor is ook DATABASE_OWNER_URL nodig: dezelfde database, als eigenaar.');
  if (command === 'site' && signing !== null)
    throw new Error('SIGNING_KEY_FILE is alleen voor de worker: zij hoort niet in de omgeving van een site.');
  if ((command === 'site' || command === 'worker') && databaseUrl === null)
    throw new Error(
      'Geef DATABASE_URL op: een site en een worker apart delen een eigen PostgreSQL. Zonder argument start alles, met de ingebouwde.',
    );
}

function versionOf(root: string): string {
  return (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** A seeding that was cut short starts over: nothing in it was anybody's. */
function clearFolders(dataDir: string): void {
  for (const name of ['objects', 'quarantine', 'keys'])
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
}

/** One running platform: everything it started, and how to stop that again. */
export class Instance {
  private postgres: Promise<Pick<EmbeddedPostgres, 'stop'>> | null = null;
  private app: App | null = null;
  private claim: net.Server | null = null;
  private door: HeldPort | null = null;
  private serving: Serving | null = null;
  private unwatch: () => Promise<void> = async () => undefined;
  private pairs: readonly Promise<KeyObject>[] = [];
  /** Rehearsal and real never share a folder. */
  private readonly dataDir: string;

  constructor(
    private readonly config: Config,
    private readonly started: Started,
    private readonly say: (line: string) => void,
  ) {
    refuseWrongSettings(started.command, config);
    this.dataDir = path.join(config.varDir, config.mode);
  }

  /** Starts what was asked for; done when this is, for what does one thing. Throws a sentence when it cannot. */
  async start(): Promise<void> {
    const { config, command } = this;
    const { who } = this.started;
    const embedded = config.databaseUrl === null;
    mkdirSync(this.dataDir, { recursive: true, mode: FOLDER_MODE });
    if (embedded) this.claim = await this.claimFolder();
    const site = command === 'all' || command === 'site';
    if (site) this.door = await holdPort(config.listen, config.port);
    const opened = config.databaseUrl === null ? await this.openEmbedded() : null;
    const databaseUrl = opened?.appUrl ?? config.databaseUrl!;
    if (command === 'migrate') {
      if (config.databaseOwnerUrl !== null) await this.migrate(config.databaseOwnerUrl, databaseUrl);
      return;
    }
    if (config.databaseOwnerUrl !== null) await proveOwner(config.databaseOwnerUrl);
    await checkDatabase(ROOT, databaseUrl, config.mode);
    if (who !== null) await this.erase(opened?.ownerUrl ?? config.databaseOwnerUrl!, who);
    else if (command === 'nieuwe-beheerder') await this.inviteOperator(databaseUrl);
    else await this.startApp(databaseUrl, { site, worker: command !== 'site' });
  }

  private get command(): Command {
    return this.started.command;
  }

  private async erase(ownerUrl: string, who: string): Promise<void> {
    const { erasePerson } = await import('./erase-person.js');
    const count = await erasePerson(ownerUrl, who);
    this.say(`Gewist in ${count} regels van het logboek. Dat het is gewist, staat er ook in.`);
  }

  /** A new operator may be let in and a person erased while the platform runs: then its database is used, and left running. */
  private async claimFolder(): Promise<net.Server | null> {
    try {
      return await claim(this.dataDir);
    } catch (error) {
      if (this.command === 'migrate' || !OWNERS.has(this.command)) throw error;
      return null;
    }
  }

  private async inviteOperator(databaseUrl: string): Promise<void> {
    const { config } = this;
    const baseUrl = config.publicUrl ?? `http://localhost:${config.port ?? 3000}`;
    this.app = await this.makeApp(databaseUrl, baseUrl, { site: false, worker: false });
    const part = this.command;
    await inviteOperator(this.app, this.dataDir, this.say, { part, anyway: true });
  }

  private async makeApp(databaseUrl: string, baseUrl: string, parts: Parts): Promise<App> {
    const { config } = this;
    const { createApp } = await import('./bootstrap.js');
    return await createApp({
      settings: { ...config, varDir: this.dataDir, baseUrl, version: versionOf(ROOT) },
      databaseUrl,
      redisUrl: config.redisUrl,
      logLevel: config.logLevel,
      trustedProxies: config.trustedProxies,
      parts,
      assetsDir: path.join(ROOT, 'dist/web/assets'),
    });
  }

  private async startApp(databaseUrl: string, parts: Parts): Promise<void> {
    const { config } = this;
    const baseUrl = config.publicUrl ?? `http://localhost:${this.door?.port ?? 0}`;
    this.app = await this.makeApp(databaseUrl, baseUrl, parts);
    const { nest } = this.app;
    if (config.metrics !== null) {
      const watched = { health: nest.get(Health), metrics: nest.get(Metrics) };
      this.unwatch = await watchOn(config.metrics.listen, config.metrics.port, watched);
    }
    await this.door?.release();
    await this.app.start(config.listen, this.door?.port ?? 0);
    this.serving = {
      version: versionOf(ROOT),
      parts: Object.keys(parts).filter((part) => parts[part as keyof Parts]),
    };
    await tellStarted(nest.get(Database), this.serving);
    const started = { app: this.app, config, dataDir: this.dataDir, baseUrl, pairs: this.pairs };
    if (parts.site) await greet(started, this.say);
    else this.say('De worker draait.');
  }

  private async migrate(ownerUrl: string, appUrl: string): Promise<void> {
    const done = await migrate({ root: ROOT, ownerUrl, appUrl, mode: this.config.mode });
    const { applied } = done;
    await tellMigrated(ownerUrl, versionOf(ROOT), done);
    if (applied.length > 0) this.say(`De database is bijgewerkt: ${applied.join(', ')}.`);
    else if (this.command === 'migrate') this.say('De database was al bij. De rechten zijn opnieuw gezet.');
  }

  /** Starts PostgreSQL and brings it up to date. Its owner's password goes no further than this. */
  private async openEmbedded(): Promise<Pick<EmbeddedPostgres, 'ownerUrl' | 'appUrl'>> {
    this.say('De database starten …');
    const fresh =
      this.command === 'all' && this.config.seed && !existsSync(rehearsalFile(this.config.varDir));
    if (fresh) {
      clearFolders(this.dataDir);
      this.pairs = (await import('./rehearsal/key-ring.js')).beginKeyPairs();
    }
    const starting = startEmbeddedPostgres({ dir: path.join(this.dataDir, 'postgres'), fresh });
    this.postgres = starting.then((server) => ({ stop: () => server.stop() }));
    const { ownerUrl, appUrl } = await starting;
    if (this.command === 'migrate' || !OWNERS.has(this.command)) await this.migrate(ownerUrl, appUrl);
    return { ownerUrl, appUrl };
  }

  /**
   * What is being sent or fetched may go on for `drainMs`. Also right while `start` is still at work: a database that is
   * being started is waited for and stopped.
   */
  async stop(drainMs: number): Promise<void> {
    try {
      await this.app?.stop(drainMs, async (db) => {
        if (this.serving !== null) await tellStopped(db, this.serving);
      });
      await this.door?.release();
      await this.unwatch();
    } finally {
      await this.stopDatabase();
      this.claim?.close();
    }
  }

  /** Stops the database alone, whoever still uses it: for when `stop` takes too long. */
  async stopDatabase(): Promise<void> {
    // who holds the folder runs it
    if (this.claim === null) return;
    const postgres = await this.postgres?.catch(() => null);
    postgres?.stop();
  }
}
