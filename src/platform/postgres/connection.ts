import pg from 'pg';

/** A server that is reached says so at once; one that hangs is given up before whoever waits gives up. */
const CONNECT_MS = 8_000;
const QUERY_MS = 10_000;
const IDLE_MS = 10_000;

/**
 * Settings of every pool of connections. A server that hangs costs whoever asks 10 seconds and no more: the wait for a
 * free connection, the making of one, and each query (on the server as well, so that no lock outlives who waits) have an
 * end. Connections that nobody uses go.
 */
export function poolSettings(url: string, max: number): pg.PoolConfig {
  return {
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    statement_timeout: QUERY_MS,
    idle_in_transaction_session_timeout: 2 * QUERY_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    application_name: 'overdracht',
  };
}

/**
 * Opens one connection to the database at `url`. Throws one Dutch sentence, with the driver's words, when that fails;
 * `setting` is the name under which the address was given.
 */
export async function connect(url: string, setting: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  // a connection that is lost later shows in the query that uses it
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `De database is niet te bereiken (${message}). Controleer of zij draait, en of ${setting} klopt.`,
      { cause: error },
    );
  }
}
