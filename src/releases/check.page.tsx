import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { PUBLIC } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { Actions, English, PrintButton } from '../web/components/index.js';
import { CHECK, CheckBox, CommandLines, KeepPage, PublishedFiles } from './check-view.js';
import { ShowCheckList } from './make-check-list.js';
import { savedCheck } from './saved-check.js';
import { ShowReleases } from './show-releases.js';

const access = PUBLIC;
const check = page({ path: CHECK, access, title: 'Is mijn installatiebestand echt?' });
const list = page({
  path: `${CHECK}/lijst.json`,
  access,
  title: 'De lijst waarmee wordt vergeleken',
  type: 'application/json; charset=utf-8',
});
const signature = page({
  path: `${CHECK}/lijst.json.p7s`,
  access,
  title: 'De handtekening onder de lijst',
  type: 'application/pkcs7-signature',
  refusals: ['release.notSigned'],
});
const saved = page({ path: `${CHECK}/pagina.html`, access, title: 'De controle als één bestand' });

/** Whether a file is what was published, for everybody: the file stays where it is. */
@Controller()
export class CheckPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly releases: ShowReleases,
    private readonly lists: ShowCheckList,
    private readonly clock: Clock,
  ) {}

  @Handle(check)
  async show(_: Input<typeof check>, { request }: Call): Promise<string> {
    const [releases, { signature: signed }] = await Promise.all([
      this.releases.published(),
      this.lists.run(),
    ]);
    return this.frame.html(request, {
      title: check.title,
      lead: 'Kies het bestand dat u hebt. U ziet meteen of de Kiesraad precies dit bestand heeft uitgebracht.',
      body: (
        <>
          <CheckBox phone={this.frame.phone} list={list.path} />
          <CommandLines />
          <PublishedFiles releases={releases} />
          <KeepPage signed={signed !== null} />
          <Actions>
            <PrintButton />
          </Actions>
          <English>
            Choose the installer that you have: this page says whether the Electoral Council (Kiesraad)
            published exactly that file, whether it was withdrawn, or whether it was changed. The file stays
            on your computer; after this page has loaded you may cut the network.
          </English>
        </>
      ),
    });
  }

  @Handle(list)
  async list() {
    return (await this.lists.run()).content.toString('utf8');
  }

  @Handle(signature)
  async signature(_: Input<typeof signature>, { reply }: Call): Promise<string> {
    const { signature: signed } = await this.lists.run();
    if (signed === null) throw new Refusal('release.notSigned');
    await reply.type('application/pkcs7-signature').send(Buffer.from(signed.cms));
    return '';
  }

  @Handle(saved)
  async save() {
    const at = this.clock.now();
    const [releases, signed] = await Promise.all([this.releases.published(), this.lists.run()]);
    const day = dutchDay(at);
    const html = savedCheck(signed, releases, { at, phone: this.frame.phone });
    return new Answered(200, html, {
      'content-disposition': `attachment; filename="controleren-${day}.html"`,
    });
  }
}
