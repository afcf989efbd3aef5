import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { ROOMS } from '../../src/app.module.js';
import { declaredRoutes } from '../../src/platform/http/declared-routes.js';
import type { Form } from '../../src/platform/http/route.js';
import { startApp, type TestApp } from '../support/app.js';
import { madePackage } from '../support/packages.js';
import { tkCount } from '../support/counts.js';
import { testCommitteeKey } from '../support/keys.js';
import { ConfigureElection } from '../../src/setup/configure-election.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { aDefinition } from '../support/definition.js';
import { OfferCandidates } from '../../src/stations/offer-candidates.js';
import { candidateList } from '../support/candidate-list.js';
import { AskFallback } from '../../src/fallback/ask-fallback.js';
import { DecideFallback } from '../../src/fallback/decide-fallback.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { sparse } from '../support/sparse.js';
import { RULES } from '../support/sweep/table.js';
import { RECIPIENTS, World, type Caller, type Recipient } from '../support/sweep/world.js';
import { upload } from '../support/uploads.js';

const FORMS = declaredRoutes([...ROOMS]).filter(
  (each): each is Form => each.kind === 'form' && each.access.kind !== 'public',
);

/** Four of them are asked for, whichever were drawn. */
const GROUPS = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`groep${i + 1}`, 'a00f']));
/** What a person fills in, by the form's path; a page that can show it again must. */
const TYPED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/account/berichten': { van: '22:' },
  '/account/telefoon': { telefoon: '06-1234 nog niet af' },
  '/account/tokens': { label: 'telprogramma "zaal 3"', dagen: '17' },
  '/ontvangen/:id/gelijk': GROUPS,
  '/ontvangen/:id/ingelezen': { ingelezenVingerafdruk: 'a00f b11e nog niet af' },
  '/ontvangen/:id/oordeel': { reden: 'de "totalen" ontbreken & meer' },
  '/ontvangen/:id/plausibiliteit': { bureau: 'SB1', toelichting: 'in het "corrigendum" & niet hier' },
  '/leveringen/:id/plausibiliteit': { bureau: 'SB1', toelichting: 'in het "corrigendum" & niet hier' },
  '/ontvangen/vragen': { rij: 'GSB-0109-510b', reden: 'er kwam <niets>', tijd: '9 uur' },
  '/ontvangen/:id/terugverwijzen': { reden: 'de "uitslag" wijkt af & meer' },
  '/terugverwijzingen/:id': { uitleg: 'geteld door <twee> mensen' },
  '/meldingen/:id': { antwoord: 'de "uitslag" klopt & meer' },
  '/openbaar-maken/:id': { waar: 'elders', adres: 'https://www.<assen>' },
  '/vernietiging/:verkiezing': { waarom: 'het "onderzoek" van <maandag>' },
  '/vernietiging/besluit/:id': { waarom: 'de "verkeerde" klasse & dag' },
  '/vernietiging/bewaren/:id': { waarom: 'het "onderzoek" is over & uit' },
  '/verzoeken/:id': { antwoord: 'er is "niets" anders' },
  '/verkiezingen/:id/niet-verschuldigd': { toelichting: 'Er is <geen> stemming' },
  '/verkiezingen/:id/definitie/bevestigen': { vingerafdruk: 'a00f b11e nog niet af' },
  '/verkiezingen/:id/definitie/afwijzen': { waarom: 'de "zetels" & de naam' },
  '/verkiezingsbestanden/:id/bevestigen': { vingerafdruk: 'a00f b11e nog niet af' },
  '/verkiezingsbestanden/:id/afwijzen': { waarom: 'de "namen" & de volgorde' },
  '/verkiezingen/:id/besluiten': { waarom: 'het besluit van <maandag>' },
  '/buiten-beschouwing': { toelichting: 'de teller "zaal 3" telde dubbel' },
  '/leveringen/:id/indienen': { ...GROUPS, reden: 'het papier ligt "bij de notaris"' },
  '/sleutels': { tekst: '-----BEGIN CERTIFICATE-----' },
  '/sleutels/:id/afwijzen': { reden: 'hoort bij & een ander' },
  '/sleutels/:id/intrekken': { reden: 'zoekgeraakt' },
  '/sleutels/:id/gesprek': { gesprokenMet: 'mevrouw "De Vries"', bron: 'het telefoonboek & de site' },
  '/sleutellijsten/:id/voor-wie': { waarom: 'de "pers" & het publiek' },
  '/dienst': { naam: 'Jet "de Wit"', telefoon: '06-1234 nog niet af' },
  '/terugval': { reden: 'de laptop "zaal 3" start niet' },
  '/terugval/:id/toestaan': { artikel: 'artikel 9 <gebruiksvoorschriften>' },
  '/terugval/:id/weigeren': { reden: 'uw sleutel & laptop werken' },
  '/terugval/:id/intrekken': { reden: 'een "vergissing"' },
  '/verklaring/:dag/invullen': { 'maatregel-v2': 'een "andere" laptop & netwerk' },
  '/verklaring/:dag/adres': { adres: 'www.assen.example "zonder" https' },
  '/verklaringen/:dag/model': {
    titel: 'Verklaring "nieuw"',
    'vraag-v1': 'Voldoet <alles>?',
    'nieuwe-vraag': 'En & ook',
  },
  '/verklaringen/:dag/:organisatie': { reden: 'host geen "stembureau"' },
  '/verklaringen/:dag/:organisatie/signaal': { toelichting: 'gebeld met <de griffie>' },
  '/releases': { product: 'Abacus "proef"', versie: '1.2.3-af' },
  '/releases/:id/wijzigen': { product: 'Abacus "proef"', versie: '1.2.3-af' },
  '/releases/:id/intrekken': { reden: 'telt <niet> goed' },
  '/programmatuur/:id/installatie': { vingerafdruk: 'a00f b11e nog niet af' },
  '/herinneringen/tekst': { tekst: 'Bel "de helpdesk" & vraag' },
  '/register/:id': { uitslagvaststelling: 'morgen, "denk ik"' },
  '/register/:id/:soort': { adres: 'www.kiesraad.example "zonder" https', reden: 'nog niet & later' },
  '/mensen/webhook': { adres: 'https://"gemeente".example & zo' },
  '/mensen': { naam: "Jet d'Ancona", email: 'jet@assen.example' },
  '/inrichting': { 'fout-committee': 'wij heten "Assen-Noord" & zo' },
  '/rechten/sluiten': { gesprokenMet: 'mevrouw "De Vries"', telefoon: '06-1234 nog niet af' },
  '/contactpersonen': { naam: 'Jet "de Wit"', email: 'jet zonder apenstaart' },
  '/contactpersonen/:id': { naam: 'Jet & Jo', email: 'jet zonder apenstaart' },
  '/organisaties/:code': { website: 'www "zonder" https', samenwerkingsverband: 'Maas & Waal' },
  '/organisaties/samenvoegen': { van: '0037 <0047>', naam: 'Veen "stad"', reden: 'wet & besluit' },
  '/organisaties/:code/samenvoegingen/:id/terugnemen': { reden: 'de "verkeerde" dag & code' },
  '/personen/:id/blokkeren': { reden: 'token gelekt' },
};
/** Their pages have no field to fill in again: a button, a choice, or a file. */
const UNTYPED = [
  '/vernietiging/:verkiezing/aankondigen/:klasse',
  '/vernietiging/besluit/:id/bevestigen',
  // nothing was refused
  '/vernietiging/:verkiezing/geweigerd',
  '/geweigerd',
  // nothing is sent on where the election has no island council
  '/ontvangen/doorsturen',
  '/verkiezingen',
  '/verkiezingen/controleren',
  '/contactpersonen/bevestigen',
  '/rechten',
  '/rechten/heropenen',
  '/contactpersonen/laden',
  '/contactpersonen/laden/vastleggen',
  '/organisaties/laden',
  '/organisaties/laden/vastleggen',
  '/organisaties/contactpersonen',
  '/organisaties/contactpersonen/vastleggen',
  '/verkiezingen/:id/definitie',
  '/verkiezingen/:id/definitie/vergelijken',
  '/verkiezingen/samen/aanbieden',
  '/verkiezingen/samen/vergelijken',
  '/verkiezingen/samen/inrichten',
  '/leveringen',
  '/leveringen/:id/vergelijken',
  '/openbaar-maken/:id/pv',
  '/leveringen/:id/papier-anders',
  '/ontvangen/:id/papier-anders',
  '/sleutels/:id/goedkeuren',
  '/sleutels/:id/proeftelling',
  '/inrichting/proeflevering',
  '/sleutels/stembureaulijst',
  '/verkiezingsbestanden/:id',
  '/verkiezingsbestanden/:id/vergelijken',
  '/verklaring/:dag/controleren',
  '/verklaring/:dag/inleveren',
  '/verklaring/:dag/tweede',
  '/verklaring/:dag/meebevestigen',
  '/verklaring/mandaten',
  '/verklaringen/:dag/model/laden',
  '/verklaringen/:dag/model/publiceren',
  '/releases/:id/goedkeuren',
  '/releases/:id/publiceren',
  '/releases/:id/bestanden',
  '/releases/:id/bestanden/:nummer/weghalen',
];

