import { Controller } from '@nestjs/common';
import { z } from 'zod';
import type { PersonActor } from '../kernel/actor.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, page, route, type Input } from '../platform/http/route.js';
import { CSV_TYPE, sendCsv } from '../platform/http/send-csv.js';
import { RECEIVERS } from '../routing/received-input.js';
import { SENDERS } from '../upload/submission.controller.js';
import { CSV_FORMS, type CountCsv, type CsvForm } from './csv-form.js';
import { HandOutCsv } from './hand-out-csv.js';

const params = { id: anId };
const query = z.object({
  vorm: z
    .enum(CSV_FORMS, { error: `Kies een van: ${CSV_FORMS.join(', ')}.` })
    .default('osv')
    .meta({ description: '`osv`: zoals uit OSV of Abacus. `lang`: één getal per regel' }),
});

/** Whose counts: those that a body received, or those that it sent. */
const SIDES: readonly {
  readonly at: string;
  readonly tag: string;
  readonly id: string;
  readonly access: typeof RECEIVERS;
  readonly refusals: readonly ('upload.noReceipt' | 'counts.notReadYet' | 'stations.damaged')[];
  readonly find: (from: HandOutCsv, actor: PersonActor, id: string, form: CsvForm) => Promise<CountCsv>;
}[] = [
  {
    at: 'ontvangen',
    tag: 'Ontvangen',
    id: 'ontvangenCsv',
    access: RECEIVERS,
    refusals: ['counts.notReadYet', 'stations.damaged'],
    find: (from, actor, id, form) => from.received(actor, id, form),
  },
  {
    at: 'leveringen',
    tag: 'Leveringen',
    id: 'leveringCsv',
    access: SENDERS,
    refusals: ['upload.noReceipt', 'counts.notReadYet', 'stations.damaged'],
    find: (from, actor, id, form) => from.sent(actor, id, form),
  },
];

/** A count as CSV, made from the count file itself; for programs under `/v1` and for browsers. */
@Controller()
export class CountCsvController {
  constructor(readonly handOut: HandOutCsv) {}
}

for (const { at, tag, id, access, refusals, find } of SIDES) {
  const summary = 'De cijfers van het telbestand als CSV';
  const program = route({
    method: 'GET',
    path: `/v1/${at}/:id/telling.csv`,
    access,
    id,
    tag,
    summary,
    description:
      'Gemaakt uit het telbestand zelf; er is geen handtekening bij. De namen van kandidaten staan erin als de kandidatenlijst (230b) van de kieskring is klaargezet, en zijn anders leeg.',
    params,
    query,
    answers: {
      200: {
        description: 'De CSV: UTF-8, puntkomma’s',
        types: ['text/csv'],
        headers: { 'Content-Disposition': 'Altijd attachment' },
      },
    },
    refusals,
  });
  const browser = page({
    path: `/${at}/:id/telling.csv`,
    access,
    title: summary,
    type: CSV_TYPE,
    params,
    query,
  });
  for (const declared of [program, browser])
    Handle(declared as typeof browser)(CountCsvController.prototype, `${declared.kind}:${at}`, {
      value: async function (
        this: CountCsvController,
        { actor, params: given, query: { vorm } }: Input<typeof browser>,
        call: Call,
      ) {
        await sendCsv(await find(this.handOut, actor, given.id, vorm), call);
        return '';
      },
    });
}
