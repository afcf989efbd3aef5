import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CreateFirstInvitation } from './bodies/create-first-invitation.js';
import type { App } from './bootstrap.js';
import type { Config } from './config.js';
import { PlayRehearsal } from './rehearsal/play-rehearsal.js';
import { renewAddress, writeRehearsalFiles } from './rehearsal/rehearsal-files.js';
import { SeedRehearsal } from './rehearsal/seed-rehearsal.js';
import { table } from './rehearsal/table.js';

type Say = (line: string) => void;

/** Where the rehearsal is described for scripts; it is written last, so that it also says: seeded. */
export function rehearsalFile(varDir: string): string {
  return path.join(varDir, 'rehearsal.json');
}

async function seed(app: App, config: Config, dataDir: string, baseUrl: string, say: Say): Promise<void> {
  const stage = await app.nest.get(SeedRehearsal).run(say);
  say('De oefening speelt de hoofdtaak na, door de openbare koppeling …');
  const acts = await new PlayRehearsal(baseUrl, stage, () => new Date()).run();
  writeRehearsalFiles(config.varDir, path.join(dataDir, 'keys'), baseUrl, stage);
  const rows = acts.map(({ who, election, what, outcome }) => [who, election, what, outcome]);
  say(`\n${table(['Wie', 'Verkiezing', 'Wat', 'Uitkomst'], rows)}\n`);
}

async function invite(app: App, say: Say): Promise<void> {
  const url = await app.nest.get(CreateFirstInvitation).run();
  if (url === null) return;
  say(
    'Er is nog niemand van de Kiesraad. Met deze link stelt de eerste persoon een account in (eenmalig, 72 uur):',
  );
  say(`  ${url}\n`);
}

/** What a start ends with: the rehearsal played the first time, an invitation in earnest, and the address. */
export async function greet(
  app: App,
  config: Config,
  dataDir: string,
  baseUrl: string,
  say: Say,
): Promise<void> {
  const file = rehearsalFile(config.varDir);
  if (config.seed) {
    if (existsSync(file)) renewAddress(config.varDir, readFileSync(file, 'utf8'), baseUrl);
    else await seed(app, config, dataDir, baseUrl, say);
  }
  if (config.mode === 'real') await invite(app, say);
  say(`${config.mode === 'rehearsal' ? 'OEFENING. ' : ''}Het platform draait op ${baseUrl}`);
  say('Stoppen: Ctrl-C.');
}
