import { z } from 'zod';
import { LEVELS } from '../kernel/committee.js';
import { noticeFacts, type NoticeKind } from '../notify/notice.js';
import type { Operation } from './operation.js';
import { moment } from '../upload/verdict-answer.js';

const TAG = 'Berichten';
const kinds = noticeFacts.options.map((option) => option.shape.kind.value) as [NoticeKind, ...NoticeKind[]];

const notices = z.object({
  berichten: z.array(
    z.object({
      id: z.uuid(),
      soort: z.enum(kinds),
      tijd: moment,
      gelezen: moment.nullable(),
      titel: z.string(),
      tekst: z.string(),
      adres: z.string().nullable().meta({ description: 'Pad op de site waar het over gaat' }),
    }),
  ),
});

/** Shapes that get a name of their own in the document. */
export const NOTICE_SCHEMAS = { Berichten: notices };

export const NOTICE_PATHS: readonly Operation[] = [
  {
    method: 'get',
    path: '/berichten',
    id: 'berichten',
    tag: TAG,
    summary: 'De nieuwste 200 berichten voor uw orgaan',
    access: LEVELS,
    query: z.object({ ongelezen: z.enum(['0', '1']).default('0') }),
    answers: [{ status: 200, description: 'De lijst', schema: notices }],
  },
  {
    method: 'post',
    path: '/berichten/{id}/gelezen',
    id: 'berichtGelezen',
    tag: TAG,
    summary: 'Een bericht als gelezen markeren',
    access: LEVELS,
    answers: [{ status: 204, description: 'Gemarkeerd' }],
  },
];
