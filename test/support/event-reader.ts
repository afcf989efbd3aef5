import { until } from './until.js';

/** What came over a stream of events. */
export interface HeardEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** Reads a stream of events as a page does. */
export class EventReader {
  readonly heard: HeardEvent[] = [];
  ended = false;

  constructor(response: Response) {
    void this.read(response.body!)
      .catch(() => undefined)
      .finally(() => (this.ended = true));
  }

  /** The next event that fits, within `ms`. */
  async next(fits: (event: HeardEvent) => boolean, ms = 5_000): Promise<HeardEvent> {
    await until(() => this.heard.some(fits), ms);
    return this.heard.find(fits)!;
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of body) {
      const events = (text + decoder.decode(piece, { stream: true })).split('\n\n');
      text = events.pop()!;
      for (const each of events) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(each)?.[1];
        const event = field('event');
        if (event === undefined) continue;
        this.heard.push({ event, id: field('id')!, data: JSON.parse(field('data')!) as string });
      }
    }
  }
}
