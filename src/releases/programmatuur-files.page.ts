import { Controller } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { PUBLIC } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, page, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { saveAs } from '../platform/http/download-headers.js';
import { ATOM_TYPE } from '../web/atom.js';
import { releasesFeed } from './atom.js';
import { HandOutFile } from './hand-out-file.js';
import { fileParams } from './release-files.controller.js';
import { ShowReleases } from './show-releases.js';
import { ShowSums } from './show-sums.js';

const access = PUBLIC;
const limited = 'reading';
const json = 'application/json; charset=utf-8';
const params = { id: anId };
/** Asked again each time: a release may have been withdrawn. */
const FRESH = { 'cache-control': 'public, no-cache', 'access-control-allow-origin': '*' };
/** Of bytes that never change. */
const FOR_GOOD = { ...FRESH, 'cache-control': 'public, max-age=31536000, immutable' };

const manifest = page({
  path: '/programmatuur/releases.json',
  access,
  limited,
  title: 'Alle releases, als JSON',
  type: json,
});
const feed = page({
  path: '/programmatuur/atom.xml',
  access,
  limited,
  title: 'Nieuwe releases, als Atom-feed',
  type: ATOM_TYPE,
});
const sums = page({
  path: '/programmatuur/:id/SHA256SUMS',
  access,
  limited,
  title: 'Vingerafdrukken van een release, voor sha256sum',
  params,
  type: 'text/plain; charset=utf-8',
});
const signature = page({
  path: '/programmatuur/:id/SHA256SUMS.p7s',
  access,
  limited,
  title: 'De handtekening onder SHA256SUMS',
  params,
  type: 'application/pkcs7-signature',
  refusals: ['release.notSigned'],
});
const chunks = page({
  path: '/programmatuur/:id/bestanden/:nummer/stukken.json',
  access,
  limited,
  title: 'Vingerafdrukken van de stukken van een bestand',
  params: fileParams,
  type: json,
});

/** What programs read of releases: lists, sums and chunks. */
@Controller()
export class ProgrammatuurFiles {
  constructor(
    private readonly releases: ShowReleases,
    private readonly handOut: HandOutFile,
    private readonly showSums: ShowSums,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Handle(manifest)
  async manifest() {
    return new Answered(200, JSON.stringify(await this.releases.manifest()), FRESH);
  }

  @Handle(feed)
  async feed() {
    const releases = await this.releases.published();
    return new Answered(200, releasesFeed(releases, this.settings.baseUrl, this.clock.now()), FRESH);
  }

  @Handle(sums)
  async sums({ params }: Input<typeof sums>) {
    const content = await this.showSums.content(params.id);
    return new Answered(200, content, { ...FRESH, 'content-disposition': saveAs('SHA256SUMS') });
  }

  @Handle(signature)
  async signature({ params }: Input<typeof signature>, { reply }: Call): Promise<string> {
    const cms = await this.showSums.signature(params.id);
    const headers = { ...FRESH, 'content-disposition': saveAs('SHA256SUMS.p7s') };
    await reply.headers(headers).type(signature.type).send(Buffer.from(cms));
    return '';
  }

  @Handle(chunks)
  async chunks({ params: { id, nummer } }: Input<typeof chunks>) {
    const found = await this.handOut.chunks({ id, index: nummer });
    return new Answered(200, JSON.stringify(found), FOR_GOOD);
  }
}