const unescape = (html: string) =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The form that waits for who signs in, or says for which role it is: where it goes, and what it holds. */
function waitingForm(html: string): { action: string; fields: URLSearchParams } {
  const [form = ''] = /<form[^>]* action="[^"]*[?&;]opnieuw=.*?<\/form>/s.exec(html) ?? [];
  const fields = new URLSearchParams();
  for (const [, name, value] of form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g))
    fields.append(unescape(name!), unescape(value ?? ''));
  return { action: unescape(/ action="([^"]*)"/.exec(form)?.[1] ?? ''), fields };
}

let app: TestApp;
let world: World;
let waiting: string;
let undecided: string;
let allowed: string;

beforeAll(async () => {
  app = await startApp();
  world = await World.build(app);
  const later = await madePackage({ count: tkCount({ seed: 'later', created: '2026-11-19T01:02:03' }) });
  waiting = (await upload(app, world.people.get('gsb')!, [later])).id;
  const key = await testCommitteeKey(2);
  undecided = (await app.get(RegisterKey).run(key.certificate, world.people.get('gsb')!.actor)).id;
  const asked = await app.get(AskFallback).run('510b', 'proef', world.people.get('gsbElsewhere')!.actor);
  const terms = { article: 'proef', until: new Date(app.clock.now().getTime() + 3_600_000) };
  const { actor } = await app.person(null, 'OPERATOR', 'OPERATOR');
  allowed = (await app.get(DecideFallback).allow(asked.id, terms, actor)).id;
  const draft = aDefinition({ id: 'EP2029', category: 'EP', subcategory: 'EP' });
  await app.get(ConfigureElection).run(Buffer.from(writeDefinition(draft)), actor);
  await app.get(OfferCandidates).run('TK2027', candidateList('3'), actor);
});
afterAll(() => app?.close());

