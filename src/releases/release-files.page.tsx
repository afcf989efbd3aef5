import { Controller } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, form, PARTS, type Input } from '../platform/http/route.js';
import { Workbench, type WorkFile } from '../platform/objects/workbench.js';
import { Settings } from '../platform/settings.js';
import { asNoSpace } from '../platform/objects/keep-named.js';
import { formParts, type FormPart } from '../upload/receive-form.js';
import { withinTime } from '../upload/within-time.js';
import { ComposeRelease } from './compose-release.js';
import { ReceiveReleaseFile } from './receive-release-file.js';
import { RELEASE_LIMITS } from './release-file.js';
import { fileParams } from './release-files.controller.js';
import { RELEASE_KEEPERS } from './releases.controller.js';
import { ShowReleasePage } from './show-release-page.js';

const access = RELEASE_KEEPERS;
const adding = form({
  path: '/releases/:id/bestanden',
  access,
  params: { id: anId },
  body: PARTS,
  field: 'bestand',
  refusals: [
    'upload.noFile',
    'upload.tooLarge',
    'release.badName',
    'release.nameTaken',
    'release.tooManyFiles',
    'release.webPage',
    'release.fixed',
  ],
});
const removing = form({
  path: '/releases/:id/bestanden/:nummer/weghalen',
  access,
  params: fileParams,
  field: 'bestand',
  refusals: ['release.fixed'],
});

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** The files of a draft, for a browser without script. */
@Controller()
export class ReleaseFilesPage {
  constructor(
    private readonly page: ShowReleasePage,
    private readonly compose: ComposeRelease,
    private readonly receive: ReceiveReleaseFile,
    private readonly bench: Workbench,
    private readonly settings: Settings,
  ) {}

  private again({ params, actor }: Asked, call: Call): Promise<string> {
    return this.page.html(params.id, actor, call);
  }

  @Handle(adding, (on: ReleaseFilesPage, input, call) => on.again(input, call))
  async add({ params: { id }, actor }: Input<typeof adding>, { request }: Call) {
    const parts = formParts(request.parts({ limits: { fileSize: RELEASE_LIMITS.fileBytes } }));
    for await (const part of parts) if (part.kind === 'file') await this.take(part, id, actor);
    return seeOther(`/releases/${id}`);
  }

  @Handle(removing, (on: ReleaseFilesPage, input, call) => on.again(input, call))
  async remove({ params: { id, nummer }, actor }: Input<typeof removing>) {
    await this.compose.remove(id, nummer, actor);
    return seeOther(`/releases/${id}`);
  }

  /** How long a file is, is known when it is there: so it is announced then. */
  private async take(
    part: Extract<FormPart, { kind: 'file' }>,
    id: string,
    actor: PersonActor,
  ): Promise<void> {
    const file: WorkFile = await this.bench.create({ sha512: true });
    try {
      for await (const chunk of withinTime(part.bytes, this.settings.waits)) await file.write(chunk);
      if (part.wasCut()) throw new Refusal('upload.tooLarge', { grens: RELEASE_LIMITS.fileBytes });
      if (file.size === 0) throw new Refusal('upload.noFile');
      const announced = { name: part.fileName, size: file.size, sha256: null };
      const index = await this.compose.announce(id, announced, actor);
      await this.receive.fromForm({ id, index }, file, actor);
    } catch (error) {
      throw asNoSpace(error);
    } finally {
      await file.drop();
    }
  }
}
