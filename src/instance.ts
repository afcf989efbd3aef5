import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from './bootstrap.js';
import type { Config } from './config.js';
import { claimPurpose, migrate } from './platform/postgres/migrate.js';
import { greet, rehearsalFile } from './welcome.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './platform/postgres/embedded.js';

/** Which parts this process runs. */
export interface Parts {
  readonly site: boolean;
  readonly worker: boolean;
}

const FIRST_PORT = 3000;
const PORTS_TRIED = 100;
/** Others may pass through but not look: when root starts us, the database's own account must reach its folder. */
const FOLDER_MODE = 0o711;
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Reads the one argument of main: `site`, `worker` or `both` (the default). */
export function readParts(argument: string | undefined): Parts {
  switch (argument ?? 'both') {
    case 'both':
      return { site: true, worker: true };
    case 'site':
      return { site: true, worker: false };
    case 'worker':
      return { site: false, worker: true };
    default:
      throw new Error(`Onbekend onderdeel «${argument}». Kies site, worker of both.`);
  }
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)));
  });
}

async function choosePort(wanted: number | null): Promise<number> {
  if (wanted !== null) {
    if (await isFree(wanted)) return wanted;
    throw new Error(`Poort ${wanted} is al in gebruik. Stop het andere programma of kies een andere PORT.`);
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) if (await isFree(port)) return port;
  throw new Error(`Er is geen vrije poort vanaf ${FIRST_PORT}. Kies er zelf een met PORT.`);
}

/** A socket file's name may be about 100 bytes long; a deep folder gets a short name elsewhere. */
function claimFile(varDir: string): string {
  const inside = path.join(varDir, 'platform.sock');
  if (Buffer.byteLength(inside) < 100) return inside;
  return path.join(
    tmpdir(),
    `overdracht-${createHash('sha256').update(varDir).digest('hex').slice(0, 16)}.sock`,
  );
}

async function listenOn(file: string): Promise<net.Server | null> {
  return await new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(file, () => resolve(server));
  });
}

async function somebodyAnswers(file: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = net.connect(file, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** One platform per data folder: a second would stop the database under the first. Outlives no crash, unlike a pid. */
async function claim(varDir: string): Promise<net.Server> {
  const file = claimFile(varDir);
  const first = await listenOn(file);
  if (first !== null) return first;
  if (!(await somebodyAnswers(file))) {
    rmSync(file, { force: true });
    const second = await listenOn(file);
    if (second !== null) return second;
  }
  throw new Error(
    `Het platform draait al met de gegevens in ${varDir}. Stop het eerst, of kies een andere VAR_DIR.`,
  );
}

/** A seeding that was cut short starts over: nothing in it was anybody's. */
function clearFolders(dataDir: string): void {
  for (const name of ['objects', 'quarantine', 'keys'])
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
}

/** One running platform: everything it started, and how to stop that again. */
export class Instance {
  private postgres: Promise<EmbeddedPostgres> | null = null;
  private app: App | null = null;
  private claim: net.Server | null = null;
  /** Rehearsal and real never share a folder. */
  private readonly dataDir: string;

  constructor(
    private readonly config: Config,
    private readonly parts: Parts,
    private readonly say: (line: string) => void,
  ) {
    this.dataDir = path.join(config.varDir, config.mode);
  }

  async start(): Promise<void> {
    const { config } = this;
    mkdirSync(this.dataDir, { recursive: true, mode: FOLDER_MODE });
    if (config.database === null) this.claim = await claim(this.dataDir);
    const { appUrl, ownerUrl } = await this.openDatabase();
    if (await migrate(ROOT, ownerUrl, appUrl)) this.say('De database is bijgewerkt.');
    await claimPurpose(ownerUrl, config.mode);
    const port = this.parts.site ? await choosePort(config.port) : 0;
    const baseUrl = config.publicUrl ?? `http://localhost:${port}`;
    const { createApp } = await import('./bootstrap.js');
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    this.app = await createApp({
      settings: { ...config, varDir: this.dataDir, baseUrl, version },
      databaseUrl: appUrl,
      logLevel: config.logLevel,
      trustedProxies: config.trustedProxies,
      parts: this.parts,
      assetsDir: path.join(ROOT, 'dist/web/assets'),
    });
    await this.app.start(config.listen, port);
    await this.welcome(baseUrl);
  }

  private async openDatabase(): Promise<{ appUrl: string; ownerUrl: string }> {
    if (this.config.database !== null) return this.config.database;
    this.say('De database starten …');
    const fresh = this.config.seed && !existsSync(rehearsalFile(this.config.varDir));
    if (fresh) clearFolders(this.dataDir);
    this.postgres = startEmbeddedPostgres({ dir: path.join(this.dataDir, 'postgres'), fresh });
    return await this.postgres;
  }

  private async welcome(baseUrl: string): Promise<void> {
    await greet(this.app!, this.config, this.dataDir, baseUrl, this.say);
  }

  /** Also right while `start` is still at work: a database that is being started is waited for and stopped. */
  async stop(): Promise<void> {
    try {
      await this.app?.stop();
    } finally {
      await this.stopDatabase();
      this.claim?.close();
    }
  }

  /** Stops the database alone, whoever still uses it: for when `stop` takes too long. */
  async stopDatabase(): Promise<void> {
    const postgres = await this.postgres?.catch(() => null);
    postgres?.stop();
  }
}
