import { ROOMS } from '../../../src/app.module.js';
import { COMMITTEE_LEVELS } from '../../../src/kernel/committee.js';
import { hats, type Access } from '../../../src/platform/http/access.js';
import { declaredRoutes } from '../../../src/platform/http/declared-routes.js';
import type { AnyRoute, Body } from '../../../src/platform/http/route.js';
import { RehearsalModule } from '../../../src/rehearsal/rehearsal.module.js';
import { BODIES, MEMBERS, type Role } from './world.js';

/** What stands for a parameter in an address; `=x` is x itself. */
export type ObjectKind =
  | 'submission'
  | 'number'
  | 'delivery'
  | 'key'
  | 'election'
  | 'exemption'
  | 'fallback'
  | 'shift'
  | 'notice'
  | 'hat'
  | 'person'
  | 'invitation'
  | 'release'
  | 'stationList'
  | 'contact'
  | 'merger'
  | 'declaration'
  | 'mandate'
  | 'request'
  | 'referral'
  | 'removal'
  | 'hold'
  | 'report'
  | `=${string}`;

/** Who may use a route and what they get. Whoever is not named gets what an absent object gives. */
export interface Rule {
  /** `everyone`: without an account too. `recipient`: per delivery, the body it was delivered to. */
  readonly who: readonly Role[] | 'everyone' | 'recipient';
  /** Status for who may, with an object that is there and a body that (mostly) says nothing. */
  readonly answer: number;
  readonly params?: Readonly<Record<string, ObjectKind>>;
  /** Only with a session: a token may do a body's work and nothing to accounts. */
  readonly session?: true;
  /** Ends the session it was asked with. */
  readonly ends?: true;
  /** Each use takes an object of its own. */
  readonly uses?: true;
  /** Bounded per minute and network. */
  readonly limited?: true;
  readonly bytes?: true;
  readonly query?: string;
  /** Those who may, and for whom there is nothing: another answer. */
  readonly nothingFor?: { readonly roles: readonly Role[]; readonly answer: number };
  /** What those send who may not, where the form of a body is looked at before whose object it is. */
  readonly othersSend?: Readonly<Record<string, string | boolean | readonly unknown[]>>;
  /** Of recipients: whose deliveries it is for. */
  readonly recipients?: readonly Role[];
  /** Outside the guard: who asks is not looked at. */
  readonly open?: true;
}

/** Roles that wear a hat. */
const HATS = [...Object.keys(BODIES), ...Object.keys(MEMBERS)] as (
  keyof typeof BODIES | keyof typeof MEMBERS
)[];
const GSB: readonly Role[] = ['gsb', 'gsbMember'];
/** Who wears or could wear a hat in the election, and the operator: no executive, which is of none. */
const IN_ELECTION = HATS.filter((role) => !role.endsWith('Elsewhere') && !role.startsWith('executive'));

