import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { lines } from '../frame/text.js';
import { Clock } from '../kernel/clock.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import type { RefusalCode } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { created } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, bytes, json, PARTS, route, stream, type Input } from '../platform/http/route.js';
import { CERTIFICATE_REFUSALS } from './certificate-of.js';
import { keyJson, keyQuery, keySchema, keysSchema, registrationBody, stateOf } from './key-api.js';
import { DecideKey } from './decide-key.js';
import { LONGEST_PROOF } from './key-proof.js';
import { HandInProof } from './hand-in-proof.js';
import { RegisterKey } from './register-key.js';
import { ShowKeys } from './show-keys.js';

/** The longest certificate file taken, in bytes. */
export const LONGEST_CERTIFICATE = 16 * 1024;

/** Whoever reads a count in establishes that it is genuine. */
const AUTHENTICITY = 'Kiesbesluit Ea 1 lid 4';
/** Who has keys, and who looks after them. */
export const KEY_OWNERS = hats(COMMITTEE_LEVELS);
export const KEY_KEEPERS = hats([...COMMITTEE_LEVELS, 'OPERATOR']);
export const KEY_DECIDERS = hats(['OPERATOR']);

/** Why a key is turned down or ended: its committee reads it. */
export const reasonBody = z.object({ reden: lines(500, 'Vul de reden in.') });
const revocationBody = reasonBody.extend({
  misbruiktSinds: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Sinds wanneer een ander met de sleutel kan hebben ondertekend' }),
});

const TAG = 'Sleutels';
const params = { id: anId };

const list = route({
  method: 'GET',
  path: '/v1/sleutels',
  access: KEY_KEEPERS,
  id: 'sleutels',
  tag: TAG,
  summary: 'De publieke sleutels van uw stembureau',
  description: 'De beheerder ziet alle sleutels.',
  query: keyQuery,
  answers: { 200: { description: 'De lijst', schema: keysSchema } },
});

const register = route({
  method: 'POST',
  path: '/v1/sleutels',
  access: KEY_OWNERS,
  law: AUTHENTICITY,
  id: 'sleutelAanmelden',
  tag: TAG,
  summary: 'Een certificaat met de publieke sleutel aanmelden',
  description: 'Als JSON, of het bestand zelf (PEM of DER) als bytes, hoogstens 16 KiB.',
  body: [json(registrationBody), bytes(['application/octet-stream'], LONGEST_CERTIFICATE, 'Het certificaat')],
  answers: {
    201: {
      description: 'Aangemeld; de Kiesraad beslist',
      schema: keySchema,
      headers: { Location: 'Adres van de sleutel' },
    },
  },
  refusals: [
    ...CERTIFICATE_REFUSALS,
    'keys.burnt',
    'keys.sharedFactor',
    'keys.alreadyRegistered',
    'keys.rejectedBefore',
    'keys.revokedBefore',
    'keys.inUseElsewhere',
  ],
});

const show = route({
  method: 'GET',
  path: '/v1/sleutels/:id',
  access: KEY_KEEPERS,
  id: 'sleutel',
  tag: TAG,
  summary: 'Eén sleutel, met het certificaat',
  params,
  answers: { 200: { description: 'De sleutel', schema: keySchema } },
});

/** What a test count is refused for. */
export const PROOF_REFUSALS = [
  'keys.alreadyDecided',
  'keys.alreadyProven',
  'keys.proofTooLate',
  'keys.proofTooLarge',
  'keys.proofNotJudged',
  'keys.proofUsed',
  'keys.proofDelivered',
  'keys.proofOtherElection',
  'keys.proofOtherCommittee',
  'keys.proofOtherKey',
  'keys.proofUnsigned',
  'keys.proofChanged',
  'keys.proofNoCount',
  'keys.proofDamaged',
  'keys.proofRefused',
] as const satisfies readonly RefusalCode[];

const prove = route({
  method: 'POST',
  path: '/v1/sleutels/:id/proeftelling',
  access: KEY_OWNERS,
  law: AUTHENTICITY,
  id: 'sleutelBewijzen',
  tag: TAG,
  summary: 'Bewijzen dat u de geheime sleutel hebt, met een proeftelling',
  description:
    'Een telling met verzonnen cijfers die met precies deze sleutel is ondertekend. Zij wordt gecontroleerd, niet ingediend en niet bewaard. Haar vingerafdruk is voorgoed gesperd: gebruik nooit een echte telling. Niet verplicht; tot de sleutel is goedgekeurd, en tot de dag van de stemming. Een pakket als bytes, of als formulier één of twee bestanden met de naam bestand; samen hoogstens 16 MB.',
  params,
  body: [stream(['application/octet-stream'], LONGEST_PROOF, 'Het pakket'), PARTS],
  answers: { 200: { description: 'Bewezen', schema: keySchema } },
  refusals: [...PROOF_REFUSALS],
});

