import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { PUBLISH_PATH } from '../publication/words.js';
import { HandleReport } from './handle-report.js';
import { REPORT_KINDS } from './report.js';
import { answerForm, HANDLERS } from './report-input.js';
import { ReportsView, ReportView } from './report-view.js';
import { ShowReports } from './show-reports.js';
import { reportPath, REPORTS_PATH } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bekeken: { tone: 'ok', title: 'Vastgelegd: u kijkt ernaar. Wie meldde, ziet dat.' },
  beantwoord: { tone: 'ok', title: 'Uw antwoord is vastgelegd. Wie meldde, kan het lezen.' },
};

const handled = { access: HANDLERS, law: REPORT_KINDS.fault.law } as const;
const list = page({ ...handled, path: REPORTS_PATH, title: 'Meldingen' });
const ofOne = { ...handled, path: `${REPORTS_PATH}/:id`, params: { id: anId } } as const;
const one = page({ ...ofOne, title: 'Een melding' });
const answering = form({
  ...ofOne,
  body: fields(answerForm),
  field: 'antwoord',
  refusals: ['report.closed'],
});
const looking = form({ ...ofOne, path: `${REPORTS_PATH}/:id/bekijken`, refusals: ['report.closed'] });

/** What anybody reported, for who handles it. */
@Controller()
export class ReportsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly reports: ShowReports,
    private readonly handling: HandleReport,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>, { request }: Call): Promise<string> {
    const shown = await this.reports.list(actor);
    return await this.frame.html(request, {
      title: list.title,
      lead: shown.plan.definition.name,
      active: PUBLISH_PATH,
      back: { href: PUBLISH_PATH, label: 'Openbaar maken' },
      body: <ReportsView shown={shown} />,
    });
  }

  @Handle(one)
  one({ actor, params: { id } }: Input<typeof one>, call: Call): Promise<string> {
    return this.single(actor, id, call);
  }

  @Handle(answering, (on: ReportsPage, { actor, params: { id } }, call) => on.single(actor, id, call))
  async answer({ actor, params: { id }, body }: Input<typeof answering>) {
    await this.handling.run(actor, id, body);
    return seeOther(`${reportPath(id)}?melding=beantwoord`);
  }

  @Handle(looking)
  async look({ actor, params: { id } }: Input<typeof looking>) {
    await this.handling.run(actor, id, { step: 'lookedAt', text: null });
    return seeOther(`${reportPath(id)}?melding=bekeken`);
  }

  private async single(actor: PersonActor, id: string, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.reports.one(actor, id);
    return await this.frame.html(request, {
      title: `Melding ${shown.report.number}`,
      lead: shown.plan.definition.name,
      active: PUBLISH_PATH,
      back: { href: REPORTS_PATH, label: list.title },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <ReportView {...{ shown, problems, typed }} />,
    });
  }
}
