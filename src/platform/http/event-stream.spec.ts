import { PassThrough, type Readable } from 'node:stream';
import { EventStreams } from './event-stream.js';
import type { Call } from './handle.js';

/** A line to somebody who takes what comes, or with `stuck` nothing at all. */
function callOf({ stuck = false, once = false } = {}) {
  const raw = new PassThrough();
  if (!stuck) raw.resume();
  const reply = {
    raw,
    header: () => reply,
    type: () => reply,
    send: (body: Readable) => {
      body.on('close', () => raw.destroy());
      if (!stuck) body.pipe(raw);
    },
  };
  const request = { headers: { accept: once ? 'text/html' : 'text/event-stream' } };
  return { call: { request, reply } as unknown as Call, raw };
}

describe('answers that go on', () => {
  let drain: () => void;
  const made = () => new EventStreams({ whenItBegins: (work) => void (drain = work) });
  const refused = (streams: EventStreams, person: string) => {
    try {
      streams.begin(callOf().call, person);
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('of ten thousand who ask a thousand are served, eight of one person; room comes back with who leaves', async () => {
    const streams = made();
    const answers = Array.from({ length: 10_000 }, (_, i) => refused(streams, `persoon ${i % 1_250}`));
    expect(answers.slice(0, 1_000)).toEqual(Array.from({ length: 1_000 }, () => null));
    expect(new Set(answers.slice(1_000))).toEqual(new Set(['request.tooManyStreams']));
    expect(streams.size).toBe(1_000);
    const busy = made();
    const own = Array.from({ length: 7 }, () => refused(busy, 'een'));
    const last = callOf();
    const stream = busy.begin(last.call, 'een');
    expect([new Set(own), refused(busy, 'een'), refused(busy, 'ander')]).toEqual([
      new Set([null]),
      'request.tooManyStreams',
      null,
    ]);
    last.raw.destroy();
    await stream.over;
    expect(refused(busy, 'een')).toBeNull();
    for (const each of [streams, busy]) each.endAll();
  });

  it('all end when the process drains', async () => {
    const streams = made();
    const open = [callOf(), callOf()].map(({ call }, i) => streams.begin(call, `persoon ${i}`));
    drain();
    await Promise.all(open.map(({ over }) => over));
    expect(streams.size).toBe(0);
  });

  it('a reader who takes nothing is let go before a megabyte waits for it', async () => {
    const streams = made();
    const { call } = callOf({ stuck: true });
    const stream = streams.begin(call, 'een');
    for (let i = 0; i < 20; i += 1) stream.send('parts', String(i), 'x'.repeat(100_000));
    await stream.over;
    expect(streams.size).toBe(0);
  });

  it('who did not ask for a stream gets what there is now, once', async () => {
    const streams = made();
    const stream = streams.begin(callOf({ once: true }).call, 'een');
    stream.send('parts', '1', 'nu');
    await stream.over;
    expect(streams.size).toBe(0);
  });
});
