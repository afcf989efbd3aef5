import { CreateFirstInvitation } from '../../src/people/create-first-invitation.js';
import { INVITATION_MS } from '../../src/identity/invitation.store.js';
import { MOST_PER_MINUTE } from '../../src/identity/attempt-limit.js';
import { startApp, type TestApp } from '../support/app.js';
import { Authenticator, type Misbehaviour } from '../support/authenticator.js';
import { codeOf, Visitor } from '../support/visitor.js';

const ORIGIN = 'http://localhost';
const FIRST = { persoon: 'Noor de Vries', email: 'Noor@kiesraad.example', naam: 'laptop' };

describe('accounts: invitation, passkey, session', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ worker: false, settings: { baseUrl: ORIGIN } });
  }, 60_000);
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.forward(2 * 60_000);
    await app.sql('TRUNCATE passkey, session, challenge, invitation, access_token, hat, person');
  });

  const visitor = () => new Visitor(app);
  const invite = async () => new URL((await app.get(CreateFirstInvitation).run())!).pathname;

  async function accept(
    path: string,
    device: Authenticator,
    at = visitor(),
    fields: object = FIRST,
    bad?: Misbehaviour,
  ) {
    const asked = await at.json(`${path}/passkey/opties`, fields);
    const options = (await asked.json()) as { challenge: string; user: { id: string }; code?: string };
    if (asked.status !== 200) return { asked, answer: asked, at, options };
    const antwoord = device.register(options, bad);
    const answer = await at.json(`${path}/passkey/antwoord`, { ...fields, antwoord });
    return { asked, answer, at, options, antwoord };
  }

  async function settled() {
    const device = new Authenticator(ORIGIN);
    const { at, answer } = await accept(await invite(), device);
    if (answer.status !== 200) throw new Error(await answer.text());
    return { device, at };
  }

  async function signIn(device: Authenticator, bad?: Misbehaviour, at = visitor()) {
    const options = (await (await at.json('/inloggen/passkey/opties', {})).json()) as { challenge: string };
    const antwoord = device.signIn(options, bad);
    return {
      at,
      antwoord,
      answer: await at.json('/inloggen/passkey/antwoord', { antwoord, naar: '/logboek' }),
    };
  }

  describe('the first operator', () => {
    it('sets up an account with the printed link, and signs in again with the passkey', async () => {
      const path = await invite();
      const page = await visitor().get(path);
      expect(await page.text()).toContain('Uw e-mailadres');
      const device = new Authenticator(ORIGIN);
      const { at, answer, options } = await accept(path, device);
      expect(await answer.json()).toEqual({ volgende: '/?melding=ingesteld' });
      expect(options).toMatchObject({
        rp: { id: 'localhost' },
        user: { name: FIRST.email, displayName: FIRST.persoon },
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      });
      expect(await (await at.get('/account')).text()).toContain('Maak een tweede passkey');
      const again = await signIn(device);
      expect(await again.answer.json()).toEqual({ volgende: '/logboek' });
      const log = await (await again.at.get('/logboek')).text();
      expect(log).toContain('Noor de Vries');
      const { rows } = await app.sql('SELECT name, email FROM person');
      expect(rows).toEqual([{ name: 'Noor de Vries', email: 'noor@kiesraad.example' }]);
      expect(await app.get(CreateFirstInvitation).run()).toBeNull();
    });

    it('gets a new link after a restart, and the old one stops', async () => {
      const old = await invite();
      const path = await invite();
      expect((await visitor().get(old)).status).toBe(410);
      expect((await visitor().get(path)).status).toBe(200);
      expect((await app.sql('SELECT 1 FROM person')).rows).toHaveLength(1);
    });
  });

  describe('an invitation', () => {
    it('works once, also when two use it at the same moment', async () => {
      const path = await invite();
      const answers = await Promise.all([1, 2, 3].map(() => accept(path, new Authenticator(ORIGIN))));
      expect(answers.map(({ answer }) => answer.status).sort()).toEqual([200, 410, 410]);
      expect((await app.sql('SELECT 1 FROM passkey')).rows).toHaveLength(1);
      expect(await codeOf(await visitor().json(`${path}/passkey/opties`, FIRST))).toBe(
        'accounts.invitationInvalid',
      );
    });

    it('is not used up by looking, and stops after 72 hours', async () => {
      const path = await invite();
      for (let i = 0; i < 3; i++) expect((await visitor().get(path)).status).toBe(200);
      await app.sql("UPDATE invitation SET expires_at = expires_at - $1 * interval '1 ms'", [INVITATION_MS]);
      expect((await visitor().get(path)).status).toBe(410);
      expect((await accept(path, new Authenticator(ORIGIN))).asked.status).toBe(410);
    });

    it.each(['x', 'a'.repeat(43), '%00', '..%2f..'])('that is %j is none', async (secret) => {
      expect([404, 410]).toContain((await visitor().get(`/uitnodiging/${secret}`)).status);
    });
  });

  describe('making a passkey', () => {
    it.each<[string, Misbehaviour]>([
      ['without user verification', { unverified: true }],
      ['on another site', { origin: 'https://kwaad.example' }],
      ['for another site', { rpId: 'kwaad.example' }],
      ['with a made-up challenge', { challenge: 'A'.repeat(43) }],
      ['with no challenge', { challenge: '' }],
    ])('%s is refused, and uses nothing up but the challenge', async (_, bad) => {
      const path = await invite();
      const { answer, at } = await accept(path, new Authenticator(ORIGIN), visitor(), FIRST, bad);
      expect([answer.status, await codeOf(answer)]).toEqual([422, 'accounts.passkeyNotAdded']);
      expect(at.cookie).toBeNull();
      expect((await accept(path, new Authenticator(ORIGIN))).answer.status).toBe(200);
    });

    it('counts once: the same answer again is refused', async () => {
      const { at, device } = await settled();
      const options = (await (await at.json('/account/passkey/opties', { naam: 'tweede' })).json()) as never;
      const second = new Authenticator(ORIGIN);
      const antwoord = second.register(options);
      const body = { naam: 'tweede', antwoord };
      expect((await at.json('/account/passkey/antwoord', body)).status).toBe(200);
      expect((await at.json('/account/passkey/antwoord', body)).status).toBe(422);
      expect((await signIn(second)).answer.status).toBe(200);
      expect((await signIn(device)).answer.status).toBe(200);
    });

    it('is for whom it was offered, and not after five minutes', async () => {
      const { at } = await settled();
      const late = (await (await at.json('/account/passkey/opties', { naam: 'laat' })).json()) as never;
      await app.sql("UPDATE challenge SET expires_at = expires_at - interval '5 minutes'");
      const antwoord = new Authenticator(ORIGIN).register(late);
      expect((await at.json('/account/passkey/antwoord', { naam: 'laat', antwoord })).status).toBe(422);
      const options = (await (await at.json('/inloggen/passkey/opties', {})).json()) as { challenge: string };
      const crossed = new Authenticator(ORIGIN).register({
        challenge: options.challenge,
        user: { id: 'AA' },
      });
      expect((await at.json('/account/passkey/antwoord', { naam: 'kruis', antwoord: crossed })).status).toBe(
        422,
      );
    });

    it('stops at five; the last one stays', async () => {
      const { at } = await settled();
      const add = async (naam: string) => {
        const asked = await at.json('/account/passkey/opties', { naam });
        if (asked.status !== 200) return asked;
        const antwoord = new Authenticator(ORIGIN).register((await asked.json()) as never);
        return at.json('/account/passkey/antwoord', { naam, antwoord });
      };
      for (const naam of ['b', 'c', 'd', 'e']) expect((await add(naam)).status).toBe(200);
      expect(await codeOf(await add('f'))).toBe('accounts.tooManyPasskeys');
      const { rows } = await app.sql('SELECT credential_id FROM passkey');
      const ids = (rows as { credential_id: string }[]).map((row) => row.credential_id);
      const removals = await Promise.all(
        ids.map((passkey) => at.post('/account/passkey/verwijderen', { passkey })),
      );
      expect(removals.map(({ status }) => status).sort()).toEqual([303, 303, 303, 303, 409]);
      expect((await app.sql('SELECT 1 FROM passkey')).rows).toHaveLength(1);
    });

    it('is taken away only by who used a passkey a moment ago', async () => {
      const { at } = await settled();
      const asked = (await (await at.json('/account/passkey/opties', { naam: 'b' })).json()) as never;
      const antwoord = new Authenticator(ORIGIN).register(asked);
      expect((await at.json('/account/passkey/antwoord', { naam: 'b', antwoord })).status).toBe(200);
      const { rows } = await app.sql('SELECT credential_id FROM passkey ORDER BY created_at');
      const [{ credential_id: passkey }] = rows as [{ credential_id: string }];
      await app.sql("UPDATE session SET verified_at = now() - interval '11 minutes'");
      const refused = await at.post('/account/passkey/verwijderen', { passkey });
      expect([refused.status, await refused.text()]).toEqual([
        403,
        expect.stringContaining('Bevestig dat u het bent'),
      ]);
      expect((await app.sql('SELECT 1 FROM passkey')).rows).toHaveLength(2);
      await app.sql('UPDATE session SET verified_at = now()');
      expect((await at.post('/account/passkey/verwijderen', { passkey })).status).toBe(303);
      expect((await app.sql('SELECT 1 FROM passkey')).rows).toHaveLength(1);
    });

    it('takes no passkey that is somebody’s already', async () => {
      const { at, device } = await settled();
      const options = (await (await at.json('/account/passkey/opties', { naam: 'weer' })).json()) as never;
      const antwoord = device.register(options);
      expect((await at.json('/account/passkey/antwoord', { naam: 'weer', antwoord })).status).toBe(422);
    });
  });

  describe('signing in', () => {
    it.each<[string, Misbehaviour]>([
      ['without user verification', { unverified: true }],
      ['on another site', { origin: 'https://kwaad.example' }],
      ['with another site in it', { rpId: 'kwaad.example' }],
      ['with another key', { otherKey: true }],
      ['with a made-up challenge', { challenge: 'A'.repeat(43) }],
      ['with a counter that goes back', { counter: 1 }],
      ['as somebody else', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ])('%s is refused', async (_, bad) => {
      const { device } = await settled();
      const { answer, at } = await signIn(device, bad);
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'accounts.passkeyRefused']);
      expect(at.cookie).toBeNull();
    });

    it('with an unknown passkey, or as a blocked person, is refused alike', async () => {
      const { device } = await settled();
      const unknown = await signIn(new Authenticator(ORIGIN));
      await app.sql('UPDATE person SET blocked_at = now()');
      const blocked = await signIn(device);
      for (const { answer } of [unknown, blocked])
        expect([answer.status, await codeOf(answer)]).toEqual([401, 'accounts.passkeyRefused']);
    });

    it('counts once', async () => {
      const { device } = await settled();
      const { antwoord, answer } = await signIn(device);
      expect(answer.status).toBe(200);
      expect((await visitor().json('/inloggen/passkey/antwoord', { antwoord })).status).toBe(401);
    });

    it('leads to no other site', async () => {
      const { device } = await settled();
      for (const naar of [
        '//kwaad.example',
        'https://kwaad.example',
        '/\\kwaad.example',
        '/inloggen',
        '/\t/kwaad',
      ]) {
        const at = visitor();
        const options = (await (await at.json('/inloggen/passkey/opties', {})).json()) as {
          challenge: string;
        };
        const answer = await at.json('/inloggen/passkey/antwoord', {
          antwoord: device.signIn(options),
          naar,
        });
        expect(await answer.json()).toEqual({ volgende: '/' });
      }
    });

    it.each([{}, null, [], { antwoord: {} }, { antwoord: { id: 'é', response: {} } }, 'x'])(
      'with %j is invalid',
      async (body) => expect((await visitor().json('/inloggen/passkey/antwoord', body)).status).toBe(400),
    );

    it('has a bound per network, which holds the table of challenges small', async () => {
      const at = visitor();
      const ask = async () => (await at.json('/inloggen/passkey/opties', {})).status;
      const minute = async () => {
        const { rows } = await app.sql("SELECT date_trunc('minute', now())::text AS at");
        return (rows[0] as { at: string }).at;
      };
      for (let begun = ''; begun !== (await minute());) {
        begun = await minute();
        await app.sql("DELETE FROM tally WHERE kind = 'signIn'");
        expect(await ask()).toBe(200);
        await app.sql("UPDATE tally SET count = $1 WHERE kind = 'signIn'", [MOST_PER_MINUTE - 1]);
        const statuses = [await ask(), await ask(), await ask()];
        if (begun === (await minute())) expect(statuses).toEqual([200, 429, 429]);
      }
      await app.sql("UPDATE tally SET since = since - interval '1 minute' WHERE kind = 'signIn'");
      expect(await ask()).toBe(200);
    });
  });
});
