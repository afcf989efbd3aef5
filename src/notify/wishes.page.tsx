import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { inSession, SIGNED_IN } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { KeepWishes } from './keep-wishes.js';
import { GROUPS, NOTICE_GROUPS } from './notice-kinds.js';
import { wantsMail } from './wish.js';
import { WishesView } from './wishes-view.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: { tone: 'ok', title: 'Uw keuze is bewaard' },
};

const access = inSession(SIGNED_IN);
const show = page({ path: '/account/berichten', access, title: 'Mail over berichten' });
const HOUR = 'Vul een tijd in, zoals 22:00. Of laat beide tijden leeg.';
const hour = z
  .string()
  .trim()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, HOUR)
  .default('');
/** A box that is not ticked is not sent. */
const keep = form({
  path: '/account/berichten',
  access,
  body: fields(
    z
      .object({ van: hour, tot: hour })
      .catchall(z.unknown())
      .refine(({ van, tot }) => (van === '') === (tot === ''), { message: HOUR, path: ['tot'] }),
  ),
  field: 'van',
});

/** Of what one wants mail, and when not. */
@Controller()
export class WishesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly wishes: KeepWishes,
  ) {}

  @Handle(show)
  show({ actor }: Input<typeof show>, call: Call): Promise<string> {
    return this.page(actor, call);
  }

  @Handle(keep, (on: WishesPage, { actor }: { actor: PersonActor | HatlessActor }, call) =>
    on.page(actor, call),
  )
  async keep({ actor, body }: Input<typeof keep>) {
    const free = NOTICE_GROUPS.filter((group) => !GROUPS[group].bound);
    const wanted = free.filter((group) => body[group] !== undefined);
    const quiet = body.van === '' ? null : { from: body.van, until: body.tot };
    await this.wishes.run(
      { wanted, unwanted: free.filter((group) => !wanted.includes(group)), quiet },
      actor,
    );
    return seeOther('/account/berichten?melding=bewaard');
  }

  private async page(actor: PersonActor | HatlessActor, { request, problems, typed }: Call): Promise<string> {
    const wish = await this.wishes.of(actor.personId);
    const level = actor.kind === 'person' ? actor.hat.body.level : 'GSB';
    const mailed = NOTICE_GROUPS.filter((group) => wantsMail(wish, group, level));
    const hours = {
      from: typed['van'] ?? wish.quiet?.from ?? '',
      until: typed['tot'] ?? wish.quiet?.until ?? '',
    };
    return await this.frame.html(request, {
      title: show.title,
      lead: 'Op het platform ziet u altijd alle berichten. Hier kiest u waarover u ook mail krijgt.',
      active: '/account',
      back: { href: '/account', label: 'Uw account' },
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: <WishesView mailed={mailed} hours={hours} problems={problems} />,
    });
  }
}
