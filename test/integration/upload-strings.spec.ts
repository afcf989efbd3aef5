import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { tkCount } from '../support/counts.js';
import { madePackage } from '../support/packages.js';
import { describeWithShared, SHARED } from '../support/shared-data.js';
import { approveKey, configureTk, submit, upload } from '../support/uploads.js';

describeWithShared('strings that upset programs, in every text field of a delivery', () => {
  let app: TestApp;
  let assen: TestPerson;
  let strings: string[];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await approveKey(app, assen, operator, (await madePackage()).key!);
    const blns = JSON.parse(readFileSync(path.join(SHARED, 'vectors/strings/blns.json'), 'utf8')) as string[];
    strings = [...blns, '\ud800', 'a\udc00b', '\u0000', 'x\u0000y', '😀'.repeat(200), '\u202e'];
  });
  afterAll(() => app.close());

  const announcement = (fields: Record<string, unknown>) => ({
    verkiezing: 'TK2027',
    bestanden: [{ naam: 'a.zip', grootte: 10 }],
    ...fields,
  });

  /** Twenty at a time: two of each may open a submission, and a body may have fifty waiting. */
  async function inTurns(work: (text: string) => Promise<void>): Promise<void> {
    for (let i = 0; i < strings.length; i += 20) {
      await Promise.all(strings.slice(i, i + 20).map(work));
      await app.sql("UPDATE submission SET state = 'abandoned' WHERE state = 'open'");
    }
  }

  it('is kept as it is, or refused with a 4xx, in the announcement', async () => {
    const faults: string[] = [];
    const announce = async (text: string, fields: Record<string, unknown>) => {
      const response = await app.ask('POST', '/v1/leveringen', { as: assen, body: announcement(fields) });
      if (response.status === 201) return (await response.json()) as { bestanden: { naam: string }[] };
      if (response.status >= 500 || response.status === 429)
        faults.push(`${JSON.stringify(text)} gave ${response.status}`);
      return null;
    };
    await inTurns(async (text) => {
      const named = await announce(text, { bestanden: [{ naam: text, grootte: 10 }] });
      if (named !== null && named.bestanden[0]?.naam !== text)
        faults.push(`name ${JSON.stringify(text)} became something else`);
      await announce(text, { reden: text });
      const all = { verkiezing: text, vervangt: text, vingerafdruk: text, indienen: text, [text]: text };
      expect(await announce(text, all)).toBeNull();
    });
    expect(faults).toEqual([]);
  });

  it('never upsets an address', async () => {
    await inTurns(async (text) => {
      const part = encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'));
      for (const url of [`/v1/leveringen/${part}`, `/v1/leveringen?voor=${part}`]) {
        const response = await app.ask('GET', url, { as: assen });
        expect([url, response.status < 500]).toEqual([url, true]);
      }
    });
  });

  it('is shown as it was said when it is the reason why the paper was not compared', async () => {
    const made = await madePackage({ count: tkCount({ seed: 'reasons', created: '2026-11-18T01:02:03' }) });
    for (const text of strings.filter((_, i) => i % 40 === 0)) {
      await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
      const judged = await upload(app, assen, [made]);
      const response = await submit(app, assen, judged.id, { reden: text });
      if (response.status !== 200) {
        expect(response.status).toBe(400);
        continue;
      }
      expect(await response.json()).toMatchObject({ papier: { vergeleken: false, reden: text.trim() } });
      const page = await app.ask('GET', `/leveringen/${judged.id}/ontvangstbewijs`, {
        as: assen,
        headers: { accept: 'text/html' },
      });
      expect([
        page.status,
        /<(script|img|svg|iframe)[^>]*(alert|javascript)/i.test(await page.text()),
      ]).toEqual([200, false]);
    }
  });
});
