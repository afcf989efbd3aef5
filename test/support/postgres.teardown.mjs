import { rmSync } from 'node:fs';

export default async function () {
  if (globalThis.__postgres === undefined) return;
  const { server, dir } = globalThis.__postgres;
  globalThis.__postgres = undefined;
  server.stop();
  rmSync(dir, { recursive: true, force: true });
}
