import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { LEVELS } from '../kernel/committee.js';
import { hats } from '../platform/http/access.js';
import { Handle } from '../platform/http/handle.js';
import { anId, route, type Input } from '../platform/http/route.js';
import { SHAPES } from '../platform/http/shapes.js';
import { ListNotices } from './list-notices.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';
import { noticeFacts } from './notice.js';

/** So many are shown, the newest. */
export const MOST_NOTICES = 200;
const TAG = 'Berichten';
/** Every body gets notices. */
export const NOTICE_READERS = hats(LEVELS);

const kinds = noticeFacts.options.map((option) => option.shape.kind.value);
const moment = z.iso.datetime();
const noticesSchema = z
  .object({
    berichten: z.array(
      z.object({
        id: z.uuid(),
        soort: z
          .enum([...kinds, 'unknown'])
          .meta({ description: '`unknown`: een soort van een nieuwere versie van het platform' }),
        alarm: z
          .boolean()
          .optional()
          .meta({ description: 'Een nieuwe versie met andere cijfers, zonder nieuwe zitting' }),
        tijd: moment,
        gelezen: moment.nullable(),
        titel: z.string(),
        tekst: z.string(),
        adres: z.string().nullable().meta({ description: 'Pad op de site waar het over gaat' }),
      }),
    ),
  })
  .register(SHAPES, { id: 'Berichten' });

const list = route({
  method: 'GET',
  path: '/v1/berichten',
  access: NOTICE_READERS,
  id: 'berichten',
  tag: TAG,
  summary: 'De nieuwste 200 berichten voor uw orgaan',
  query: z.object({ ongelezen: z.enum(['0', '1']).default('0') }),
  answers: { 200: { description: 'De lijst', schema: noticesSchema } },
});

const reading = route({
  method: 'POST',
  path: '/v1/berichten/:id/gelezen',
  access: NOTICE_READERS,
  id: 'berichtGelezen',
  tag: TAG,
  summary: 'Een bericht als gelezen markeren',
  params: { id: anId },
  answers: { 204: { description: 'Gemarkeerd' } },
});

/** Notices, for programs: the newest 200. */
@Controller()
export class NoticesController {
  constructor(
    private readonly notices: ListNotices,
    private readonly seen: MarkNoticeSeen,
  ) {}

  @Handle(list)
  async list({ query, actor }: Input<typeof list>) {
    const unseen = query.ongelezen === '1';
    const notices = await this.notices.run(actor, { unseen, counted: true, limit: MOST_NOTICES });
    return {
      berichten: notices.map(({ id, at, seenAt, facts, title, text, href }) => ({
        id,
        soort: facts.kind,
        ...('alarm' in facts && facts.alarm === true ? { alarm: true } : {}),
        tijd: at.toISOString(),
        gelezen: seenAt?.toISOString() ?? null,
        titel: title,
        tekst: text,
        adres: href,
      })),
    };
  }

  @Handle(reading)
  async read({ params, actor }: Input<typeof reading>): Promise<void> {
    await this.seen.run(actor, { id: params.id });
  }
}
