import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { lines } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { LONGEST_ADDED } from './reminder-text.js';
import { NoReminders, RemindersView } from './reminders-view.js';
import { ReviewReminders } from './review-reminders.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: {
    tone: 'ok',
    title: 'De tekst is bewaard',
    text: 'Zij staat vanaf nu in elke herinnering van deze stemming.',
  },
};

const access = hats(['OPERATOR']);
const day = z.iso.date();
const list = page({
  path: '/herinneringen',
  access,
  title: 'Herinneringen',
  query: z.object({ dag: day.optional() }),
});
/** Nothing takes it away. */
const text = z
  .string()
  .trim()
  .refine(
    (typed) => typed === '' || lines(LONGEST_ADDED).safeParse(typed).success,
    `Gebruik hoogstens ${LONGEST_ADDED} tekens: alleen letters, cijfers en leestekens.`,
  );
const keeping = form({
  path: '/herinneringen/tekst',
  access,
  body: fields(z.object({ dag: day, tekst: text, doen: z.enum(['bekijk', 'bewaar']).default('bekijk') })),
  field: 'tekst',
});

/** What organisations are reminded of, and whom to call, for the Kiesraad. */
@Controller()
export class RemindersPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly reminders: ReviewReminders,
  ) {}

  @Handle(list)
  show({ query }: Input<typeof list>, call: Call): Promise<string> {
    return this.page(query.dag ?? null, call, null);
  }

  /** *Bekijk* shows the mail with this text and keeps nothing. */
  @Handle(keeping, (on: RemindersPage, _input: { actor: PersonActor }, call) =>
    on.page(day.safeParse(call.typed['dag']).data ?? null, call, call.typed['tekst'] ?? null),
  )
  async keep({ actor, body: { dag, tekst, doen } }: Input<typeof keeping>, call: Call) {
    if (doen === 'bekijk') return await this.page(dag, call, tekst);
    await this.reminders.keep(dag, tekst, actor);
    return seeOther(`/herinneringen?dag=${dag}&melding=bewaard`);
  }

  private async page(
    wanted: string | null,
    { request, problems }: Call,
    typed: string | null,
  ): Promise<string> {
    const shown = await this.reminders.run(wanted);
    return await this.frame.html(request, {
      title: list.title,
      lead: 'Elke organisatie krijgt hoogstens één mail per dag, over alles wat nog open staat.',
      active: '/',
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body:
        shown === null ? <NoReminders /> : <RemindersView shown={shown} typed={typed} problems={problems} />,
    });
  }
}
