import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { lines } from '../frame/text.js';
import { hats, PUBLIC } from '../platform/http/access.js';
import { Handle } from '../platform/http/handle.js';
import { json, route, type Input } from '../platform/http/route.js';
import type { Audience, MadeList } from './key-list.store.js';
import { AUTHENTICITY, listParams } from './key-lists.controller.js';
import { SetAudience } from './set-audience.js';
import { ShowKeyLists } from './show-key-lists.js';

/** For whom a list is, as people and programs say it. */
export const AUDIENCES = { organen: 'bodies', iedereen: 'everybody' } as const satisfies Readonly<
  Record<string, Audience>
>;
export const audienceBody = z.object({
  voor: z.enum(['organen', 'iedereen'], 'Kies voor wie de lijst is.'),
});

export const audienceDecision = audienceBody.extend({ waarom: lines(1000, 'Vul in waarom.') });

const TAG = 'Sleutels';
const FOR_WHOM = 'Voor organen van de verkiezing, of voor iedereen waar de Kiesraad dat heeft vastgelegd.';
const made = z.object({
  versie: z.int(),
  vingerafdruk: z.string().meta({ description: 'SHA-256 over de lijst' }),
  sleutels: z.int(),
  gemaakt: z.iso.datetime(),
});

const all = route({
  method: 'GET',
  path: '/v1/sleutellijsten',
  access: PUBLIC,
  law: AUTHENTICITY,
  id: 'sleutellijsten',
  tag: TAG,
  summary: 'De sleutellijsten die u mag zien',
  description: FOR_WHOM,
  answers: {
    200: {
      description: 'Per verkiezing de nieuwste; null zolang er geen is',
      schema: z.object({
        verkiezingen: z.array(
          z.object({ verkiezing: z.string(), naam: z.string(), nieuwste: made.nullable() }),
        ),
      }),
    },
  },
});
const versions = route({
  method: 'GET',
  path: '/v1/sleutellijsten/:id/versies',
  access: PUBLIC,
  law: AUTHENTICITY,
  id: 'sleutellijstVersies',
  tag: TAG,
  summary: 'Alle versies van de sleutellijst van een verkiezing',
  description: FOR_WHOM,
  params: listParams,
  answers: {
    200: {
      description: 'De nieuwste eerst',
      schema: z.object({ ...audienceBody.shape, versies: z.array(made) }),
    },
  },
});
const audience = route({
  method: 'PUT',
  path: '/v1/sleutellijsten/:id/voor-wie',
  access: hats(['OPERATOR']),
  law: AUTHENTICITY,
  id: 'sleutellijstVoorWie',
  tag: TAG,
  summary: 'Vastleggen voor wie de sleutellijst is',
  params: listParams,
  body: json(audienceDecision),
  answers: { 200: { description: 'Vastgelegd', schema: audienceBody } },
});

/** Which key lists there are and for whom, for programs. */
@Controller()
export class KeyListApiController {
  constructor(
    private readonly lists: ShowKeyLists,
    private readonly audiences: SetAudience,
  ) {}

  @Handle(all)
  async all({ actor }: Input<typeof all>) {
    const found = await this.lists.all(actor);
    return {
      verkiezingen: found.map(({ election, list }) => ({
        verkiezing: election.id,
        naam: election.name,
        nieuwste: list && asAnswer(list),
      })),
    };
  }

  @Handle(versions)
  async versions({ params, actor }: Input<typeof versions>) {
    const { audience: of, lists } = await this.lists.one(params.id, actor);
    const voor = of === 'everybody' ? ('iedereen' as const) : ('organen' as const);
    return { voor, versies: lists.map(asAnswer) };
  }

  @Handle(audience)
  async say({ params, body: { voor, waarom }, actor }: Input<typeof audience>) {
    await this.audiences.run(params.id, AUDIENCES[voor], waarom, actor);
    return { voor };
  }
}

function asAnswer({ version, sha256, keys, at }: MadeList) {
  return { versie: version, vingerafdruk: sha256, sleutels: keys, gemaakt: at.toISOString() };
}
