import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { PUBLIC } from '../platform/http/access.js';
import { created } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, json, page, route, stream, type Input } from '../platform/http/route.js';
import { ASKED_OF_FILE, fileAnswers, FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { DIGEST_HEADERS, readRest, readWhole, REST_HEADERS } from '../upload/read-arrival.js';
import { ComposeRelease } from './compose-release.js';
import { HandOutFile } from './hand-out-file.js';
import { ReceiveReleaseFile } from './receive-release-file.js';
import { apiFileAddress, fileBody, releaseJson, releaseSchema } from './release-api.js';
import { RELEASE_LIMITS } from './release-file.js';
import { RELEASE_KEEPERS, RELEASE_LAW, RELEASE_TAG } from './releases.controller.js';
import { ShowReleases } from './show-releases.js';

const tag = RELEASE_TAG;
const access = RELEASE_KEEPERS;
export const fileParams = {
  id: anId,
  nummer: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number),
};
const answers = { 200: { description: 'Ontvangen', schema: releaseSchema } } as const;
const bytesOf = (types: readonly string[]) => stream(types, RELEASE_LIMITS.fileBytes, 'Het bestand');
const RECEIVING = [
  'upload.tooLarge',
  'upload.wrongLength',
  'upload.wrongDigest',
  'upload.digestUnreadable',
  'upload.tooSlow',
  'upload.stalled',
  'upload.beingReceived',
  'upload.noPart',
  'upload.encoded',
  'upload.noSpace',
  'release.fileHere',
  'release.webPage',
  'release.fixed',
] as const satisfies readonly RefusalCode[];
const BYTES = ['application/octet-stream'];
const REFUSED = [...FILE_REFUSALS, 'release.withdrawn', 'release.notYet', 'release.damaged'] as const;

const announce = route({
  method: 'POST',
  path: '/v1/releases/:id/bestanden',
  access,
  id: 'releaseBestandAankondigen',
  tag,
  summary: 'Een bestand van een release aankondigen',
  description: 'Hoogstens 4 GB. Stuur daarna de bytes naar het adres in Location.',
  params: { id: anId },
  body: json(fileBody),
  answers: {
    201: {
      description: 'Aangekondigd',
      schema: releaseSchema,
      headers: { Location: 'Adres voor de bytes' },
    },
  },
  refusals: [
    'release.badName',
    'release.nameTaken',
    'release.tooManyFiles',
    'release.fixed',
    'upload.noSpace',
  ],
});
const sending = route({
  method: 'PUT',
  path: '/v1/releases/:id/bestanden/:nummer',
  access,
  id: 'releaseBestandVersturen',
  tag,
  summary: 'Een bestand van een release versturen',
  params: fileParams,
  headers: DIGEST_HEADERS,
  body: bytesOf(BYTES),
  answers,
  refusals: RECEIVING,
});
const goingOn = route({
  method: 'PATCH',
  path: '/v1/releases/:id/bestanden/:nummer',
  access,
  id: 'releaseBestandVervolgen',
  tag,
  summary: 'Verdergaan met een bestand van een release dat is afgebroken',
  description: 'Stuur de rest vanaf `Upload-Offset`; HEAD zegt hoeveel er is.',
  params: fileParams,
  headers: REST_HEADERS,
  body: bytesOf(['application/partial-upload', 'application/octet-stream']),
  answers,
  refusals: [...RECEIVING, 'upload.wrongOffset'],
});
const progress = route({
  method: 'HEAD',
  path: '/v1/releases/:id/bestanden/:nummer',
  access: PUBLIC,
  id: 'releaseBestandStand',
  tag,
  summary: 'Hoeveel van een bestand er al is; en wat GET zou zeggen, zodra de release is gepubliceerd',
  params: fileParams,
  answers: {
    204: {
      description: 'De stand van een concept, voor de beheerder',
      headers: {
        'Upload-Offset': 'Hoeveel bytes er zijn',
        'Upload-Length': 'Hoeveel bytes het er worden',
        'Upload-Complete': '`?1` als het bestand er helemaal is',
      },
    },
  },
  refusals: REFUSED,
});
const removal = route({
  method: 'DELETE',
  path: '/v1/releases/:id/bestanden/:nummer',
  access,
  id: 'releaseBestandWeghalen',
  tag,
  summary: 'Een bestand uit een concept halen',
  params: fileParams,
  answers: { 200: { description: 'De release zonder dat bestand', schema: releaseSchema } },
  refusals: ['release.fixed'],
});
const fetching = route({
  method: 'GET',
  path: '/v1/releases/:id/bestanden/:nummer',
  access: PUBLIC,
  law: RELEASE_LAW,
  id: 'releaseBestand',
  tag,
  summary: 'Een bestand van een gepubliceerde release ophalen',
  params: fileParams,
  headers: ASKED_OF_FILE,
  limited: 'reading',
  answers: fileAnswers(BYTES),
  refusals: REFUSED,
});
const fetchingPage = page({
  path: '/programmatuur/:id/bestanden/:nummer',
  access: PUBLIC,
  title: 'Een bestand van een release',
  params: fileParams,
  limited: 'reading',
  refusals: REFUSED,
});

