// `npm test`: sets everything up by itself and runs every test that this machine can run. Arguments go to jest.
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './start.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(ROOT);
await prepare((line) => console.log(line));

const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'test' },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => jest.kill(signal));
/** A run that was cut short could not stop its own database. */
async function stopDatabase() {
  const dir = path.join(ROOT, 'var/test-postgres', String(jest.pid));
  if (!existsSync(dir)) return;
  const { startEmbeddedPostgres } = await import('../dist/platform/postgres/embedded.js');
  await startEmbeddedPostgres({ dir, durable: false }).then(
    (server) => server.stop(),
    () => undefined,
  );
  rmSync(dir, { recursive: true, force: true });
}

jest.on('close', (code, signal) => {
  process.exitCode = signal ? 130 : code;
  void stopDatabase();
});
