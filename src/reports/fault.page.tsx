import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { OPEN_FORM_REFUSALS, OpenForms, TOKEN_FIELD } from '../frame/open-forms.js';
import { PageFrame } from '../frame/page-frame.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { placeOf, resultParams } from '../publication/results.controller.js';
import { ShowResults } from '../publication/show-results.js';
import { resultPath } from '../publication/words.js';
import { messageText } from '../routing/words.js';
import { FaultView, FollowView, ReceiptView } from './fault-view.js';
import { FAULT, ReceiveReport } from './receive-report.js';
import { REPORT_KINDS } from './report.js';
import { faultForm, followForm } from './report-input.js';
import { ShowReports } from './show-reports.js';
import { FOLLOW_PATH } from './words.js';

const open = { access: PUBLIC, law: REPORT_KINDS.fault.law, limited: 'reading' } as const;
const ofFile = {
  ...open,
  path: '/uitslagen/:verkiezing/:orgaan/:bestand/fout-melden',
  params: resultParams,
} as const;
const asking = page({
  ...ofFile,
  title: 'Een fout melden',
  query: z.object({ versie: z.coerce.number().int().catch(0) }),
});
const reporting = form({
  ...ofFile,
  body: fields(faultForm),
  field: 'fout',
  refusals: OPEN_FORM_REFUSALS,
});
const following = page({ ...open, path: FOLLOW_PATH, title: 'Uw melding volgen' });
const looking = form({
  ...open,
  path: FOLLOW_PATH,
  body: fields(followForm),
  field: 'nummer',
  refusals: ['report.unknown'],
});

/** A fault in a public file: reported by anybody, and followed by who did, without an account and without script. */
@Controller()
export class FaultPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly results: ShowResults,
    private readonly receive: ReceiveReport,
    private readonly reports: ShowReports,
    private readonly forms: OpenForms,
  ) {}

  @Handle(asking)
  ask({ params, query }: Input<typeof asking>, call: Call): Promise<string> {
    return this.shown(params, call, query.versie);
  }

  @Handle(reporting, (on: FaultPage, { params }, call) => on.shown(params, call))
  async report({ actor, params, body }: Input<typeof reporting>, { request }: Call): Promise<string> {
    if (actor.kind === 'system') throw new Error(`${actor.part} sent a form`);
    const receipt = await this.receive.run(actor, placeOf(params), body.said, body.sent);
    return await this.frame.html(request, {
      title: 'Uw melding is ontvangen',
      body: <ReceiptView receipt={receipt} />,
    });
  }

  @Handle(following)
  follow(_: Input<typeof following>, call: Call): Promise<string> {
    return this.followed(call);
  }

  @Handle(looking, (on: FaultPage, _, call) => on.followed(call))
  async look({ body: { nummer, code } }: Input<typeof looking>, call: Call): Promise<string> {
    const shown = await this.reports.follow(nummer, code);
    return await this.frame.html(call.request, {
      title: `Melding ${shown.report.number}`,
      lead: shown.plan.definition.name,
      back: { href: FOLLOW_PATH, label: following.title },
      body: <FollowView shown={shown} problems={[]} typed={{}} />,
    });
  }

  private async shown(params: Input<typeof asking>['params'], call: Call, version = 0): Promise<string> {
    const { request, problems, refused, typed } = call;
    const place = placeOf(params);
    const shown = await this.results.file(place);
    const used = refused?.code === 'request.formUsed';
    const token = await this.forms.token(FAULT, used ? '' : typed[TOKEN_FIELD]);
    return await this.frame.html(request, {
      title: asking.title,
      lead: `${shown.committee.name}: ${messageText(shown.duty.message)}`,
      back: { href: resultPath(place.electionId, { code: place.code }, place.message), label: 'Het bestand' },
      hasErrors: problems.length > 0,
      body: <FaultView {...{ shown, version, token, problems, typed }} />,
    });
  }

  private async followed({ request, problems, typed }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: following.title,
      hasErrors: problems.length > 0,
      body: <FollowView shown={null} problems={problems} typed={typed} />,
    });
  }
}
