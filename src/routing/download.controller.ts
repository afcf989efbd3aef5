import { Controller } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { PersonActor } from '../kernel/actor.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, page, route, type Input } from '../platform/http/route.js';
import { DELIVERY_LAW } from '../elections/routes.js';
import { BundleDeliveries } from './bundle-deliveries.js';
import { isBarePair } from './delivery.js';
import { saveAs } from '../platform/http/download-headers.js';
import { FindDownload, type Download, type WantedPart } from './find-download.js';
import { GatherBundle, type BundleChoice } from './gather-bundle.js';
import { HandOut } from './hand-out.js';
import { bundlePageQuery, bundleQuery, fileNumber, RECEIVERS } from './received-input.js';
import { ASKED_OF_FILE, fileAnswers, FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';

const tag = 'Ontvangen';
const access = RECEIVERS;
/** Of a bundle that is still to be made: how long it is, is known when it is. */
const BUNDLE_HEADERS = { 'content-type': 'application/zip', 'accept-ranges': 'none' };
const types = ['application/octet-stream', 'application/zip'];

/** What can be had of a delivery, for programs under `/v1/ontvangen` and for browsers under `/ontvangen`. */
const PARTS: readonly {
  readonly at: string;
  readonly id: string;
  readonly summary: string;
  readonly wanted: (nummer: number) => WantedPart;
}[] = [
  {
    at: 'bestand',
    id: 'ontvangenBestand',
    summary: 'Het eerste bestand zoals geleverd',
    wanted: () => ({ kind: 'file', index: 1 }),
  },
  {
    at: 'bestanden/:nummer',
    id: 'ontvangenBestandNummer',
    summary: 'Een bestand zoals geleverd',
    wanted: (index) => ({ kind: 'file', index }),
  },
  {
    at: 'telling.zip',
    id: 'ontvangenImportbestand',
    summary: 'De ZIP met het telbestand en de handtekening, om in te lezen',
    wanted: () => ({ kind: 'zip' }),
  },
  {
    at: 'eml',
    id: 'ontvangenEml',
    summary: 'Het telbestand (.eml.xml) los',
    wanted: () => ({ kind: 'eml' }),
  },
  {
    at: 'handtekening',
    id: 'ontvangenHandtekening',
    summary: 'De handtekening (.signature) los',
    wanted: () => ({ kind: 'signature' }),
  },
  {
    at: 'bijlagen/:nummer',
    id: 'ontvangenBijlage',
    summary: 'Een bijlage; de handtekening geldt er niet voor',
    wanted: (index) => ({ kind: 'attachment', index }),
  },
];

const bundle = route({
  method: 'GET',
  path: '/v1/ontvangen/alles',
  access,
  law: DELIVERY_LAW,
  id: 'ontvangenAlles',
  tag,
  summary: 'Alle nieuwe bestanden in één ZIP, of alles van de verkiezing of een kieskring, met een manifest',
  description:
    'In de ZIP staan ook `manifest.json` en `manifest.csv` (van elk bestand pad, SHA-256, vingerafdruk, afzender, nummer, tijd, sleutel en versie), `vingerafdrukken.txt` en `SHA256SUMS` (`sha256sum -c`). Het is de stand van één moment: `laatste` in het manifest is het getal waarmee `/v1/ontvangen/nieuw` verder gaat als u alles ophaalde.',
  query: bundleQuery,
  answers: {
    200: {
      description: 'De bundel',
      types: ['application/zip'],
      headers: { 'Content-Disposition': 'Altijd attachment' },
    },
  },
  refusals: ['delivery.nothingNew', 'delivery.nothingYet', 'delivery.damaged'],
});
const bundlePage = page({ path: '/ontvangen/alles', access, title: 'Alles ophalen', query: bundlePageQuery });

/** The bytes. Always saved, never shown in the browser: whoever made a file can put anything in it. */
@Controller()
export class DownloadController {
  constructor(
    private readonly find: FindDownload,
    private readonly handOut: HandOut,
    private readonly gather: GatherBundle,
    private readonly bundle: BundleDeliveries,
  ) {}

  @Handle(bundle)
  forPrograms({ actor, query }: Input<typeof bundle>, call: Call): Promise<void> {
    return this.all(actor, choiceOf(query), call);
  }

  @Handle(bundlePage)
  async forBrowsers({ actor, query }: Input<typeof bundlePage>, call: Call): Promise<string> {
    const { rij, gekozen } = query;
    const chosen = gekozen === '1' || rij.length > 0 ? rij : null;
    await this.all(actor, chosen ?? choiceOf(query), call);
    return '';
  }

  private async all(actor: PersonActor, which: BundleChoice, { request, reply }: Call): Promise<void> {
    if (request.method === 'HEAD') {
      await this.gather.find(actor, which);
      await reply.headers(BUNDLE_HEADERS).send(Readable.from([]));
      return;
    }
    const { name, size, bytes } = await this.bundle.run(actor, which);
    await reply
      .headers({ ...BUNDLE_HEADERS, 'content-length': size, 'content-disposition': saveAs(name) })
      .send(Readable.from(bytes, { objectMode: false }));
  }

  /** As {@link sendBytes}; HEAD marks nothing. */
  async send(
    actor: PersonActor,
    id: string,
    wanted: WantedPart,
    call: Pick<Call, 'request' | 'reply'>,
  ): Promise<void> {
    const download = await this.find.run(actor, id, wanted);
    const { name, size, sha256 } = download;
    const type = typeOf(download);
    await sendBytes(
      { name, size, sha256, type, open: (range) => this.handOut.run(actor, download, range) },
      call,
    );
  }
}

for (const { at, id, summary, wanted } of PARTS) {
  const params = { id: anId, nummer: fileNumber.prefault('1') };
  const program = route({
    method: 'GET',
    path: `/v1/ontvangen/:id/${at}`,
    access,
    law: DELIVERY_LAW,
    id,
    tag,
    summary,
    params,
    headers: ASKED_OF_FILE,
    answers: fileAnswers(types),
    refusals: ['delivery.damaged', 'delivery.removed', ...FILE_REFUSALS],
  });
  const browser = page({ path: `/ontvangen/:id/${at}`, access, title: summary, params });
  for (const declared of [program, browser])
    Handle(declared as typeof browser)(DownloadController.prototype, `${declared.kind}:${at}`, {
      value: async function (this: DownloadController, { actor, params: given }, call) {
        await this.send(actor, given.id, wanted(given.nummer), call);
        return '';
      },
    });
}

function choiceOf({ alles, kring }: z.output<typeof bundleQuery>): BundleChoice {
  if (kring !== undefined) return { district: kring };
  return alles === '1' ? 'all' : 'fresh';
}

function typeOf(download: Download) {
  const isPackage = download.part === 'zip' || (download.part === 'file' && !isBarePair(download.delivery));
  return isPackage ? 'application/zip' : 'application/octet-stream';
}
