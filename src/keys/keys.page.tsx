import { Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, CurrentPerson } from '../identity/access.js';
import { FormRefusals } from '../frame/form-refusals.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { EmptyState, Link, Paragraph } from '../web/components/index.js';
import { readCertificateForm } from './certificate-form.js';
import { userIdOf } from './certificate-of.js';
import { KeyBoardBody } from './key-board-body.js';
import { KeyOverview } from './key-overview.js';
import { LONGEST_CERTIFICATE } from './keys.controller.js';
import { OwnKeysBody, type OwnKeysView } from './own-keys-body.js';
import { KEY_REFUSALS } from './refusals.js';
import { RegisterKey } from './register-key.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  aangemeld: {
    tone: 'ok',
    title: 'De sleutel is aangemeld',
    text: 'De Kiesraad beslist nu. U ziet hier wanneer de sleutel is goedgekeurd.',
  },
  goedgekeurd: { tone: 'ok', title: 'De sleutel is goedgekeurd' },
  afgewezen: { tone: 'ok', title: 'De sleutel is afgewezen' },
  ingetrokken: { tone: 'ok', title: 'De sleutel is ingetrokken', text: 'Hij wordt niet meer gebruikt.' },
};

const number = z.coerce.number().int().min(1).max(10_000).catch(1);
const boardQuery = z.object({
  verkiezing: z.string().max(120).optional().catch(undefined),
  bladzijde: number,
  ontbreekt: number,
});

/** Public keys: a committee's own, and for the operator those of every committee. */
@Controller('sleutels')
export class KeysPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly overview: KeyOverview,
    private readonly register: RegisterKey,
    private readonly forms: FormRefusals,
  ) {}

  @Get()
  @Allow([...COMMITTEE_LEVELS, 'OPERATOR'])
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Query() query: unknown,
  ): Promise<string> {
    return actor.hat.role === 'operator' ? this.board(request, actor, query) : this.own(request, actor);
  }

  @Post()
  @Allow(COMMITTEE_LEVELS)
  @HttpCode(200)
  async add(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentPerson() actor: PersonActor,
  ): Promise<void> {
    let typed: string | undefined;
    try {
      const sent = await readCertificateForm(request, LONGEST_CERTIFICATE);
      typed = sent.typed;
      await this.register.run(sent.bytes, actor);
    } catch (error) {
      const problems = await this.forms.problems(request, error, { table: KEY_REFUSALS, field: 'bestand' });
      const page = await this.own(request, actor, { problems, typed });
      await reply.status(422).type('text/html; charset=utf-8').send(page);
      return;
    }
    await reply.redirect('/sleutels?melding=aangemeld', 303);
  }

  private async own(
    request: FastifyRequest,
    actor: PersonActor,
    turnedDown: Partial<OwnKeysView> = {},
  ): Promise<string> {
    const { keys, now } = await this.overview.own(actor);
    const { electionId, body } = actor.hat;
    const view = {
      keys,
      now,
      electionId: electionId ?? '',
      userId: userIdOf(body),
      problems: [],
      typed: undefined,
      ...turnedDown,
    };
    return this.frame.html(request, {
      title: 'Publieke sleutels',
      lead: 'Met deze sleutels controleert het platform de handtekening onder uw telbestanden.',
      active: '/sleutels',
      flash: flashOf(request, FLASHES),
      hasErrors: view.problems.length > 0,
      body: <OwnKeysBody {...view} />,
    });
  }

  private async board(request: FastifyRequest, actor: PersonActor, query: unknown): Promise<string> {
    const { verkiezing, bladzijde, ontbreekt } = boardQuery.parse(query ?? {});
    const found = await this.overview.board(verkiezing ?? null, bladzijde, actor);
    return this.frame.html(request, {
      title: 'Publieke sleutels',
      lead: found?.board.election.name,
      active: '/sleutels',
      flash: flashOf(request, FLASHES),
      body:
        found === null ? (
          <EmptyState title="Er is nog geen verkiezing" icon="key">
            <Paragraph>
              Sleutels horen bij een verkiezing.{' '}
              <Link href="/verkiezingen">Richt eerst een verkiezing in.</Link>
            </Paragraph>
          </EmptyState>
        ) : (
          <KeyBoardBody {...found} missingPage={ontbreekt} />
        ),
    });
  }
}
