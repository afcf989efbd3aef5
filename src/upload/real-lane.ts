import type { Lanes } from '../elections/find-lanes.js';
import { Refusal } from '../kernel/refusal.js';
import { formatTime } from '../web/format-time.js';

/** Whether a file may be delivered as a real count now. */
export function isOpen({ realOpens }: Pick<Lanes, 'realOpens'>, now: Date): boolean {
  return now >= realOpens;
}

/** Refuses `upload.notOpenYet` until the real lane of the election opens. */
export function mustBeOpen(lanes: Pick<Lanes, 'realOpens'>, now: Date): void {
  if (!isOpen(lanes, now)) throw new Refusal('upload.notOpenYet', { vanaf: formatTime(lanes.realOpens) });
}
