import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Allow, CurrentPerson } from '../identity/access.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { parse } from '../platform/http/parse.js';
import { BundleDeliveries } from './bundle-deliveries.js';
import { isBarePair } from './delivery.js';
import { alreadyHas, entityTag, readRange, reprDigest, saveAs, wantsOther } from './download-headers.js';
import { FindDownload, type Download, type WantedPart } from './find-download.js';
import { HandOut } from './hand-out.js';
import { bundleQuery, readNumber, RECEIVERS } from './received-input.js';

/** Of a bundle that is still to be made: how long it is, is known when it is. */
const BUNDLE_HEADERS = { 'content-type': 'application/zip', 'accept-ranges': 'none' };

/**
 * The bytes, for programs under `/v1/ontvangen` and for browsers under `/ontvangen`, where a refusal is a page. Always
 * saved, never shown in the browser: whoever made a file can put anything in it.
 */
@Controller(['v1/ontvangen', 'ontvangen'])
@Allow(RECEIVERS)
export class DownloadController {
  constructor(
    private readonly find: FindDownload,
    private readonly handOut: HandOut,
    private readonly bundle: BundleDeliveries,
  ) {}

  @Get('alles')
  async all(
    @Query() query: unknown,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const which = parse(bundleQuery, query).alles === '1' ? 'all' : 'fresh';
    if (request.method === 'HEAD') {
      await this.bundle.check(actor, which);
      await reply.headers(BUNDLE_HEADERS).send(Readable.from([]));
      return;
    }
    const { name, size, bytes } = await this.bundle.run(actor, which);
    await reply
      .headers({ ...BUNDLE_HEADERS, 'content-length': size, 'content-disposition': saveAs(name) })
      .send(Readable.from(bytes, { objectMode: false }));
  }

  @Get(':id/bestand')
  file(
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, { kind: 'file', index: 1 }, request, reply);
  }

  @Get(':id/bestanden/:nummer')
  files(
    @Param() { id, nummer }: { id: string; nummer: string },
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, { kind: 'file', index: numbered(nummer) }, request, reply);
  }

  @Get(':id/eml')
  eml(
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, { kind: 'eml' }, request, reply);
  }

  /** The ZIP with the count and its signature alone: what the software of a CSB reads in. */
  @Get(':id/telling.zip')
  importable(
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, { kind: 'zip' }, request, reply);
  }

  @Get(':id/handtekening')
  signature(
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, { kind: 'signature' }, request, reply);
  }

  @Get(':id/bijlagen/:nummer')
  attachment(
    @Param() { id, nummer }: { id: string; nummer: string },
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, { kind: 'attachment', index: numbered(nummer) }, request, reply);
  }

  /** Answers 200, 206, 304, or 416 with the size. HEAD has no range, sends nothing and marks nothing. */
  private async send(
    actor: PersonActor,
    id: string,
    wanted: WantedPart,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const download = await this.find.run(actor, id, wanted);
    const etag = entityTag(download.sha256);
    const { headers, method } = request;
    if (wantsOther(headers['if-match'], etag)) throw new Refusal('delivery.otherBytes');
    if (alreadyHas(headers['if-none-match'], etag)) {
      await reply.status(304).header('etag', etag).send();
      return;
    }
    if (method === 'HEAD') {
      await reply.headers(headersOf(download, download.size)).send(Readable.from([]));
      return;
    }
    const ifRange = headers['if-range'];
    const answer = readRange(
      headers.range,
      download.size,
      etag,
      typeof ifRange === 'string' ? ifRange : undefined,
    );
    if (answer.kind === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${download.size}`);
      throw new Refusal('delivery.rangeOutside', { grootte: download.size });
    }
    const range = answer.kind === 'part' ? answer.range : null;
    const bytes = await this.handOut.run(actor, download, range);
    void reply.headers(headersOf(download, range ? range.end - range.start + 1 : download.size));
    if (range)
      void reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${download.size}`);
    await reply.send(Readable.from(bytes, { objectMode: false }));
  }
}

function headersOf(download: Download, length: number) {
  const isPackage = download.part === 'zip' || (download.part === 'file' && !isBarePair(download.delivery));
  return {
    'content-type': isPackage ? 'application/zip' : 'application/octet-stream',
    'content-length': length,
    'content-disposition': saveAs(download.name),
    'accept-ranges': 'bytes',
    etag: entityTag(download.sha256),
    'repr-digest': reprDigest(download.sha256),
  };
}

function numbered(text: string): number {
  const number = readNumber(text);
  if (number === null) throw new Refusal('request.notFound');
  return number;
}
