import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { Handle } from '../platform/http/handle.js';
import { route, type Input } from '../platform/http/route.js';
import type { BlockChange } from './difference.js';
import { ShowSums, type WholeStand } from './show-sums.js';
import { ADDERS, wholeParams } from './sums.page.js';

const named = z.object({ niveau: z.string(), code: z.string(), naam: z.string() });
const sides = {
  som: z.number().nullable().describe('Som van de tellingen; null: staat er niet in'),
  totaal: z.number().nullable().describe('In het totaal; null: staat er niet in'),
};
const change = z.object({
  cijfers: z.array(z.object({ wat: z.string(), ...sides })),
  lijsten: z.array(
    z.object({
      ...{ lijst: z.int(), naam: z.string(), ...sides },
      kandidaten: z.array(z.object({ kandidaat: z.union([z.int(), z.string()]), ...sides })),
    }),
  ),
});
const STATES = { incomplete: 'nietCompleet', agrees: 'klopt', differs: 'verschilt' } as const;
const stand = z.object({
  ...{ stembureau: named, bericht: z.enum(['510c', '510d']), stand: z.enum(Object.values(STATES)) },
  ...{ verwacht: z.int(), binnen: z.int() },
  stemmen: z.number().describe('Stemmen op lijsten in de tellingen die er zijn'),
  ontbrekendeLijsten: z.array(z.object({ lijst: z.int(), naam: z.string(), stemmen: z.number() })),
});
const whole = stand.extend({
  ontbreekt: z.array(named.extend({ inTotaal: z.boolean() })),
  nietVerschuldigd: z
    .array(named.extend({ inTotaal: z.boolean() }))
    .describe('Wie niets hoeft te leveren: wat het totaal ervan telt, is niet vergeleken'),
  vreemd: z.array(
    z.object({
      id: z.string(),
      naam: z.string(),
      waarom: z.enum(['twice', 'elsewhere', 'unknown']),
    }),
  ),
  alleenLijsttotaal: z
    .array(z.int())
    .describe(
      'Lijsten waarvan de kandidaten niet zijn te vergelijken: het ene bestand noemt een nummer, het andere een code',
    ),
  verschil: change.nullable(),
  onderdelen: z.array(z.object({ stembureau: named, inTotaal: z.boolean(), verschil: change })),
});
const refusals = ['request.notFound'] as const;
const sums = route({
  ...{ method: 'GET', path: '/v1/sommen', access: ADDERS, id: 'sommen', tag: 'Ontvangen', refusals },
  summary: 'Of totalen de som zijn van de tellingen',
  answers: {
    200: {
      description: 'Elk totaal naast de som',
      schema: z.object({ verkiezing: z.string(), bijgewerkt: z.string(), totalen: z.array(stand) }),
    },
  },
});
const one = route({
  ...{ method: 'GET', path: '/v1/sommen/:code', access: ADDERS, id: 'som', tag: 'Ontvangen', refusals },
  summary: 'Waar een totaal verschilt van de som van de tellingen, tot op de kandidaat',
  params: wholeParams,
  answers: { 200: { description: 'Het totaal van dit stembureau naast de som', schema: whole } },
});

/** Whether totals are the sum of the counts, for programs. */
@Controller()
export class SumsController {
  constructor(private readonly sums: ShowSums) {}

  @Handle(sums)
  async show({ actor }: Input<typeof sums>) {
    const { plan, at, wholes } = await this.sums.run(actor);
    return {
      ...{ verkiezing: plan.definition.id, bijgewerkt: at.toISOString() },
      totalen: wholes.map((whole) => standJson(whole)),
    };
  }

  @Handle(one)
  async one({ actor, params: { code } }: Input<typeof one>) {
    const { whole } = await this.sums.one(actor, code);
    const came = whole.due - whole.missing.length;
    return {
      ...standJson({ ...whole, came, votes: whole.sum.totalCounted }),
      ontbreekt: whole.missing.map((part) => ({ ...namedJson(part), inTotaal: part.inWhole })),
      nietVerschuldigd: whole.unchecked.map((one) => ({ ...namedJson(one), inTotaal: one.inWhole })),
      vreemd: whole.strange.map(({ id, name, why }) => ({ id, naam: name, waarom: why })),
      alleenLijsttotaal: [...whole.nameless],
      verschil: whole.totals && changeJson(whole.totals),
      onderdelen: whole.parts.map(({ part, absent, change: own }) => ({
        ...{ stembureau: namedJson(part), inTotaal: !absent, verschil: changeJson(own) },
      })),
    };
  }
}

type Named = { readonly level: string; readonly code: string; readonly name: string };
const namedJson = ({ level, code, name }: Named) => ({ niveau: level, code, naam: name });
const sidesJson = ({ before, after }: { readonly before: number | null; readonly after: number | null }) => ({
  ...{ som: before, totaal: after },
});

function standJson({ committee, message, state, due, came, votes, lostLists }: WholeStand) {
  return {
    ...{ stembureau: namedJson(committee), bericht: message, stand: STATES[state] },
    ...{ verwacht: due, binnen: came, stemmen: votes },
    ontbrekendeLijsten: lostLists.map((lost) => ({ lijst: lost.list, naam: lost.name, stemmen: lost.votes })),
  };
}

function changeJson({ figures, lists }: BlockChange) {
  return {
    cijfers: figures.map(({ what, ...votes }) => ({ wat: what, ...sidesJson(votes) })),
    lijsten: lists.map(({ list, name, candidates, ...votes }) => ({
      ...{ lijst: list, naam: name, ...sidesJson(votes) },
      kandidaten: candidates.map(({ candidate, ...own }) => ({ kandidaat: candidate, ...sidesJson(own) })),
    })),
  };
}
