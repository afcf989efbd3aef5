import type { RefusalTable } from '../kernel/refusal.js';

/** Every "no" of the room of key lists. */
export const KEY_LIST_REFUSALS = {
  'keyList.notSigned': {
    status: 503,
    title: 'De handtekening is er nog niet',
    detail: 'De sleutellijst wordt ondertekend. Probeer het over een minuut opnieuw.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    keyList: typeof KEY_LIST_REFUSALS;
  }
}
