import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../support/app.js';
import { browse } from '../support/browser-session.js';
import {
  arrival,
  castOf,
  deliver,
  eventsOf,
  eventually,
  inboxOf,
  packageAt,
  type Cast,
  type ReceivedAnswer,
} from '../support/routing.js';
import { configureTk } from '../support/uploads.js';
import { codeOf, pageOf, postForm } from '../support/visitor.js';

interface AskedAnswer {
  readonly verzoeken: readonly {
    readonly id: string;
    readonly stand: string;
    readonly reden: string | null;
    readonly uiterlijk: string | null;
  }[];
}

describe('a recipient whose paper says something else, or that checks what came', () => {
  let app: TestApp;
  let cast: Cast;
  let fingerprint: string;
  let atHsb: ReceivedAnswer;
  let submission: string;
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    const made = await packageAt('2027-03-18T01:00:00');
    fingerprint = made.pair!.fingerprint;
    submission = await deliver(app, cast.assen, [made], fingerprint);
    atHsb = await arrival(app, cast.hsb, fingerprint);
  });
  afterAll(() => app?.close());

  const differs = (fields: Record<string, string>) =>
    postForm(app, cast.hsb, `/ontvangen/${atHsb.id}/papier-anders`, fields);
  const word = (body: unknown, as = cast.hsb, id = atHsb.id) =>
    app.ask('POST', `/v1/ontvangen/${id}/gelijk`, { as, body });
  const told = (cause: string) =>
    eventually(async () => {
      const { rows } = await app.sql('SELECT level, code, kind FROM notice WHERE cause = $1 ORDER BY level', [
        `paper:${atHsb.id}:${cause}`,
      ]);
      return rows.length === 0 ? null : rows;
    });
  const watched = async () => {
    const response = await app.ask('GET', '/v1/overzicht', { as: cast.operator });
    const { overzicht } = (await response.json()) as {
      overzicht: { nummer: string | null; wijktAfVanPapier: boolean }[];
    };
    return overzicht.find(({ nummer }) => nummer === atHsb.nummer)?.wijktAfVanPapier;
  };

  it('is asked once more: without its tick nothing is said', async () => {
    const response = await differs({});
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Zet eerst het vinkje');
    expect((await word({})).status).toBe(400);
    expect((await word({ wijktAf: true, vingerafdruk: fingerprint })).status).toBe(400);
    expect(await eventsOf(app, 'delivery.paperDiffered')).toHaveLength(0);
    expect(await pageOf(app, cast.operator, '/overzicht')).not.toContain('Wijkt af van papier');
    expect(await watched()).toBe(false);
  });

  it('of another body is absent', async () => {
    expect((await word({ wijktAf: true }, cast.csb)).status).toBe(404);
  });

  it('says so once: boards and history have it, sender and Kiesraad are told, nothing is undone', async () => {
    expect((await differs({ begrepen: 'ja' })).status).toBe(303);
    expect((await word({ wijktAf: true })).status).toBe(200);
    expect(await eventsOf(app, 'delivery.paperDiffered', atHsb.id)).toHaveLength(1);
    expect(await pageOf(app, cast.hsb, '/ontvangen')).toContain('wijkt af van papier');
    expect(await pageOf(app, cast.csb, '/ontvangen')).not.toContain('wijkt af van papier');
    expect(await pageOf(app, cast.operator, '/overzicht')).toContain('Wijkt af van papier bij 1 ontvanger');
    expect(await watched()).toBe(true);
    expect(await told('recipient')).toEqual([
      { level: 'GSB', code: '0106', kind: 'paper.differs' },
      { level: 'OPERATOR', code: 'OPERATOR', kind: 'submission.differs' },
    ]);
    expect(await pageOf(app, cast.operator, '/')).toContain('Gemeentelijk stembureau Assen');
    const begin = await pageOf(app, cast.assen, '/');
    expect(begin).toContain('Hoofdstembureau');
    expect(begin).toContain(`/leveringen/nummer/${atHsb.nummer}`);
    for (const as of [cast.assen, cast.hsb, cast.operator])
      expect(await pageOf(app, as, `/leveringen/nummer/${atHsb.nummer}`)).toContain(
        'Ontvanger meldde dat het papier iets anders zegt',
      );
    expect((await inboxOf(app, cast.hsb)).stand['binnen']).toBe(1);
    expect((await app.ask('GET', atHsb.bestand, { as: cast.hsb })).status).toBe(200);
  });

  it('is told by the sweep as well, when the event was lost', async () => {
    await app.sql("DELETE FROM notice WHERE cause LIKE 'paper:%'");
    expect(await told('recipient')).toHaveLength(2);
  });

  it('can compare after all: then it is equal, for good, and the sender hears that too', async () => {
    const page = await pageOf(app, cast.hsb, `/ontvangen/${atHsb.id}`);
    expect(page).toContain('Dit bestand wijkt af van papier');
    expect(page).not.toContain('Meld dat het papier afwijkt');
    expect((await word({ vingerafdruk: fingerprint })).status).toBe(200);
    expect(await pageOf(app, cast.hsb, '/ontvangen')).not.toContain('wijkt af van papier');
    expect(await watched()).toBe(false);
    expect(await told('recipient:equal')).toEqual([{ level: 'GSB', code: '0106', kind: 'paper.equal' }]);
    const after = (await (await word({ wijktAf: true })).json()) as ReceivedAnswer & {
      wijktAfVanPapier: string | null;
    };
    expect([after.gelijkAanPapier === null, after.wijktAfVanPapier]).toEqual([false, null]);
  });

  it('has nothing to say of a delivery without a count', async () => {
    const { rows } = await app.sql('SELECT submission_id FROM delivery WHERE id = $1', [atHsb.id]);
    const { id } = await arrival(app, cast.csb, fingerprint);
    await app.sql('UPDATE submission SET fingerprint = NULL WHERE id = $1', [
      (rows[0] as { submission_id: string }).submission_id,
    ]);
    const response = await word({ wijktAf: true }, cast.csb, id);
    expect([response.status, await codeOf(response)]).toEqual([409, 'delivery.noFingerprint']);
    await app.sql('UPDATE submission SET fingerprint = $2 WHERE id = $1', [
      (rows[0] as { submission_id: string }).submission_id,
      fingerprint,
    ]);
  });

  describe('the JSON of its session', () => {
    const seen = async (as: keyof Cast, path: string) => {
      const answer = await (await browse(app, cast[as])).get(path, 'application/json');
      expect(answer.status).toBe(200);
      return await answer.text();
    };

    it('has no digits that must still be read from paper; a program gets them all', async () => {
      const { id } = await arrival(app, cast.csb, fingerprint);
      for (const path of ['/v1/ontvangen', `/v1/ontvangen/${id}`]) {
        expect(await seen('csb', path)).not.toContain(fingerprint);
        expect(await (await app.ask('GET', path, { as: cast.csb })).text()).toContain(fingerprint);
      }
    });

    it('has them once they were compared', async () => {
      for (const path of ['/v1/ontvangen', `/v1/ontvangen/${atHsb.id}`])
        expect(await seen('hsb', path)).toContain(fingerprint);
    });
  });

  describe('the check of O 2 and P 1c', () => {
    const get = (url: string, { as }: { as: Cast['hsb'] }) => app.ask('GET', url, { as });
    const events = (action: string, id?: string) => eventsOf(app, action, id);
    const assess = (body: unknown, as = cast.csb, id = atCsb) =>
      app.ask('POST', `/v1/ontvangen/${id}/oordeel`, { as, body });
    const found = async (as = cast.csb, id = atCsb) =>
      (await (await get(`/v1/ontvangen/${id}`, { as })).json()) as {
        oordelen: { voldoet: boolean; reden: string | null }[];
        verzoek: Record<string, unknown> | null;
      };
    const open = async () =>
      ((await (await get('/v1/verzoeken', { as: cast.assen })).json()) as AskedAnswer).verzoeken.filter(
        ({ stand }) => stand === 'gevraagd',
      );
    const answer = (id: string, as = cast.assen) =>
      app.ask('POST', `/v1/verzoeken/${id}/antwoord`, { as, body: { antwoord: 'er is geen ander bestand' } });
    const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString();
    const page = (url: string, as: Cast['hsb']) => pageOf(app, as, url);
    let atCsb: string;

    beforeAll(async () => {
      atCsb = (await arrival(app, cast.csb, fingerprint)).id;
    });

    it('of another, or of nobody, is absent; one that may not check has no such address', async () => {
      for (const [as, id] of [
        [cast.hsb, atCsb],
        [cast.csb, randomUUID()],
        [cast.mayor, (await arrival(app, cast.mayor, fingerprint)).id],
      ] as const)
        expect((await assess({ voldoet: true }, as, id)).status).toBe(404);
      expect((await assess({ voldoet: false })).status).toBe(400);
      expect(await events('delivery.assessed')).toEqual([]);
    });

    it('says that it is as required: once however often, with who and when; sender and Kiesraad see it', async () => {
      const twice = await Promise.all([assess({ voldoet: true }), assess({ voldoet: true })]);
      expect(twice.map(({ status }) => status)).toEqual([200, 200]);
      expect((await found()).oordelen).toMatchObject([{ nummer: 1, voldoet: true, reden: null }]);
      const [event, ...more] = await events('delivery.assessed', atCsb);
      expect([event!.details, event!.hat, more]).toEqual([
        { submissionId: submission, fingerprint: fingerprint, asRequired: true },
        expect.stringMatching(/^CSB:CSB /) as string,
        [],
      ]);
      expect((await inboxOf(app, cast.csb)).leveringen[0]).toMatchObject({ oordeel: 'voldoet' });
      expect(await page('/ontvangen', cast.csb)).toContain('voldoet');
      expect(await page(`/leveringen/${submission}/ontvangstbewijs`, cast.assen)).toContain(
        '<strong>voldoet</strong>',
      );
      expect(await page('/overzicht?verkiezing=TK2027', cast.operator)).toContain('Voldoet volgens 1');
    });

    it('of two colleagues who looked at the same moment and differ, the later looks again', async () => {
      const both = await Promise.all([
        assess({ voldoet: false, reden: 'leeg', gezien: 1, uiterlijk: inHours(2) }),
        assess({ voldoet: false, reden: 'half', gezien: 1, uiterlijk: inHours(2) }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      const refused = both.find(({ status }) => status === 409)!;
      expect(await codeOf(refused)).toBe('delivery.assessedMeanwhile');
      expect((await found()).oordelen.map(({ voldoet }) => voldoet)).toEqual([false, true]);
      expect(await events('delivery.requested')).toHaveLength(1);
    });

    it('what is not is asked for again at once, with why and by when: who is asked sees that first, with the term alone in the mail', async () => {
      const [request] = await open();
      expect(request).toMatchObject({
        door: { niveau: 'CSB' },
        bericht: '510b',
        reden: expect.any(String) as string,
      });
      const begin = await page('/', cast.assen);
      expect(begin).toContain('Bekijk het verzoek');
      expect(begin).toContain(`/verzoeken/${request!.id}`);
      expect(await page(`/leveringen/${submission}`, cast.assen)).toContain(`/verzoeken/${request!.id}`);
      expect(await page(`/verzoeken/${request!.id}`, cast.assen)).toContain(request!.reden!);
      const { rows: logged } = await app.sql(
        'SELECT FROM audit_event e JOIN audit_personal p ON p.event_id = e.id WHERE e.action = ANY($1) AND strpos(clear, $2) > 0',
        [['delivery.assessed', 'delivery.requested'], request!.reden],
      );
      expect(logged).toEqual([]);
      const text = await eventually(async () => {
        const { rows } = await app.sql('SELECT facts FROM notice WHERE cause = $1', [
          `request:${request!.id}`,
        ]);
        return rows.length === 0 ? null : JSON.stringify(rows);
      });
      expect(text).toContain(request!.uiterlijk);
      expect(text).not.toContain(request!.reden);
    });

    it('a term that is over is refused, and records nothing', async () => {
      const refused = [
        await assess({ voldoet: false, reden: 'onleesbaar', uiterlijk: inHours(-1) }),
        await app.ask('POST', '/v1/ontvangen/verzoek', {
          as: cast.csb,
          body: { niveau: 'GSB', code: '0109', bericht: '510b', uiterlijk: inHours(0) },
        }),
      ];
      for (const response of refused)
        expect([response.status, await codeOf(response)]).toEqual([409, 'delivery.termPast']);
      expect((await found()).oordelen).toHaveLength(2);
      const form = await postForm(app, cast.csb, `/ontvangen/${atCsb}/oordeel`, {
        ...{ oordeel: 'voldoetNiet', reden: 'de "totalen" ontbreken', dag: '2020-01-01', tijd: '12:00' },
      });
      expect([form.status, await form.text()]).toEqual([
        409,
        expect.stringContaining('de &quot;totalen&quot; ontbreken') as string,
      ]);
    });

    it('is overdue after its term, for who asked and for the Kiesraad', async () => {
      const late = async () => {
        const response = await get('/v1/overzicht?verkiezing=TK2027', { as: cast.operator });
        const { overzicht } = (await response.json()) as { overzicht: { verzoekTeLaat: boolean }[] };
        return overzicht.filter(({ verzoekTeLaat }) => verzoekTeLaat).length;
      };
      expect(await late()).toBe(0);
      app.clock.forward(3 * 3_600_000);
      expect(await late()).toBe(1);
      expect(await page('/ontvangen?status=aandacht', cast.csb)).toContain('te laat');
      expect(await page('/overzicht?verkiezing=TK2027', cast.operator)).toContain('te laat');
    });

    it('is answered in words: once, and by who was asked alone', async () => {
      const [{ id }] = (await open()) as [AskedAnswer['verzoeken'][number]];
      expect((await answer(id, cast.coevorden)).status).toBe(404);
      expect((await answer(randomUUID())).status).toBe(404);
      const both = await Promise.all([answer(id), answer(id)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await codeOf(both.find(({ status }) => status === 409)!)).toBe('delivery.answeredAlready');
      expect(await events('delivery.requestAnswered', id)).toHaveLength(1);
      expect((await found()).verzoek).toMatchObject({
        ...{ stand: 'beantwoord', antwoord: 'er is geen ander bestand', teLaat: false },
      });
      expect(await page('/', cast.assen)).not.toContain('Bekijk het verzoek');
      expect(await page(`/ontvangen/${atCsb}`, cast.csb)).toContain('er is geen ander bestand');
      const told = await eventually(async () => {
        const { rows } = await app.sql("SELECT level, facts FROM notice WHERE kind = 'request.answered'");
        return rows.length === 0 ? null : rows;
      });
      expect(told).toEqual([{ level: 'CSB', facts: expect.objectContaining({ message: '510b' }) as object }]);
      expect(JSON.stringify(told)).not.toContain('geen ander');
    });

    it('a newer version delivers what was asked, and its check closes it; the older is not checked any more', async () => {
      expect((await assess({ voldoet: false, reden: 'nog steeds niet' })).status).toBe(200);
      const [{ id }] = (await open()) as [AskedAnswer['verzoeken'][number]];
      const ack = (delivery: string) =>
        app.ask('POST', `/v1/ontvangen/${delivery}/bevestigen`, { as: cast.csb });
      const atCsb = (await inboxOf(app, cast.csb)).leveringen[0]!.id;
      expect((await ack(atCsb)).status).toBe(200);
      const newer = await packageAt('2027-03-18T02:00:00');
      await deliver(app, cast.assen, [newer], newer.pair!.fingerprint, submission);
      const second = (await arrival(app, cast.csb, newer.pair!.fingerprint)).id;
      expect((await found(cast.csb, second)).verzoek).toMatchObject({ id, stand: 'geleverd' });
      const late = await answer(id);
      expect([late.status, await codeOf(late)]).toEqual([409, 'delivery.deliveredSince']);
      const old = await assess({ voldoet: true });
      expect([old.status, await codeOf(old)]).toEqual([409, 'delivery.superseded']);
      const read = await app.ask('POST', `/v1/ontvangen/${atCsb}/ingelezen`, {
        as: cast.csb,
        body: { vingerafdruk: fingerprint },
      });
      expect([read.status, await codeOf(read)]).toEqual([409, 'delivery.superseded']);
      const anew = async () => [
        (await page('/', cast.csb)).includes('gecorrigeerd bestand opnieuw'),
        (await page(`/ontvangen/${second}`, cast.csb)).includes('Bevestig deze versie opnieuw'),
        (await inboxOf(app, cast.csb)).overzicht.filter((row) => row.opnieuwBevestigen).length,
      ];
      expect(await anew()).toEqual([true, true, 1]);
      expect((await ack(second)).status).toBe(200);
      expect(await anew()).toEqual([false, false, 0]);
      expect((await assess({ voldoet: true }, cast.csb, second)).status).toBe(200);
      expect((await found(cast.csb, second)).verzoek).toMatchObject({ id, stand: 'gecontroleerd' });
    });

    it('many are said to be as required together: all or none, and only what was compared', async () => {
      const { id } = (await inboxOf(app, cast.csb)).leveringen.find(({ vervangen }) => !vervangen)!;
      const { id: foreign } = (await inboxOf(app, cast.hsb)).leveringen.find(({ vervangen }) => !vervangen)!;
      const { vingerafdruk } = (await inboxOf(app, cast.hsb)).leveringen.find(({ vervangen }) => !vervangen)!;
      const together = (leveringen: string[], as = cast.hsb) =>
        app.ask('POST', '/v1/ontvangen/voldoet', { as, body: { leveringen } });
      expect((await together([foreign, id])).status).toBe(404);
      const early = await together([foreign]);
      expect([early.status, await codeOf(early)]).toEqual([409, 'delivery.notTogether']);
      expect(await codeOf(await together([]))).toBe('delivery.nothingChosen');
      const chosen = () => page('/ontvangen/voldoet?rij=GSB-0106-510b', cast.hsb);
      expect(await chosen()).toContain('een controle gaf een waarschuwing');
      await app.sql(`UPDATE submission SET verdict = replace(verdict::text, '"warn"', '"pass"')::jsonb`);
      expect(await chosen()).toContain('nog niet vergeleken');
      await word({ vingerafdruk }, cast.hsb, foreign);
      expect(await chosen()).toContain(`name="levering" value="${foreign}"`);
      const all = await Promise.all([together([foreign]), together([foreign])]);
      expect(all.map(({ status }) => status)).toEqual([200, 200]);
      expect((await found(cast.hsb, foreign)).oordelen).toHaveLength(1);
      expect(await events('delivery.assessed', foreign)).toHaveLength(1);
    });

    it('as required is not what differs from paper', async () => {
      const { id } = (await inboxOf(app, cast.csb)).leveringen.find(({ vervangen }) => !vervangen)!;
      await assess({ voldoet: false, reden: 'nog eens' }, cast.csb, id);
      await word({ wijktAf: true }, cast.csb, id);
      const refused = await assess({ voldoet: true }, cast.csb, id);
      expect([refused.status, await codeOf(refused)]).toEqual([409, 'delivery.paperDiffers']);
      expect((await assess({ voldoet: false, reden: 'papier' }, cast.csb, id)).status).toBe(200);
    });
  });
});
