import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { DELIVERY_LAW } from '../elections/routes.js';
import { PageFrame } from '../frame/page-frame.js';
import { ChooseHat } from '../identity/choose-hat.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { InvalidInput } from '../platform/http/parse.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { PAPER_FIELD } from '../web/paper-form.js';
import { AbandonSubmission } from './abandon-submission.js';
import { AwaitVerdict } from './await-verdict.js';
import { readDecision, REPLACES_FIELD } from './decision-view.js';
import { ComparePaper } from './compare-paper.js';
import { DeliverSubmission } from './deliver-submission.js';
import { FindOtherHats, MoveSubmission } from './move-submission.js';
import { FindSubmission, ShowReceipt, ShowSubmission } from './show-submission.js';
import { DIFFERS_FIELD, readDiffers, readLater, type SaidOfPaper } from './paper-view.js';
import { ReceiptView } from './receipt-view.js';
import { SENDERS } from './submission.controller.js';
import { SubmissionPageView } from './submission-view.js';
import { readSubmissionId, submissionNumber, type Submission } from './submission.js';
import { stateWords } from './words.js';

const access = SENDERS;
const params = { id: anId };
const submission = page({ path: '/leveringen/:id', access, title: 'Levering', params });
const receipt = page({
  path: '/leveringen/:id/ontvangstbewijs',
  access,
  title: 'Ontvangstbewijs',
  params,
});
const submitting = form({
  path: '/leveringen/:id/indienen',
  access,
  law: DELIVERY_LAW,
  params,
  body: fields(z.record(z.string(), z.unknown())),
  field: 'deel-indienen',
  kept: 'Uw bestand is bewaard, nog niet ingediend.',
  refusals: [
    'upload.notOpenYet',
    'upload.notAllowed',
    'upload.secondMissing',
    'upload.refused',
    'upload.replacesMissing',
    'upload.replacesWrong',
  ],
});
const comparing = form({
  path: '/leveringen/:id/vergelijken',
  access,
  law: DELIVERY_LAW,
  params,
  body: fields(z.record(z.string(), z.unknown())),
  field: PAPER_FIELD,
  refusals: ['upload.noReceipt', 'upload.secondMissing'],
});
const differing = form({
  path: '/leveringen/:id/papier-anders',
  access,
  law: DELIVERY_LAW,
  params,
  body: fields(z.record(z.string(), z.unknown())),
  field: DIFFERS_FIELD,
  refusals: ['upload.refused'],
});
const stopping = form({ path: '/leveringen/:id/stoppen', access, params });
const moving = form({
  path: '/leveringen/:id/verplaatsen',
  access,
  params,
  body: fields(z.object({ rol: z.unknown().optional() })),
});

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** One submission in the browser: step 2, its refusal, or where it stands. */
@Controller()
export class SubmissionPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly submission: ShowSubmission,
    private readonly otherHats: FindOtherHats,
    private readonly find: FindSubmission,
    private readonly deliver: DeliverSubmission,
    private readonly comparing: ComparePaper,
  ) {}

  @Handle(submission)
  async show({ params: { id }, actor }: Asked, call: Call): Promise<string> {
    const view = await this.submission.run(id, actor);
    const number = submissionNumber(view.submission);
    const problems = view.submission.state === 'refused' ? [] : problemsOf(call);
    return await this.frame.html(call.request, {
      title: `${stateWords(view.submission).text}: levering ${number}`,
      lead: `${view.senderName}, ${view.electionName}`,
      back: { href: '/leveringen', label: 'Leveringen' },
      hasErrors: problems.length > 0,
      body: (
        <SubmissionPageView
          view={view}
          otherHats={await this.otherHats.run(view.submission, actor)}
          phone={this.frame.phone}
          sent={{ problems, typed: call.typed }}
          alarm={await this.submission.alarm(view.submission, actor)}
          own={view.submission.personId === actor.personId}
        />
      ),
    });
  }

  @Handle(submitting, (on: SubmissionPage, input, call) => on.show(input, call))
  async submit({ params: { id }, body, actor }: Input<typeof submitting>) {
    const found = await this.find.run(id, actor);
    const asked = await this.find.paperAsked(found);
    const { statement, session } = await this.heard(readDecision(body, found, asked), found, actor);
    const wish = { statement, session, replaces: readSubmissionId(body[REPLACES_FIELD]) };
    const delivered = await this.deliver.run(found, wish, actor);
    return seeOther(`/leveringen/${delivered.id}/ontvangstbewijs`);
  }

  @Handle(comparing, (on: SubmissionPage, input, call) => on.show(input, call))
  async compare({ params: { id }, body, actor }: Input<typeof comparing>) {
    const found = await this.find.run(id, actor);
    const { statement } = await this.heard(readLater(body, found), found, actor);
    if (statement !== null) await this.comparing.run(found.id, statement, actor);
    return seeOther(`/leveringen/${found.id}/ontvangstbewijs`);
  }

  /** Before delivery it refuses the file; afterwards it undoes nothing and tells who received it. */
  @Handle(differing, (on: SubmissionPage, input, call) => on.show(input, call))
  async differ({ params: { id }, body, actor }: Input<typeof differing>) {
    const found = await this.find.run(id, actor);
    const { statement } = await this.heard(readDiffers(body, found), found, actor);
    if (statement !== null) await this.deliver.run(found, { statement }, actor);
    return seeOther(`/leveringen/${found.id}`);
  }

  /** What was said of the paper; a form that is wrong is shown again, and slips in it are counted. */
  private async heard<Said extends { readonly kind: 'said' }>(
    said: Said | Extract<SaidOfPaper, { kind: 'wrong' }>,
    submission: Submission,
    actor: PersonActor,
  ): Promise<Said> {
    if (said.kind === 'said') return said;
    if (said.slips.length > 0) await this.comparing.slip(submission, said.slips, actor);
    throw new InvalidInput(
      said.problems.map(({ field, message }) => ({ pointer: `/${field}`, detail: message })),
    );
  }
}

