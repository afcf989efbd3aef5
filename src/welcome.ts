import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CreateFirstInvitation } from './people/create-first-invitation.js';
import type { App } from './bootstrap.js';
import type { Config } from './config.js';

type Say = (line: string) => void;

/** Where the rehearsal is described for scripts; it is written last, so that it also says: seeded. */
export function rehearsalFile(varDir: string): string {
  return path.join(varDir, 'rehearsal.json');
}

/** A platform that has just started, and what it was started with. */
export interface Started {
  readonly app: App;
  readonly config: Config;
  readonly dataDir: string;
  readonly baseUrl: string;
  /** The key pairs for an empty rehearsal, begun before there was a database. */
  readonly pairs: readonly Promise<KeyObject>[];
}

/** Loaded when it is asked for: a real instance never has it. */
async function loadRehearsal() {
  const [{ SeedRehearsal }, { PlayRehearsal }, files, { table }] = await Promise.all([
    import('./rehearsal/seed-rehearsal.js'),
    import('./rehearsal/play-rehearsal.js'),
    import('./rehearsal/rehearsal-files.js'),
    import('./rehearsal/table.js'),
  ]);
  return { SeedRehearsal, PlayRehearsal, ...files, table };
}

async function seed({ app, config, dataDir, baseUrl, pairs }: Started, say: Say): Promise<void> {
  const { SeedRehearsal, PlayRehearsal, writeRehearsalFiles, table } = await loadRehearsal();
  const stage = await app.nest.get(SeedRehearsal).run(pairs, say);
  say('De oefening speelt de hoofdtaak na, door de openbare koppeling …');
  const acts = await new PlayRehearsal(baseUrl, stage, () => new Date()).run();
  writeRehearsalFiles(config.varDir, path.join(dataDir, 'keys'), baseUrl, stage);
  const rows = acts.map(({ who, election, what, outcome }) => [who, election, what, outcome]);
  say(`\n${table(['Wie', 'Verkiezing', 'Wat', 'Uitkomst'], rows)}\n`);
}

/**
 * Makes a link with which somebody becomes an operator, once, within 72 hours, and says where it stands: whoever reads it
 * can use it, so it goes to a file of our own and never where lines are kept. `anyway`: also when there are operators.
 */
export async function inviteOperator(
  app: App,
  dataDir: string,
  say: Say,
  { part, anyway = false }: { part: string; anyway?: boolean },
): Promise<void> {
  const url = await app.nest.get(CreateFirstInvitation).run(part, anyway);
  if (url === null) return;
  const file = path.join(dataDir, 'nieuwe-beheerder.txt');
  rmSync(file, { force: true });
  writeFileSync(file, `${url}\n`, { mode: 0o600, flag: 'wx' });
  say('Een eenmalige link (72 uur) waarmee iemand van de Kiesraad beheerder wordt, staat in:');
  say(`  ${file}\n`);
}

/** What a start ends with: the rehearsal played the first time, an invitation in earnest, and the address. */
export async function greet(started: Started, say: Say): Promise<void> {
  const { app, config, dataDir, baseUrl } = started;
  const file = rehearsalFile(config.varDir);
  if (config.seed) {
    if (existsSync(file))
      (await loadRehearsal()).renewAddress(config.varDir, readFileSync(file, 'utf8'), baseUrl);
    else await seed(started, say);
  }
  if (config.mode === 'real') await inviteOperator(app, dataDir, say, { part: 'start' });
  say(`${config.mode === 'rehearsal' ? 'OEFENING. ' : ''}Het platform draait op ${baseUrl}`);
  say('Stoppen: Ctrl-C.');
}