const approve = route({
  method: 'POST',
  path: '/v1/sleutels/:id/goedkeuren',
  access: KEY_DECIDERS,
  law: AUTHENTICITY,
  id: 'sleutelGoedkeuren',
  tag: TAG,
  summary: 'Een sleutel goedkeuren',
  description:
    'Twee verschillende mensen van de Kiesraad keuren goed, nadat de vingerafdruk is voorgelezen. Pas na de tweede mag de sleutel worden gebruikt. Niet met een token.',
  params,
  answers: { 200: { description: 'Goedgekeurd door één of door twee', schema: keySchema } },
  refusals: ['keys.alreadyDecided', 'keys.notReadOut', 'keys.sameApprover', 'keys.ownKey'],
});

const reject = route({
  method: 'POST',
  path: '/v1/sleutels/:id/afwijzen',
  access: KEY_DECIDERS,
  law: AUTHENTICITY,
  id: 'sleutelAfwijzen',
  tag: TAG,
  summary: 'Een sleutel afwijzen',
  params,
  body: json(reasonBody),
  answers: { 200: { description: 'Afgewezen', schema: keySchema } },
  refusals: ['keys.alreadyDecided'],
});

const revoke = route({
  method: 'POST',
  path: '/v1/sleutels/:id/intrekken',
  access: KEY_KEEPERS,
  law: AUTHENTICITY,
  id: 'sleutelIntrekken',
  tag: TAG,
  summary: 'Een sleutel intrekken',
  description:
    'Wat hierna aankomt, wordt niet meer met deze sleutel aanvaard. Wat eerder is ingediend, blijft, en is sinds misbruiktSinds gemerkt. Door de Kiesraad: de sleutel is meteen opgeschort; een tweede persoon bevestigt dat of heft het op.',
  params,
  body: json(revocationBody),
  answers: { 200: { description: 'Ingetrokken', schema: keySchema } },
  refusals: ['keys.alreadyDecided', 'keys.samePerson', 'keys.misusedLater'],
});

/** Public keys for programs. */
@Controller()
export class KeysController {
  constructor(
    private readonly keys: ShowKeys,
    private readonly registration: RegisterKey,
    private readonly decide: DecideKey,
    private readonly proving: HandInProof,
    private readonly clock: Clock,
  ) {}

  @Handle(list)
  async list({ query, actor }: Input<typeof list>) {
    const { verkiezing, toestand, bladzijde } = query;
    const asked = {
      page: bladzijde,
      ...(verkiezing === undefined ? {} : { electionId: verkiezing }),
      ...(toestand === undefined ? {} : { state: stateOf(toestand) }),
    };
    const { keys, more } = await this.keys.list(asked, actor);
    const now = this.clock.now();
    return {
      sleutels: keys.map((key) => keyJson(key, actor, now)),
      volgendeBladzijde: more ? bladzijde + 1 : null,
    };
  }

  @Handle(register)
  async register({ body, actor }: Input<typeof register>) {
    const key = await this.registration.run(body, actor);
    return created(`/v1/sleutels/${key.id}`, keyJson(key, actor, this.clock.now()));
  }

  @Handle(show)
  async show({ params, actor }: Input<typeof show>) {
    const { key, certificate } = await this.keys.one(params.id, actor);
    return keyJson(key, actor, this.clock.now(), certificate);
  }

  @Handle(prove)
  async prove({ params, body, actor }: Input<typeof prove>, { request }: Call) {
    const key = await this.proving.run(params.id, body ?? request, actor);
    return keyJson(key, actor, this.clock.now());
  }

  @Handle(approve)
  async approve({ params, actor }: Input<typeof approve>) {
    return keyJson(await this.decide.approve(params.id, actor), actor, this.clock.now());
  }

  @Handle(reject)
  async reject({ params, body, actor }: Input<typeof reject>) {
    return keyJson(await this.decide.reject(params.id, body.reden, actor), actor, this.clock.now());
  }

  @Handle(revoke)
  async revoke({ params, body, actor }: Input<typeof revoke>) {
    const { reden: reason, misbruiktSinds } = body;
    const ground = { reason, misusedSince: misbruiktSinds === undefined ? null : new Date(misbruiktSinds) };
    return keyJson(await this.decide.revoke(params.id, ground, actor), actor, this.clock.now());
  }
}
