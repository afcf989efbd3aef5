import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

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
export async function claim(varDir: string): Promise<net.Server> {
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
