import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from './seed-rehearsal.js';

/** Writes a file that only we may read, whole or not at all. */
function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** Keeps the committees' keys and what scripts need to take part. Everything in it is made up, tokens included. */
export function writeRehearsalFiles(varDir: string, keysDir: string, baseUrl: string, stage: Stage): void {
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  const keys = stage.keys.map((key) => {
    const certificate = path.join(keysDir, key.certificateFile);
    const privateKey = path.join(keysDir, key.privateKeyFile);
    writePrivate(certificate, key.certificatePem);
    writePrivate(privateKey, key.privateKeyPem);
    return {
      election: key.electionId,
      level: key.holder.level,
      committee: key.holder.code,
      certificate,
      privateKey,
    };
  });
  const elections = stage.plans.map(({ definition }) => ({
    id: definition.id,
    name: definition.name,
    category: definition.category,
    date: definition.electionDate,
  }));
  const people = stage.players.map(({ name, role, body, electionId, token }) => ({
    name,
    role,
    level: body.level,
    committee: body.code,
    election: electionId,
    token,
  }));
  writePrivate(
    path.join(varDir, 'rehearsal.json'),
    `${JSON.stringify({ baseUrl, elections, people, keys }, null, 2)}\n`,
  );
}

/** The same file with the address of this start. */
export function renewAddress(varDir: string, text: string, baseUrl: string): void {
  const known = JSON.parse(text) as Record<string, unknown>;
  if (known['baseUrl'] !== baseUrl)
    writePrivate(path.join(varDir, 'rehearsal.json'), `${JSON.stringify({ ...known, baseUrl }, null, 2)}\n`);
}