/** What stands at a place in an address, and of which roles it is; without roles: whoever the route is for. */
const OBJECTS: readonly (readonly [RegExp, ObjectKind, (readonly Role[] | 'recipient')?])[] = [
  [/\/leveringen\/nummer\/(:nummer)/, 'number', [...GSB, 'hsb', 'csb', 'mayor', 'council', 'operator']],
  [/\/leveringen\/(:id)/, 'submission', GSB],
  [/\/ontvangen\/(:id)/, 'delivery', 'recipient'],
  [/\/verzoeken\/(:id)/, 'request', GSB],
  [/\/terugverwijzingen\/(:id)/, 'referral', [...GSB, 'csb']],
  [/\/meldingen\/(:id)/, 'report', ['csb']],
  [/\/openbaar(?:-maken|makingen)\/(:id)/, 'delivery', 'recipient'],
  [/\/uitslagen\/(:verkiezing)/, 'election'],
  [/\/uitslagen\/:verkiezing\/(:orgaan)/, '=0106'],
  [/\/uitslagen\/:verkiezing\/:orgaan\/(:bestand)/, '=510b'],
  [/\/uitslagen\/:verkiezing\/:orgaan\/:bestand\/(:versie)/, '=1'],
  [/\/vernietiging\/besluit\/(:id)/, 'removal', ['operator']],
  [/\/vernietiging\/bewaren\/(:id)/, 'hold', ['operator']],
  [/\/vernietiging\/(:verkiezing)/, 'election', ['operator']],
  [/\/aankondigen\/(:klasse)/, '=geweigerd'],
  [/\/geweigerd\/(:id)/, '=00000000-0000-4000-8000-000000000000'],
  [/\/sleutels\/(:id)/, 'key', [...GSB, 'operator']],
  [/\/dienst\/(:id)/, 'shift', ['operator']],
  [/\/terugval\/(:id)/, 'fallback', ['gsbOther', 'operator']],
  // of every election that has one
  [/\/(?:register|publicaties)\/(:id)/, 'election'],
  [/\/(?:register|documenten)(?:\/:id)?\/(:soort)/, '=toets'],
  [/\/publicaties\/bestanden\/(:document)/, '=00000000-0000-4000-8000-000000000000'],
  [/\/verkiezingen\/(:id)/, 'election', [...IN_ELECTION, 'hatless']],
  // anybody may ask, and it is there for those of the election
  [/\/sleutellijsten\/(:id)/, 'election', IN_ELECTION],
  [/\/stembureaulijsten\/(:id)/, 'stationList', [...GSB, 'hsb', 'csb', 'council', 'operator']],
  [/\/verkiezingsbestanden\/(:id)/, 'election', IN_ELECTION],
  [/\/verklaring\/(:dag)/, '=2027-03-17', ['executive', 'executiveOther']],
  [/\/verklaring\/:dag\/pdf\/(:id)/, 'declaration', ['executive']],
  [/\/verklaringen\/(:dag)/, '=2027-03-17'],
  [/\/verklaringen\/:dag\/(:organisatie)/, '=0106'],
  [/\/verklaring-pdf\/(:id)/, 'declaration', ['executive', 'operator']],
  [/\/verklaring\/mandaten\/(:id)/, 'mandate', ['executive']],
  [/\/kandidaten\/(:document)/, '=00000000-0000-4000-8000-000000000000'],
  [
    /\/sommen\/(:code)/,
    '=HSB3',
    ['hsb', 'hsbElsewhere', 'csb', 'csbElsewhere', 'council', 'councilElsewhere'],
  ],
  [/\/niet-verschuldigd\/(:nummer)/, 'exemption'],
  [/\/berichten\/(:id)/, 'notice', ['hsb']],
  [/\/mensen\/(:id)/, 'hat', ['gsb', 'operator']],
  [/\/personen\/(:id)/, 'person'],
  [/\/contactpersonen\/(:id)/, 'contact', ['executive']],
  [/\/organisaties\/(:code)\/samenvoegingen/, '=0999'],
  [/\/samenvoegingen\/(:id)/, 'merger'],
  [/\/organisaties\/(:code)/, '=0106'],
  [/\/uitnodiging\/(:geheim)/, 'invitation'],
  // of one that is published
  [/\/(?:releases|programmatuur)\/(:id)/, 'release'],
  [/\/(?:dagen|dag|monitor)\/(:dag)/, '=2027-03-17'],
  [/(:nummer|:index)/, '=1'],
];

/** Who passes the guard, as the declaration says. */
function passing(access: Access): readonly Role[] | 'everyone' {
  if (access.kind === 'public') return 'everyone';
  if (access.kind === 'signedIn') return [...HATS, 'hatless', 'ended'];
  return HATS.filter((role) => {
    const level =
      role in MEMBERS ? MEMBERS[role as keyof typeof MEMBERS] : BODIES[role as keyof typeof BODIES][1];
    const worn = role in MEMBERS ? 'member' : level === 'OPERATOR' ? 'operator' : 'manager';
    return access.levels.includes(level) && (access.roles?.includes(worn) ?? true);
  });
}

