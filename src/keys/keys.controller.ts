import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, CurrentPerson } from '../identity/access.js';
import { idOf } from '../identity/own-session.js';
import { lines } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { parse } from '../platform/http/parse.js';
import { readBody } from '../platform/http/read-body.js';
import { certificateBytes, keyJson, keyQuery, registrationBody, stateOf } from './key-api.js';
import { KeyDesk } from './key-desk.js';
import { ListKeys } from './list-keys.js';
import { RegisterKey } from './register-key.js';
import { ShowKey } from './show-key.js';

/** The longest certificate file taken, in bytes. */
export const LONGEST_CERTIFICATE = 16 * 1024;

/** Why a key is turned down or ended: its committee reads it. */
export const reasonBody = z.object({ reden: lines(500, 'Vul de reden in.') });

/** Public keys for programs: `/v1/sleutels`. */
@Controller('v1/sleutels')
export class KeysController {
  constructor(
    private readonly keys: ListKeys,
    private readonly key: ShowKey,
    private readonly register: RegisterKey,
    private readonly desk: KeyDesk,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow([...COMMITTEE_LEVELS, 'OPERATOR'])
  async list(@CurrentPerson() actor: PersonActor, @Query() query: unknown) {
    const { verkiezing, toestand, bladzijde } = parse(keyQuery, query);
    const asked = {
      page: bladzijde,
      ...(verkiezing === undefined ? {} : { electionId: verkiezing }),
      ...(toestand === undefined ? {} : { state: stateOf(toestand) }),
    };
    const { keys, more } = await this.keys.run(asked, actor);
    const now = this.clock.now();
    return { sleutels: keys.map((key) => keyJson(key, now)), volgendeBladzijde: more ? bladzijde + 1 : null };
  }

  /** JSON `{certificaat}`, or the file itself as application/octet-stream. */
  @Post()
  @HttpCode(201)
  @Allow(COMMITTEE_LEVELS)
  async add(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPerson() actor: PersonActor,
    @Body() body: unknown,
  ) {
    const json = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    const bytes = json
      ? certificateBytes(parse(registrationBody, body))
      : await readBody(request.body, LONGEST_CERTIFICATE);
    const key = await this.register.run(bytes, actor);
    void reply.header('location', `/v1/sleutels/${key.id}`);
    return keyJson(key, this.clock.now());
  }

  @Get(':id')
  @Allow([...COMMITTEE_LEVELS, 'OPERATOR'])
  async show(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    const { key, certificate } = await this.key.run(idOf(id), actor);
    return keyJson(key, this.clock.now(), certificate);
  }

  @Post(':id/goedkeuren')
  @HttpCode(200)
  @Allow(['OPERATOR'])
  async approve(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    return keyJson(await this.desk.approve(idOf(id), actor), this.clock.now());
  }

  @Post(':id/afwijzen')
  @HttpCode(200)
  @Allow(['OPERATOR'])
  async reject(@Param('id') id: string, @CurrentPerson() actor: PersonActor, @Body() body: unknown) {
    const { reden } = parse(reasonBody, body);
    return keyJson(await this.desk.reject(idOf(id), reden, actor), this.clock.now());
  }

  @Post(':id/intrekken')
  @HttpCode(200)
  @Allow([...COMMITTEE_LEVELS, 'OPERATOR'])
  async revoke(@Param('id') id: string, @CurrentPerson() actor: PersonActor, @Body() body: unknown) {
    const { reden } = parse(reasonBody, body);
    return keyJson(await this.desk.revoke(idOf(id), reden, actor), this.clock.now());
  }
}
