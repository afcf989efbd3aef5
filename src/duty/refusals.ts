import type { RefusalTable } from '../kernel/refusal.js';

/** Why a shift is not put on the roster. */
export const DUTY_REFUSALS = {
  'duty.wrongTimes': {
    status: 422,
    title: 'Deze tijden kunnen niet',
    detail: 'Het einde moet na het begin liggen en nog komen. Een dienst duurt hoogstens {dagen} dagen.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    duty: typeof DUTY_REFUSALS;
  }
}
