import net from 'node:net';

const FIRST_PORT = 3000;
const PORTS_TRIED = 100;

/** A port that is ours from now on. */
export interface HeldPort {
  readonly port: number;
  /** Lets go of it, for who listens there the next moment. */
  release(): Promise<void>;
}

async function hold(host: string, port: number): Promise<HeldPort | null> {
  return await new Promise((resolve, reject) => {
    // who comes too early is told so at once, and comes again
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(new Error(`Op ${host}, poort ${port}, kan niet worden geluisterd (${error.message}).`));
    });
    server.listen(port, host, () =>
      resolve({ port, release: () => new Promise<void>((done) => server.close(() => done())) }),
    );
  });
}

/**
 * Takes the wanted port, or the first free one from 3000 when none is wanted, before anything else is touched: a start
 * that cannot listen changes nothing. Throws a sentence when there is none.
 */
export async function holdPort(host: string, wanted: number | null): Promise<HeldPort> {
  if (wanted !== null) {
    const held = await hold(host, wanted);
    if (held !== null) return held;
    throw new Error(`Poort ${wanted} is al in gebruik. Stop het andere programma of kies een andere PORT.`);
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) {
    const held = await hold(host, port);
    if (held !== null) return held;
  }
  throw new Error(`Er is geen vrije poort vanaf ${FIRST_PORT}. Kies er zelf een met PORT.`);
}
