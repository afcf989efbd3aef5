import type { Role } from './world.js';

/** What stands for a parameter in an address; `=x` is x itself. */
export type ObjectKind =
  | 'submission'
  | 'delivery'
  | 'key'
  | 'election'
  | 'exemption'
  | 'notice'
  | 'hat'
  | 'person'
  | 'invitation'
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
  readonly othersSend?: Readonly<Record<string, string>>;
  /** Outside the guard: who asks is not looked at. */
  readonly open?: true;
}

const GSB = ['gsb', 'gsbMember'] as const;
const COMMITTEES = [
  ...GSB,
  'gsbOther',
  'gsbElsewhere',
  'hsb',
  'hsbOther',
  'hsbElsewhere',
  'csb',
  'csbElsewhere',
] as const;
const RECEIVERS = [
  'hsb',
  'hsbOther',
  'hsbElsewhere',
  'csb',
  'csbElsewhere',
  'mayor',
  'mayorOther',
  'council',
  'councilElsewhere',
] as const;
const ASKERS = ['hsb', 'hsbOther', 'hsbElsewhere', 'csb', 'csbElsewhere'] as const;
const HATS = [...COMMITTEES, 'mayor', 'mayorOther', 'council', 'councilElsewhere', 'operator'] as const;
const MANAGERS = HATS.filter((role) => role !== 'gsbMember');
const SIGNED_IN = [...HATS, 'hatless', 'ended'] as const;
/** Who wears or could wear a hat in the election, and the operator. */
const OF_THE_ELECTION = [
  ...HATS.filter((role) => !role.endsWith('Elsewhere')),
  'hatless',
] as const satisfies readonly Role[];
const KEY_KEEPERS = [...COMMITTEES, 'operator'] as const;
const OPERATOR = ['operator'] as const;

const submission = { id: 'submission' } as const;
const delivery = { id: 'delivery' } as const;
const key = { id: 'key' } as const;
const election = { id: 'election' } as const;
const secret = { geheim: 'invitation' } as const;

const downloads = (prefix: string): Readonly<Record<string, Rule>> => ({
  [`GET ${prefix}/alles`]: {
    who: RECEIVERS,
    answer: 200,
    query: '?alles=1',
    nothingFor: {
      roles: ['hsbOther', 'hsbElsewhere', 'csbElsewhere', 'mayorOther', 'councilElsewhere'],
      answer: 409,
    },
  },
  [`GET ${prefix}/:id/bestand`]: { who: 'recipient', answer: 200, params: delivery },
  [`GET ${prefix}/:id/bestanden/:nummer`]: {
    who: 'recipient',
    answer: 200,
    params: { ...delivery, nummer: '=1' },
  },
  [`GET ${prefix}/:id/eml`]: { who: 'recipient', answer: 200, params: delivery },
  [`GET ${prefix}/:id/telling.zip`]: { who: 'recipient', answer: 200, params: delivery },
  [`GET ${prefix}/:id/handtekening`]: { who: 'recipient', answer: 200, params: delivery },
  [`GET ${prefix}/:id/bijlagen/:nummer`]: {
    who: 'recipient',
    answer: 200,
    params: { ...delivery, nummer: '=1' },
  },
});