/** To whom the page of a form is shown, where others may send it too. */
const SHOWN_TO: Readonly<Record<string, string>> = {
  '/verkiezingen/:id/definitie/vergelijken': 'operator',
  '/openbaar-maken/:id/pv': 'mayor',
};

/** The recipient on whose page it stands. */
const recipientOf = ({ path }: Form): Recipient => {
  const { recipients } = RULES[`POST ${path}`]!;
  return RECIPIENTS.find((role) => recipients?.includes(role)) ?? 'hsb';
};

const callerFor = (form: Form): Caller => {
  const { who } = RULES[`POST ${form.path}`]!;
  const shown = SHOWN_TO[form.path];
  const roles = shown !== undefined ? [shown] : Array.isArray(who) ? (who as string[]) : [recipientOf(form)];
  return world.callers.find(({ role, by }) => by === 'session' && roles.includes(role))!;
};

async function addressOf(form: Form): Promise<string> {
  let address: string = form.path;
  for (const [name, kind] of Object.entries(RULES[`POST ${form.path}`]!.params ?? {}))
    address = address.replace(`:${name}`, await world.object(kind, recipientOf(form)));
  return UNDECIDED()[form.path] ?? address;
}

/** Where something is still to be decided: elsewhere the form is not shown any more. */
const UNDECIDED = (): Readonly<Record<string, string>> => ({
  '/verkiezingen/:id/definitie/bevestigen': '/verkiezingen/EP2029/definitie/bevestigen',
  '/verkiezingen/:id/definitie/vergelijken': '/verkiezingen/EP2029/definitie/vergelijken',
  '/verkiezingen/:id/definitie/afwijzen': '/verkiezingen/EP2029/definitie/afwijzen',
  '/leveringen/:id/indienen': `/leveringen/${waiting}/indienen`,
  '/sleutels/:id/afwijzen': `/sleutels/${undecided}/afwijzen`,
  '/terugval/:id/intrekken': `/terugval/${allowed}/intrekken`,
});