/** Step 3: the receipt, on screen and on one sheet of paper. */
@Controller()
export class ReceiptPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly receipt: ShowReceipt,
  ) {}

  @Handle(receipt)
  async showReceipt({ params: { id }, actor }: Asked, { request }: Call): Promise<string> {
    const shown = await this.receipt.run(id, actor);
    const number = submissionNumber(shown.view.submission);
    return await this.frame.html(request, {
      title: `${receipt.title} ${number}`,
      back: { href: `/leveringen/${id}`, label: `${submission.title} ${number}` },
      body: <ReceiptView receipt={shown} />,
    });
  }
}

/** The other ways out of step 2. */
@Controller()
export class SubmissionExitPage {
  constructor(
    private readonly find: FindSubmission,
    private readonly abandon: AbandonSubmission,
    private readonly move: MoveSubmission,
    private readonly verdict: AwaitVerdict,
    private readonly hats: ChooseHat,
  ) {}

  @Handle(stopping)
  async stop({ params: { id }, actor }: Input<typeof stopping>) {
    const found = await this.find.run(id, actor);
    await this.abandon.run(found.id, actor);
    return seeOther('/leveringen?melding=gestopt');
  }

  /** The same bytes under another hat, which this session then wears. */
  @Handle(moving)
  async relocate({ params: { id }, body: { rol }, actor }: Input<typeof moving>) {
    const refused = await this.find.run(id, actor);
    const { via } = actor;
    if (typeof rol !== 'string' || via.kind !== 'session') throw new Refusal('upload.notMovable');
    const moved = await this.move.run(refused, rol, actor);
    await this.hats.run(rol, via.id, actor);
    await this.verdict.run(moved.submission.id, moved.actor).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    return seeOther(`/leveringen/${moved.submission.id}`);
  }
}

/** What was wrong; who did not know what is current now reads that it changed, and that sending again replaces it. */
function problemsOf({ problems, refused }: Call): Call['problems'] {
  const current = refused?.details['huidig'];
  if (current === undefined) return problems;
  const message = `Intussen is er iets veranderd: nu geldt ${String(current)}. Bekijk die eerst. Wilt u deze levering toch indienen, dan komt zij daarvoor in de plaats.`;
  return [{ field: 'deel-indienen', message }];
}