/** Every route there is. A route that is not named here fails the sweep. */
export const RULES: Readonly<Record<string, Rule>> = {
  // the site, for anyone
  'GET /': { who: 'everyone', answer: 200 },
  'GET /toegankelijkheid': { who: 'everyone', answer: 200 },
  'GET /privacy': { who: 'everyone', answer: 200 },
  'GET /.well-known/security.txt': { who: 'everyone', answer: 200 },
  'GET /gezondheid': { who: 'everyone', answer: 200 },
  'GET /health/live': { who: 'everyone', answer: 200 },
  'GET /health/ready': { who: 'everyone', answer: 200 },
  'GET /v1': { who: 'everyone', answer: 200 },
  'GET /v1/openapi.json': { who: 'everyone', answer: 200 },
  'GET /assets/*': { who: 'everyone', answer: 404, params: { '*': '=niets.js' }, open: true },

  // signing in and the account
  'GET /inloggen': { who: 'everyone', answer: 200 },
  'POST /inloggen/passkey/opties': { who: 'everyone', answer: 200, limited: true },
  'POST /inloggen/passkey/antwoord': { who: 'everyone', answer: 400, limited: true },
  'GET /inloggen/oefening': { who: 'everyone', answer: 200 },
  'POST /inloggen/oefening': { who: 'everyone', answer: 400 },
  'GET /uitnodiging/:geheim': { who: 'everyone', answer: 200, params: secret, limited: true },
  'POST /uitnodiging/:geheim/passkey/opties': { who: 'everyone', answer: 400, params: secret, limited: true },
  'POST /uitnodiging/:geheim/passkey/antwoord': {
    who: 'everyone',
    answer: 400,
    params: secret,
    limited: true,
  },
  'POST /afmelden': { who: 'everyone', answer: 303, ends: true },
  'POST /rol': { who: SIGNED_IN, answer: 400 },
  'GET /account': { who: SIGNED_IN, answer: 200, session: true },
  'POST /account/overal-afmelden': { who: SIGNED_IN, answer: 303, session: true, ends: true },
  'POST /account/sessies/beeindigen': { who: SIGNED_IN, answer: 400, session: true },
  'POST /bevestigen/passkey/opties': { who: SIGNED_IN, answer: 200, session: true },
  'POST /bevestigen/passkey/antwoord': { who: SIGNED_IN, answer: 400, session: true },
  'POST /account/passkey/opties': { who: SIGNED_IN, answer: 400, session: true },
  'POST /account/passkey/antwoord': { who: SIGNED_IN, answer: 400, session: true },
  'POST /account/passkey/verwijderen': { who: SIGNED_IN, answer: 400, session: true },
  'POST /account/tokens': { who: HATS, answer: 422, session: true },
  'POST /account/tokens/intrekken': { who: SIGNED_IN, answer: 400, session: true },
  'GET /personen': { who: ['operator'], answer: 200, session: true },
  'GET /personen/:id': { who: ['operator'], answer: 200, session: true, params: { id: 'person' } },
  'POST /personen/:id/blokkeren': {
    who: ['operator'],
    answer: 422,
    session: true,
    params: { id: 'person' },
  },
  'POST /personen/:id/deblokkeren': {
    who: ['operator'],
    answer: 409,
    session: true,
    params: { id: 'person' },
  },
  'POST /personen/:id/tokens/intrekken': {
    who: ['operator'],
    answer: 400,
    session: true,
    params: { id: 'person' },
  },
  'GET /mensen': { who: MANAGERS, answer: 200, session: true },
  'POST /mensen': { who: MANAGERS, answer: 422, session: true },
  'POST /mensen/:id/uitnodigen': {
    who: ['gsb', 'operator'],
    answer: 200,
    params: { id: 'hat' },
    session: true,
  },
  'POST /mensen/:id/beeindigen': {
    who: ['gsb', 'operator'],
    answer: 303,
    params: { id: 'hat' },
    session: true,
    uses: true,
  },
  'GET /logboek': { who: OPERATOR, answer: 200 },
  'GET /opdrachten': { who: OPERATOR, answer: 200 },
  'POST /opdrachten/opnieuw': { who: OPERATOR, answer: 303 },

  // notices
  'GET /berichten': { who: HATS, answer: 200 },
  'POST /berichten/gelezen': { who: HATS, answer: 303 },
  'POST /berichten/:id/gelezen': { who: ['hsb'], answer: 303, params: { id: 'notice' } },
  'GET /v1/berichten': { who: HATS, answer: 200 },
  'POST /v1/berichten/:id/gelezen': { who: ['hsb'], answer: 204, params: { id: 'notice' } },

  // elections
  'GET /v1/verkiezingen': { who: SIGNED_IN, answer: 200 },
  'POST /v1/verkiezingen': { who: OPERATOR, answer: 415 },
  'GET /v1/verkiezingen/:id': { who: OF_THE_ELECTION, answer: 200, params: election },
  'GET /v1/verkiezingen/:id/stembureaus': { who: OF_THE_ELECTION, answer: 200, params: election },
  'GET /v1/verkiezingen/:id/routes': { who: OF_THE_ELECTION, answer: 200, params: election },
  'GET /v1/verkiezingen/:id/niet-verschuldigd': { who: OPERATOR, answer: 200, params: election },
  'POST /v1/verkiezingen/:id/niet-verschuldigd': { who: OPERATOR, answer: 400, params: election },
  'POST /v1/verkiezingen/:id/niet-verschuldigd/:nummer/beeindigen': {
    who: OPERATOR,
    answer: 200,
    params: { ...election, nummer: 'exemption' },
    uses: true,
  },
  'GET /verkiezingen': { who: OPERATOR, answer: 200 },
  'POST /verkiezingen': { who: OPERATOR, answer: 415 },
  'GET /verkiezingen/:id': { who: OPERATOR, answer: 200, params: election },
  'GET /verkiezingen/:id/routes': { who: OPERATOR, answer: 200, params: election },
  'POST /verkiezingen/:id/niet-verschuldigd': { who: OPERATOR, answer: 422, params: election },
  'POST /verkiezingen/:id/niet-verschuldigd/:nummer/beeindigen': {
    who: OPERATOR,
    answer: 303,
    params: { ...election, nummer: 'exemption' },
    uses: true,
  },

  // keys
  'GET /v1/sleutels': { who: KEY_KEEPERS, answer: 200 },
  'POST /v1/sleutels': { who: COMMITTEES, answer: 400 },
  'GET /v1/sleutels/:id': { who: [...GSB, 'operator'], answer: 200, params: key },
  'POST /v1/sleutels/:id/goedkeuren': { who: OPERATOR, answer: 409, params: key },
  'POST /v1/sleutels/:id/afwijzen': { who: OPERATOR, answer: 400, params: key },
  'POST /v1/sleutels/:id/intrekken': {
    who: [...GSB, 'operator'],
    answer: 400,
    params: key,
    othersSend: { reden: 'proef' },
  },
  'GET /sleutels': { who: KEY_KEEPERS, answer: 200 },
  'POST /sleutels': { who: COMMITTEES, answer: 415 },
  'GET /sleutels/:id': { who: [...GSB, 'operator'], answer: 200, params: key },
  'POST /sleutels/:id/goedkeuren': { who: OPERATOR, answer: 409, params: key },
  'POST /sleutels/:id/afwijzen': { who: OPERATOR, answer: 422, params: key },
  'POST /sleutels/:id/intrekken': { who: [...GSB, 'operator'], answer: 422, params: key },

  // delivering
  'GET /v1/leveringen': { who: COMMITTEES, answer: 200 },
  'POST /v1/leveringen': { who: COMMITTEES, answer: 400 },
  'GET /v1/leveringen/:id': { who: GSB, answer: 200, params: submission },
  'GET /v1/leveringen/:id/ontvangstbewijs': { who: GSB, answer: 200, params: submission },
  'PUT /v1/leveringen/:id/bestanden/:index': {
    who: GSB,
    answer: 400,
    params: { ...submission, index: '=1' },
    bytes: true,
  },
  'PATCH /v1/leveringen/:id/bestanden/:index': {
    who: GSB,
    answer: 400,
    params: { ...submission, index: '=1' },
    bytes: true,
  },
  'POST /v1/leveringen/:id/indienen': { who: GSB, answer: 200, params: submission },
  'POST /v1/leveringen/:id/stoppen': { who: GSB, answer: 409, params: submission },
  'GET /leveringen': { who: COMMITTEES, answer: 200 },
  'POST /leveringen': { who: COMMITTEES, answer: 415 },
  'GET /leveringen/nieuw': { who: COMMITTEES, answer: 200 },
  'GET /leveringen/:id': { who: GSB, answer: 200, params: submission },
  'GET /leveringen/:id/ontvangstbewijs': { who: GSB, answer: 200, params: submission },
  'POST /leveringen/:id/indienen': { who: GSB, answer: 303, params: submission },
  'POST /leveringen/:id/stoppen': { who: GSB, answer: 409, params: submission },
  'POST /leveringen/:id/verplaatsen': { who: GSB, answer: 409, params: submission },

  // receiving
  ...downloads('/v1/ontvangen'),
  ...downloads('/ontvangen'),
  'GET /v1/ontvangen': { who: RECEIVERS, answer: 200 },
  'POST /v1/ontvangen/verzoek': { who: ASKERS, answer: 400 },
  'GET /v1/ontvangen/:id': { who: 'recipient', answer: 200, params: delivery },
  'POST /v1/ontvangen/:id/bevestigen': { who: 'recipient', answer: 200, params: delivery },
  'POST /v1/ontvangen/:id/gelijk': {
    who: 'recipient',
    answer: 400,
    params: delivery,
    othersSend: { vingerafdruk: 'ab'.repeat(32) },
  },
  'GET /ontvangen': { who: RECEIVERS, answer: 200 },
  'POST /ontvangen/verzoek': { who: ASKERS, answer: 400 },
  'GET /ontvangen/:id': { who: 'recipient', answer: 200, params: delivery },
  'POST /ontvangen/:id/bevestigen': { who: 'recipient', answer: 303, params: delivery },
  'POST /ontvangen/:id/gelijk': {
    who: 'recipient',
    answer: 422,
    params: delivery,
    othersSend: { vingerafdruk: 'ab'.repeat(32) },
  },
  'GET /v1/overzicht': { who: OPERATOR, answer: 200 },
  'GET /overzicht': { who: OPERATOR, answer: 200 },
};
