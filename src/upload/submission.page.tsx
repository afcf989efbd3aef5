import { Body, Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { ChooseHat } from '../identity/choose-hat.js';
import { AttemptLog } from '../audit/attempts.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { readFingerprintForm } from '../web/fingerprint-form.js';
import { AbandonSubmission } from './abandon-submission.js';
import { AwaitVerdict } from './await-verdict.js';
import { readDecision, type DecisionProblem } from './decision-form.js';
import { DeliverSubmission } from './deliver-submission.js';
import { FindSubmission } from './find-submission.js';
import { MoveSubmission } from './move-submission.js';
import { ShowSubmission } from './show-submission.js';
import { SubmissionScreen } from './submission-screen.js';
import { readSubmissionId, type Submission } from './submission.js';

const HTML = 'text/html; charset=utf-8';
type FormFields = Readonly<Record<string, unknown>>;

/** One submission in the browser: step 2, its refusal, or where it stands. */
@Controller('leveringen/:id')
@Allow(COMMITTEE_LEVELS)
export class SubmissionPage {
  constructor(
    private readonly show: ShowSubmission,
    private readonly deliver: DeliverSubmission,
    private readonly screen: SubmissionScreen,
    private readonly attempts: AttemptLog,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async one(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    return await this.screen.html(request, actor, await this.show.run(id, actor));
  }

  @Post('indienen')
  async submit(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = (body ?? {}) as FormFields;
    const view = await this.show.run(id, actor);
    const decision = readDecision(readFingerprintForm(form), form['reden'], compares(view.submission));
    if ('problem' in decision) {
      await this.log(request, actor, 'request.invalid');
      await reply
        .status(400)
        .type(HTML)
        .send(await this.screen.html(request, actor, view, decision.problem));
      return;
    }
    const { statement } = decision;
    try {
      const wish = { statement, replaces: readSubmissionId(form['vervangt']) };
      const delivered = await this.deliver.run(view.submission.id, wish, actor);
      await reply.redirect(`/leveringen/${delivered.id}/ontvangstbewijs`, 303);
    } catch (error) {
      const problem = explained(error);
      if (problem === null) throw error;
      await this.log(request, actor, (error as Refusal).code);
      const after = await this.show.run(id, actor);
      const html = await this.screen.html(
        request,
        actor,
        after,
        after.submission.state === 'judged' ? problem : null,
      );
      await reply.status(409).type(HTML).send(html);
    }
  }

  /** What was turned down is logged here, because the answer is a page and no refusal. */
  private async log(request: FastifyRequest, actor: PersonActor, code: string): Promise<void> {
    const { method, traceId } = request;
    await this.attempts.record({ actor, method, route: '/leveringen/:id/indienen', traceId, code });
  }
}

/** The other ways out of step 2. */
@Controller('leveringen/:id')
@Allow(COMMITTEE_LEVELS)
export class SubmissionExitPage {
  constructor(
    private readonly find: FindSubmission,
    private readonly abandon: AbandonSubmission,
    private readonly move: MoveSubmission,
    private readonly verdict: AwaitVerdict,
    private readonly hats: ChooseHat,
  ) {}

  @Post('stoppen')
  async stop(
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id: known } = await this.find.run(id, actor);
    await this.abandon.run(known, actor);
    await reply.redirect('/leveringen?melding=gestopt', 303);
  }

  /** The same bytes under another hat, which this session then wears. */
  @Post('verplaatsen')
  async relocate(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const refused = await this.find.run(id, actor);
    const hatId = ((body ?? {}) as FormFields)['rol'];
    const { sessionId } = request;
    if (typeof hatId !== 'string' || sessionId === undefined) throw new Refusal('upload.notMovable');
    const moved = await this.move.run(refused, hatId, actor);
    await this.hats.run(hatId, sessionId, actor);
    await this.verdict.run(moved.submission.id, moved.actor).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    await reply.redirect(`/leveringen/${moved.submission.id}`, 303);
  }
}

function compares(submission: Submission): boolean {
  return submission.state === 'judged' && submission.verdict.fingerprint !== null;
}

/** A "no" that shows on the submission's own page; null for one that needs a page of its own. */
function explained(error: unknown): DecisionProblem | null {
  if (!(error instanceof Refusal)) return null;
  if (error.code === 'upload.refused') return { fields: [] };
  if (error.code !== 'upload.replacesMissing' && error.code !== 'upload.replacesWrong') return null;
  const huidig = String(error.details['huidig']);
  const message = `Intussen is er iets veranderd: nu geldt ${huidig}. Bekijk die eerst. Wilt u deze levering toch indienen, dan komt zij daarvoor in de plaats.`;
  return { fields: [{ field: 'deel-indienen', message }] };
}
