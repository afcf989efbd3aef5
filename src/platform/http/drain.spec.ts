import { Health } from '../health.js';
import { Drain } from './drain.js';

describe('whether a site takes requests', () => {
  it('is ready from when it listens until it begins to stop', async () => {
    const health = new Health();
    const drain = new Drain(health);
    expect(await health.look()).toMatchObject({ status: 'niet gereed', parts: { site: 'werkt niet' } });
    drain.serve();
    expect(await health.look()).toMatchObject({ status: 'ok', parts: { site: 'ok' } });
    await drain.run(0);
    expect(await health.look()).toMatchObject({ status: 'niet gereed' });
  });
});
