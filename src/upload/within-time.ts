import type { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';

/**
 * The same bytes, and `upload.tooSlow` thrown when they are not all there within `ms`. A sender that stands still is cut
 * off by the outer wall; this ends one that keeps dripping.
 */
export async function* withinTime(
  source: AsyncIterable<Uint8Array>,
  ms: number,
  clock: Clock,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = clock.now().getTime() + ms;
  for await (const chunk of source) {
    if (clock.now().getTime() > end) throw new Refusal('upload.tooSlow');
    yield chunk;
  }
}
