import type { RefusalCode } from '../kernel/refusal.js';
import type { Route } from '../platform/http/route.js';

const CLOSED: readonly RefusalCode[] = ['access.signInFirst', 'access.tokenInvalid', 'request.notFound'];
const SENT: readonly RefusalCode[] = [
  'request.invalid',
  'request.tooLarge',
  'request.unsupportedType',
  'request.aborted',
];

/** Every refusal that a route may give: its own, and those that follow from its access, address and body. */
export function refusalsOf({
  access,
  path,
  query,
  headers,
  body,
  refusals,
}: Route): ReadonlySet<RefusalCode> {
  const narrowed = query !== undefined || headers !== undefined;
  return new Set<RefusalCode>([
    ...(access.kind === 'public' ? [] : CLOSED),
    ...(path.includes(':') ? (['request.notFound'] as const) : []),
    ...(narrowed ? (['request.invalid'] as const) : []),
    ...(body === undefined ? [] : SENT),
    ...(refusals ?? []),
  ]);
}