const HTML = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };

/** Sends a form as a browser would, with its files in it. */
function send(address: string, fields: URLSearchParams, files: boolean, headers: Record<string, string>) {
  const body = files ? new FormData() : fields;
  if (body instanceof FormData) {
    for (const [name, value] of fields) body.append(name, value);
    body.append('bestand', new Blob([Buffer.alloc(300_000)]), 'telling.zip');
  }
  return app.ask('POST', address, { body, headers: { ...HTML, ...headers } });
}

/** A session that was, and is over. */
async function endedSession(caller: Caller): Promise<string> {
  await caller.renew();
  const { cookie } = caller.headers();
  await app.sql("UPDATE session SET last_seen_at = now() - interval '31 minutes'");
  return cookie!;
}

/** How many acts people did. What they asked again and again is counted by the platform, whenever an interval is over. */
const acts = async () => {
  const { rows } = await app.sql(
    "SELECT count(*)::int AS n FROM audit_event WHERE result = 'done' AND person_id IS NOT NULL AND action NOT LIKE '%.viewed' AND action NOT IN ('session.started', 'repeat.counted')",
  );
  return (rows[0] as { n: number }).n;
};

/** The page of a form has what was typed in it; one without fields is gone back to. */
async function isShownAgain(path: string, page: string, shown: Response): Promise<void> {
  const typed = TYPED[path];
  if (typed === undefined && !UNTYPED.includes(path)) {
    expect([shown.status, shown.headers.get('location')]).toEqual([
      303,
      `${page}?melding=nog-niet-verstuurd`,
    ]);
    return;
  }
  expect(shown.status).toBe(200);
  const html = unescape(await shown.text());
  expect([html.includes('Er is nog niets verstuurd'), html.includes('<title>Fout')]).toEqual([true, false]);
  expect(Object.values(typed ?? {}).filter((value) => !html.includes(value))).toEqual([]);
}

