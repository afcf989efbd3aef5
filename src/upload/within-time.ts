import { Refusal } from '../kernel/refusal.js';
import type { Waits } from '../platform/settings.js';

/**
 * The same bytes, with an end to patience: `upload.stalled` when nothing comes for `stallMs`, `upload.tooSlow` when they are
 * not all there within `receiveMs`. By a clock that nobody can set.
 */
export async function* withinTime(
  source: AsyncIterable<Uint8Array>,
  { stallMs, receiveMs }: Pick<Waits, 'stallMs' | 'receiveMs'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = performance.now() + receiveMs;
  const bytes = source[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const stalled = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Refusal('upload.stalled')), stallMs);
      });
      const next = await Promise.race([bytes.next(), stalled]);
      clearTimeout(timer);
      if (next.done === true) return;
      if (performance.now() > end) throw new Refusal('upload.tooSlow');
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
  }
}