/** The files of a release: in, for the operator's programs and scripts, and out, for everybody. */
@Controller()
export class ReleaseFilesController {
  constructor(
    private readonly releases: ShowReleases,
    private readonly compose: ComposeRelease,
    private readonly receive: ReceiveReleaseFile,
    private readonly handOut: HandOutFile,
  ) {}

  @Handle(announce)
  async announce({ params: { id }, body, actor }: Input<typeof announce>) {
    const index = await this.compose.announce(id, body, actor);
    return created(apiFileAddress(id, index), releaseJson(await this.releases.one(id, actor)));
  }

  @Handle(sending)
  async put({ params, body, headers, actor }: Input<typeof sending>, { request }: Call) {
    const arrival = readWhole(request, body, headers);
    return releaseJson(await this.receive.run(placeOf(params), arrival, actor));
  }

  @Handle(goingOn)
  async goOn({ params, body, headers, actor }: Input<typeof goingOn>, { request }: Call) {
    const arrival = readRest(request, body, headers);
    return releaseJson(await this.receive.run(placeOf(params), arrival, actor));
  }

  @Handle(progress)
  async progress({ params, actor }: Input<typeof progress>, call: Call): Promise<void> {
    const release = await this.releases.one(params.id, actor);
    if (release.state !== 'draft') return await this.send(params, call);
    const whole = release.files.find(({ index }) => index === params.nummer);
    const coming = release.coming.find(({ index }) => index === params.nummer);
    const size = (whole ?? coming)?.size;
    if (size === undefined) throw new Refusal('request.notFound');
    void call.reply
      .header('upload-offset', coming?.received ?? size)
      .header('upload-length', size)
      .header('upload-complete', whole === undefined ? '?0' : '?1');
  }

  @Handle(removal)
  async remove({ params: { id, nummer }, actor }: Input<typeof removal>) {
    return releaseJson(await this.compose.remove(id, nummer, actor));
  }

  @Handle(fetching)
  fetch({ params }: Input<typeof fetching>, call: Call): Promise<void> {
    return this.send(params, call);
  }

  @Handle(fetchingPage)
  async fetchPage({ params }: Input<typeof fetchingPage>, call: Call): Promise<string> {
    await this.send(params, call);
    return '';
  }

  private async send(params: Place, call: Call): Promise<void> {
    const offered = await this.handOut.offered(placeOf(params));
    const { name, size, sha256, sha512 } = offered.file;
    const both = `sha-256=:${base64(sha256)}:, sha-512=:${base64(sha512)}:`;
    await sendBytes(
      {
        ...{ name, size, sha256, type: 'application/octet-stream' },
        // asked again each time whether it still stands: it may have been withdrawn
        headers: { 'repr-digest': both, 'cache-control': 'public, no-cache' },
        open: (range) => this.handOut.open(offered, range),
      },
      call,
    );
  }
}

interface Place {
  readonly id: string;
  readonly nummer: number;
}

const placeOf = ({ id, nummer }: Place) => ({ id, index: nummer });
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
