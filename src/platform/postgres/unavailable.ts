/** PostgreSQL's, Prisma's and the sockets' own codes for: not there, gone, too full or too slow. */
const CODES = new Set([
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...[
    '08000',
    '08001',
    '08003',
    '08004',
    '08006',
    '25P03',
    '53300',
    '57014',
    '57P01',
    '57P02',
    '57P03',
    '57P05',
  ],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'],
]);
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** What `pg` throws without a code. */
const WORDS =
  /Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered/;

interface Thrown {
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly originalCode?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

/**
 * Whether an error says that the database could not be asked: a failure of a machine, to be tried again, never a fault in
 * what was asked. What it was asked to change may still have happened.
 */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, kind, originalCode, message, cause, meta } = error as Thrown;
  return (
    CODES.has(code as string) ||
    CODES.has(originalCode as string) ||
    KINDS.has(kind as string) ||
    (typeof message === 'string' && WORDS.test(message)) ||
    isUnavailable(cause) ||
    isUnavailable(meta?.driverAdapterError)
  );
}
