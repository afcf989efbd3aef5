import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` gives something, at most `ms`. */
export async function eventually<T>(look: () => Promise<T | null | undefined>, ms = 10_000): Promise<T> {
  for (const end = Date.now() + ms; ;) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await sleep(50);
  }
}

/** Waits until `holds` does, at most `ms`. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  await eventually(async () => ((await holds()) ? true : null), ms);
}
