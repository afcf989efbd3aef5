import type { RefusalCode } from '../kernel/refusal.js';
import type { Route } from '../platform/http/route.js';

/** Any request may meet these: before a route is found, or because a part of the platform does not answer. */
const ALWAYS: readonly RefusalCode[] = [
  'request.invalid',
  'request.wrongHost',
  'request.headersTooLarge',
  'request.methodNotAllowed',
  'request.cannotExpect',
  'platform.unavailable',
];
const CLOSED: readonly RefusalCode[] = [
  'access.signInFirst',
  'access.tokenInvalid',
  'request.notFound',
  'request.tooMany',
];
const NAMED: readonly RefusalCode[] = ['request.notFound', 'request.addressTooLong'];
const CHANGING: readonly RefusalCode[] = [
  'request.foreignOrigin',
  'platform.stopping',
  'request.aborted',
  'request.stalled',
  'request.tooLarge',
  'request.unsupportedType',
];
/** Acting for somebody: the form was made for another hat, or the hat was ended meanwhile. */
const ACTING: readonly RefusalCode[] = ['access.otherRole', 'access.roleEnded'];

/** Every refusal that a route may give: its own, and those that follow from its method, access, address and answers. */
export function refusalsOf({
  method,
  access,
  path,
  answers,
  refusals,
  limited,
}: Route): ReadonlySet<RefusalCode> {
  const changes = method !== 'GET' && method !== 'HEAD';
  const isJson = Object.values(answers).some(({ schema }) => schema !== undefined);
  return new Set<RefusalCode>([
    ...ALWAYS,
    ...(access.kind === 'public' ? [] : CLOSED),
    ...(access.kind !== 'public' && changes ? ACTING : []),
    ...(path.includes(':') ? NAMED : []),
    ...(isJson ? (['request.notAcceptable'] as const) : []),
    ...(changes ? CHANGING : []),
    ...(limited === undefined ? [] : (['request.tooMany'] as const)),
    ...(refusals ?? []),
  ]);
}