/** Status for who may, when the body says nothing. */
function answerOf(declared: AnyRoute): number {
  const usual = {
    api: () => (declared.kind === 'api' ? Number(Object.keys(declared.answers)[0]) : 0),
    page: () => 200,
    form: () => 303,
    script: () => 200,
  }[declared.kind]();
  const body = 'body' in declared ? ([declared.body].flat() as (Body | undefined)[])[0] : undefined;
  if (body === undefined) return usual;
  if (body.kind === 'stream') return 400;
  if (!('schema' in body)) return 415;
  if (body.schema.safeParse({}).success) return usual;
  const shownAgain =
    declared.kind === 'form' && (declared.field !== undefined || declared.refusals !== undefined);
  return shownAgain ? 422 : 400;
}

function ruleOf(declared: AnyRoute): Rule {
  const { path, access, limited } = declared;
  const params: Record<string, ObjectKind> = {};
  let who: Rule['who'] = passing(access);
  let recipients: Rule['who'] | null = null;
  for (const [pattern, kind, owners] of OBJECTS) {
    const name = pattern.exec(path)?.[1]?.slice(1);
    if (name === undefined || name in params) continue;
    params[name] = kind;
    if (owners === 'recipient') recipients = passing(access);
    if (owners === 'recipient') who = owners;
    else if (owners !== undefined)
      who = who === 'everyone' ? owners : (who as Role[]).filter((role) => owners.includes(role));
  }
  const bodies = 'body' in declared ? ([declared.body].flat() as (Body | undefined)[]) : [];
  return {
    who,
    answer: answerOf(declared),
    params,
    ...(Array.isArray(recipients) ? { recipients: recipients as Role[] } : {}),
    ...('session' in access ? { session: true } : {}),
    ...(limited === 'signIn' ? { limited: true as const } : {}),
    ...(bodies[0]?.kind === 'stream' ? { bytes: true } : {}),
    ...OTHERWISE[`${declared.method} ${path}`],
  };
}

const NOTHING_NEW = {
  query: '?alles=1',
  nothingFor: {
    roles: ['hsbOther', 'hsbElsewhere', 'csbElsewhere', 'mayorOther', 'councilElsewhere'],
    answer: 409,
  },
} as const;
const NOTHING_FOR_OTHERS = { nothingFor: { roles: ['councilElsewhere'], answer: 409 } } as const;
const LOOK = { bureau: 'SB1', bevinding: 'proef', gezien: '0', uitkomst: 'unclear' };
const FINGERPRINT = { vingerafdruk: 'ab'.repeat(32) };

