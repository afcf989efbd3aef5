import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Settings } from '../platform/settings.js';
import type { DecisionProblem } from './decision-form.js';
import type { SubmissionView } from './describe-submission.js';
import { FindOtherHats } from './find-other-hats.js';
import { SubmissionPageView } from './submission-view.js';
import { submissionNumber } from './submission.js';

/** The page of one submission, as several handlers answer with it. */
@Injectable()
export class SubmissionScreen {
  constructor(
    private readonly frame: PageFrame,
    private readonly hats: FindOtherHats,
    private readonly settings: Settings,
  ) {}

  /** The whole document; `problem` is what was wrong with the form that was just sent. */
  async html(
    request: FastifyRequest,
    actor: PersonActor,
    view: SubmissionView,
    problem: DecisionProblem | null = null,
  ): Promise<string> {
    const { submission } = view;
    const otherHats = await this.hats.run(submission, actor);
    return await this.frame.html(request, {
      title: `Levering ${submissionNumber(submission)}`,
      lead: `${view.senderName}, ${view.electionName}`,
      back: { href: '/leveringen', label: 'Leveringen' },
      hasErrors: problem !== null,
      body: (
        <SubmissionPageView
          view={view}
          otherHats={otherHats}
          phone={this.settings.helpdeskPhone}
          problem={problem}
        />
      ),
    });
  }
}