describe('a form that is sent after the end of the session', () => {
  it('is every form of the site', () => {
    expect(FORMS.length).toBeGreaterThan(20);
    expect(Object.keys(TYPED).filter((path) => !FORMS.some((form) => form.path === path))).toEqual([]);
  });

  it.each(sparse(FORMS).map((form) => [form.path, form] as const))(
    '%s: keeps its fields',
    async (path, form) => {
      const caller = callerFor(form);
      const address = await addressOf(form);
      const fields = new URLSearchParams({ ...(TYPED[path] ?? {}), verborgen: 'één', code: '0106' });
      fields.append('meer', 'twee');
      fields.append('meer', 'drie');
      const before = await acts();
      for (const cookie of [null, await endedSession(caller)]) {
        const headers = cookie === null ? {} : { cookie };
        const response = await send(address, fields, form.body?.kind === 'parts', headers);
        const html = await response.text();
        expect(response.status).toBe(401);
        expect(html.includes('<h1 class="utrecht-heading-1">Uw sessie is voorbij</h1>')).toBe(true);
        const kept = waitingForm(html);
        expect([...kept.fields].sort()).toEqual([...fields].sort());
        // once more without signing in: the same again
        const again = await send(kept.action, kept.fields, false, headers);
        expect([again.status, waitingForm(await again.text())]).toEqual([401, kept]);
      }

      const refused = await send(address, fields, form.body?.kind === 'parts', {});
      const { action, fields: kept } = waitingForm(await refused.text());
      await caller.renew();
      const page = new URL(action, 'http://x').searchParams.get('opnieuw')!;
      expect((await app.ask('GET', page, { headers: { ...HTML, ...caller.headers() } })).status).toBe(200);
      const shown = await send(action, kept, false, caller.headers());
      expect(await acts()).toBe(before);
      await isShownAgain(path, page, shown);
    },
  );

  it('goes back to the page it stood on, and never to an address that only takes forms', async () => {
    const back = async (path: string, referer: string) => {
      const headers = { referer: new URL(referer, app.baseUrl).href };
      const html = await (await app.ask('POST', path, { headers: { ...HTML, ...headers } })).text();
      return new URL(waitingForm(html).action, app.baseUrl).searchParams.get('opnieuw');
    };
    expect(await back('/leveringen', '/leveringen/nieuw?vervangt=x')).toBe('/leveringen/nieuw?vervangt=x');
    expect(await back(`/leveringen/${waiting}/indienen`, '/leveringen/x/indienen')).toBe(
      `/leveringen/${waiting}`,
    );
    expect(await back('/rol', 'https://elders.example/leveringen')).toBe('/');
    expect(await back('/leveringen', '/leveringen?melding=gestopt&pagina=2')).toBe('/leveringen?pagina=2');
  });

  it('says what of a delivery is kept', async () => {
    const html = await (
      await send(`/leveringen/${waiting}/indienen`, new URLSearchParams(), false, {})
    ).text();
    expect(html.includes('Uw bestand is bewaard, nog niet ingediend.')).toBe(true);
  });

  it('is a problem for a program', async () => {
    const response = await app.ask('POST', '/leveringen', {
      headers: { ...HTML, accept: 'application/json' },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('a form that was made for another role than the session has', () => {
  it.each(sparse(FORMS, 1).map((form) => [form.path, form] as const))(
    '%s: keeps its fields',
    async (path, form) => {
      const caller = callerFor(form);
      await caller.renew();
      const fields = new URLSearchParams({ ...(TYPED[path] ?? {}), verborgen: 'één' });
      fields.append('meer', 'twee');
      fields.append('meer', 'drie');
      const address = `${await addressOf(form)}?namens=${randomUUID()}`;
      const before = await acts();
      const refused = await send(address, fields, form.body?.kind === 'parts', caller.headers());
      expect(refused.status).toBe(409);
      const { action, fields: kept } = waitingForm(await refused.text());
      expect([...kept].sort()).toEqual([...fields].sort());
      const shown = await send(action, kept, false, caller.headers());
      await isShownAgain(path, new URL(action, 'http://x').searchParams.get('opnieuw')!, shown);
      expect(await acts()).toBe(before);
    },
  );
});

describe('the fields of a form without a session', () => {
  /** Begins a form, and sends `more` of a file that does not end; gives the page that comes meanwhile. */
  async function endless(more: number): Promise<string> {
    const { hostname, port, host } = new URL(app.baseUrl);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /leveringen HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\n` +
        'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 200000000\r\n\r\n' +
        '--x\r\nContent-Disposition: form-data; name="verborgen"\r\n\r\nvooraan\r\n' +
        '--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.zip"\r\n\r\n',
    );
    socket.write(Buffer.alloc(more));
    let text = '';
    try {
      for await (const piece of socket) {
        text += String(piece);
        if (text.includes('</html>')) break;
      }
    } finally {
      socket.destroy();
    }
    return text;
  }

  it.each([
    ['of which a file goes on and on', 2 * 1024 * 1024],
    ['that stands still', 1000],
  ])('are those that came before enough was read of one %s', async (_, more) => {
    const html = await endless(more);
    expect(html.startsWith('HTTP/1.1 401')).toBe(true);
    expect(html.includes('name="verborgen" value="vooraan"')).toBe(true);
  });
});