/** What a declaration does not tell: the state of what is asked about, and what a use takes away. */
const OTHERWISE: Readonly<Record<string, Partial<Rule>>> = {
  // nothing was published
  'GET /v1/publicaties/bestanden/:document': { answer: 404 },
  'GET /publicaties/bestanden/:document': { answer: 404 },
  // nothing was made public, and of a count the burgemeester does so
  'GET /v1/uitslagen/:verkiezing/:orgaan/:bestand/:versie/bestand': { answer: 404 },
  'GET /uitslagen/:verkiezing/:orgaan/:bestand/:versie/bestand': { answer: 404 },
  'GET /v1/uitslagen/:verkiezing/:orgaan/:bestand/:versie/pv/:nummer/bestand': { answer: 404 },
  'GET /uitslagen/:verkiezing/:orgaan/:bestand/:versie/pv/:nummer/bestand': { answer: 404 },
  'GET /openbaar-maken/:id': { recipients: ['mayor'] },
  'GET /openbaar-maken/:id/pv': { recipients: ['mayor'] },
  // what is sent is looked at before whose file it is
  'POST /openbaar-maken/:id/pv': {
    who: passing(hats(['MAYOR', 'HSB', 'CSB'])),
    answer: 415,
    recipients: ['mayor'],
  },
  'GET /openbaar-maken/:id/pv/:nummer/intrekken': { who: ['mayor'], recipients: ['mayor'], answer: 404 },
  'POST /openbaar-maken/:id/pv/:nummer/intrekken': { who: ['mayor'], recipients: ['mayor'], answer: 404 },
  'POST /openbaar-maken/:id': { recipients: ['mayor'], othersSend: { waar: 'hier' } },
  'POST /v1/openbaarmakingen/:id': { recipients: ['mayor'], othersSend: { waar: 'hier' } },
  // nothing of it was refused, it is not its day yet, nothing was carried out, and no evidence was asked for
  'POST /vernietiging/:verkiezing/aankondigen/:klasse': { answer: 409 },
  'POST /vernietiging/besluit/:id/bevestigen': { answer: 409 },
  'GET /vernietiging/besluit/:id/verklaring.json': { answer: 404 },
  'GET /geweigerd/:id/bewijs.zip': { answer: 404 },
  // no list of candidates was put ready
  'GET /v1/verkiezingen/:id/bestanden/kandidaten/:document': { answer: 404 },
  'GET /verkiezingsbestanden/:id/kandidaten/:document': { answer: 404 },
  'POST /afmelden': { ends: true },
  // of no election
  'GET /dagen/:dag': {
    nothingFor: { roles: ['operator', 'executive', 'executiveOther', 'ended'], answer: 404 },
  },
  'POST /account/overal-afmelden': { ends: true },
  'POST /personen/:id/deblokkeren': { answer: 409 },
  'POST /mensen/:id/uitnodigen': { answer: 200 },
  'POST /mensen/:id/beeindigen': { uses: true },
  // no body has one
  'GET /mensen/webhook/geheim': { answer: 404 },
  'POST /mensen/webhook/geheim': { answer: 404 },
  'POST /mensen/webhook/proef': { answer: 404 },
  'GET /mensen/webhook/verwijderen': { answer: 404 },
  'POST /mensen/webhook/verwijderen': { answer: 404 },
  // without saying which role
  'POST /rol/verder': { answer: 400 },
  // without saying which passkey, or which token
  'GET /account/passkey/verwijderen': { answer: 404 },
  'GET /account/tokens/intrekken': { answer: 404 },
  'GET /personen/:id/tokens/intrekken': { answer: 404 },
  'POST /v1/verkiezingen/:id/niet-verschuldigd/:nummer/beeindigen': { uses: true },
  'POST /verkiezingen/:id/niet-verschuldigd/:nummer/beeindigen': { uses: true },
  // of a gemeenteraad the committee of the gemeente too, where the Kiesraad chose that
  'GET /verkiezingen/:id/definitie': { who: ['operator'] },
  'POST /verkiezingen/:id/definitie/bevestigen': { who: ['operator'] },
  // what is sent is looked at before whose it is
  'POST /verkiezingen/:id/definitie/vergelijken': {
    who: passing(hats(['OPERATOR', 'CSB', 'EXECUTIVE'])),
    answer: 415,
  },
  // nothing waits for a second person
  'POST /verkiezingen/:id/definitie/afwijzen': { who: ['operator'], answer: 404 },
  'POST /verkiezingsbestanden/:id/bevestigen': { answer: 404 },
  'POST /verkiezingen/:id/besluiten/bevestigen': { answer: 404 },
  'POST /verkiezingen/:id/besluiten/afwijzen': { answer: 404 },
  // nothing was set aside
  'GET /buiten-beschouwing/:nummer/beeindigen': { answer: 404 },
  'POST /buiten-beschouwing/:nummer/beeindigen': { answer: 404 },
  'POST /dienst/:id/verwijderen': { uses: true },
  // of no voting day
  'GET /rechten/overzicht': { answer: 404 },
  'GET /rechten/overzicht.csv': { answer: 404 },
  'POST /contactpersonen/:id/weghalen': { uses: true },
  // the seat of an HSB is not known
  'GET /organisatie': { nothingFor: { roles: ['hsb', 'hsbOther', 'hsbElsewhere'], answer: 404 } },
  'POST /verklaring/mandaten/:id/intrekken': { uses: true },
  // it came by the form
  'GET /verklaring-pdf/:id': { answer: 404 },
  // a model without a title
  'POST /verklaringen/:dag/model': { answer: 422 },
  'POST /v1/sleutels/:id/goedkeuren': { answer: 409 },
  'POST /sleutels/:id/goedkeuren': { answer: 409 },
  'POST /sleutels/:id/bevestigen': { answer: 409 },
  'POST /sleutels/:id/opheffen': { answer: 409 },
  'POST /v1/sleutels/:id/proeftelling': { answer: 409 },
  // what is sent is looked at before whose key it is
  'POST /sleutels/:id/proeftelling': { who: passing(hats(COMMITTEE_LEVELS)), answer: 415 },
  // its real lane is open
  'POST /v1/proefleveringen': { answer: 409 },
  'POST /v1/sleutels/:id/intrekken': { othersSend: { reden: 'proef' } },
  'POST /v1/leveringen/:id/stoppen': { answer: 409 },
  'POST /leveringen/:id/stoppen': { answer: 409 },
  'POST /leveringen/:id/verplaatsen': { answer: 409 },
  'POST /v1/releases/:id/publiceren': { answer: 409 },
  'PUT /v1/releases/:id/bestanden/:nummer': { answer: 409 },
  'DELETE /v1/releases/:id/bestanden/:nummer': { answer: 409 },
  'POST /releases/:id/publiceren': { answer: 409 },
  'POST /releases/:id/bestanden/:nummer/weghalen': { answer: 409 },
  'GET /v1/ontvangen/alles': NOTHING_NEW,
  'GET /ontvangen/alles': NOTHING_NEW,
  'GET /v1/ontvangen/git': NOTHING_FOR_OTHERS,
  'GET /ontvangen/git': NOTHING_FOR_OTHERS,
  'POST /v1/leveringen/:id/vergelijken': { othersSend: { ...FINGERPRINT, gelezenDoor: 'proef' } },
  'POST /v1/ontvangen/:id/gelijk': { othersSend: FINGERPRINT },
  'POST /v1/ontvangen/:id/ingelezen': { othersSend: FINGERPRINT },
  'POST /ontvangen/:id/ingelezen': { answer: 422, othersSend: { ingelezenVingerafdruk: 'a'.repeat(64) } },
  // nothing was chosen
  'POST /v1/ontvangen/voldoet': { answer: 409 },
  'POST /ontvangen/voldoet': { answer: 409 },
  'POST /v1/ontvangen/:id/oordeel': { othersSend: { voldoet: true } },
  'POST /v1/ontvangen/:id/plausibiliteit': { othersSend: LOOK },
  'POST /v1/leveringen/:id/plausibiliteit': { othersSend: LOOK },
  'POST /v1/ontvangen/:id/terugverwijzing': {
    othersSend: { stembureaus: [{ id: 'SB1', reden: 'proef' }] },
  },
  'POST /v1/terugverwijzingen/:id/antwoord': {
    othersSend: { stembureaus: ['SB1'], bevinding: 'blijft', uitleg: 'proef' },
  },
  'POST /v1/verzoeken/:id/antwoord': { othersSend: { antwoord: 'proef' } },
  'POST /ontvangen/:id/gelijk': { answer: 422, othersSend: FINGERPRINT },
  'POST /ontvangen/:id/papier-anders': { answer: 422 },
};

/** Every route there is, from what is declared, and what the server itself adds. A route that is not named here fails the sweep. */
export const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    declaredRoutes([...ROOMS, RehearsalModule])
      .filter(({ method }) => method !== 'HEAD')
      .map((declared) => [`${declared.method} ${declared.path}`, ruleOf(declared)]),
  ),
  'GET /assets/*': { who: 'everyone', answer: 404, params: { '*': '=niets.js' }, open: true },
};
