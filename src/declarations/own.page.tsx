import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { isCalendarDay } from '../elections/calendar.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { line } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import type { Refused } from '../platform/http/form-turned-down.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { formatDay } from '../web/format-time.js';
import { ConfirmSecond } from './confirm-second.js';
import { ownPath } from './form-view.js';
import { HandOutDeclaration } from './hand-out-declaration.js';
import { OwnDaysView, OwnDeclarationView } from './own-view.js';
import { ShowOwn } from './show-own.js';
import { TellAddress } from './tell-address.js';
import { readUrl } from '../kernel/read-url.js';

/** Who declares. */
export const DECLARERS = hats(['EXECUTIVE']);
/** A voting day in an address. */
export const aDay = z.string().refine(isCalendarDay);

const access = DECLARERS;
const params = { dag: aDay };
export const ofDay = { access, params } as const;
const FLASHES: Readonly<Record<string, Flash>> = {
  afgelegd: {
    tone: 'ok',
    title: 'De verklaring is afgelegd en ontvangen',
    text: 'Zet haar nu op uw eigen website en vul hieronder het adres in.',
  },
  gevraagd: { tone: 'ok', title: 'Uw organisatie krijgt bericht', text: 'Een collega bevestigt zelf mee.' },
  meebevestigd: { tone: 'ok', title: 'U hebt de verklaring meebevestigd' },
  adres: { tone: 'ok', title: 'Het adres is bewaard' },
};

const all = page({
  path: '/verklaring',
  access,
  title: 'Verklaring aansluitvoorschriften',
  nav: { label: 'Verklaring', place: 12 },
});
const one = page({ ...ofDay, path: '/verklaring/:dag', title: 'Verklaring aansluitvoorschriften' });
const ofNewest = fields(z.object({ verklaring: anId }));
const asking = form({
  ...ofDay,
  path: '/verklaring/:dag/tweede',
  body: ofNewest,
  refusals: ['declaration.notAsked'],
});
const seconding = form({
  ...ofDay,
  path: '/verklaring/:dag/meebevestigen',
  body: ofNewest,
  refusals: ['declaration.notAsked', 'declaration.samePerson'],
});
const anAddress = line(1000, 'Vul het adres in.').refine(
  isWebAddress,
  'Vul een adres in dat begint met https://',
);
const telling = form({
  ...ofDay,
  path: '/verklaring/:dag/adres',
  body: fields(z.object({ adres: anAddress })),
  field: 'adres',
});
const pdf = page({
  ...ofDay,
  path: '/verklaring/:dag/pdf/:id',
  params: { ...params, id: anId },
  title: 'Verklaring (PDF)',
  refusals: [...FILE_REFUSALS, 'declaration.damaged'],
});

/** An address of the web that a person can follow: with a host that has a dot, and nothing that is a name or a password. */
function isWebAddress(text: string): boolean {
  const url = /^https?:\/\//i.test(text) ? readUrl(text) : null;
  if (url === null) return false;
  const { hostname, username, password } = url;
  return hostname.includes('.') && username === '' && password === '';
}

/** What the page of a form that was refused as a whole says; of a field, its summary does. */
export function flashOfRefused({ code, title, detail }: Refused): Flash | undefined {
  return code === 'request.invalid' ? undefined : { tone: 'error', title, text: detail };
}

/** The problems of fields: of a form that was refused as a whole {@link flashOfRefused} says it, once. */
export const ofFields = (problems: Call['problems']) => problems.filter(({ field }) => field !== '');

/** Who asks for the page of a voting day. */
export interface Asked {
  readonly params: { readonly dag: string };
  readonly actor: PersonActor;
}

/** The declaration of a body: filled in, declared, and what comes after. */
@Controller()
export class OwnDeclarationPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly own: ShowOwn,
    private readonly second: ConfirmSecond,
    private readonly address: TellAddress,
    private readonly files: HandOutDeclaration,
  ) {}

  @Handle(all)
  async all({ actor }: Input<typeof all>, { request }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: all.title,
      lead: 'Voldoen uw voorzieningen en maatregelen aan de aansluitvoorschriften?',
      body: <OwnDaysView days={await this.own.days(actor)} />,
    });
  }

  @Handle(one)
  async one({ params: { dag }, actor }: Asked, { request, problems, refused, typed }: Call): Promise<string> {
    const shown = await this.own.one(dag, actor.hat.body.code);
    return await this.frame.html(request, {
      title: one.title,
      lead: `Stemming van ${formatDay(dag)}`,
      back: { href: '/verklaring', label: 'Alle verklaringen' },
      flash: refused === null ? flashOf(request, FLASHES) : flashOfRefused(refused),
      hasErrors: refused !== null,
      body: (
        <OwnDeclarationView
          shown={shown}
          personId={actor.personId}
          problems={ofFields(problems)}
          typed={typed}
        />
      ),
    });
  }

  @Handle(asking, (on: OwnDeclarationPage, input, call) => on.one(input, call))
  async ask({ params: { dag }, body: { verklaring }, actor }: Input<typeof asking>) {
    await this.second.ask(verklaring, actor);
    return seeOther(ownPath(dag, '?melding=gevraagd'));
  }

  @Handle(seconding, (on: OwnDeclarationPage, input, call) => on.one(input, call))
  async confirm({ params: { dag }, body: { verklaring }, actor }: Input<typeof seconding>) {
    await this.second.confirm(verklaring, actor);
    return seeOther(ownPath(dag, '?melding=meebevestigd'));
  }

  @Handle(telling, (on: OwnDeclarationPage, input, call) => on.one(input, call))
  async tell({ params: { dag }, body: { adres }, actor }: Input<typeof telling>) {
    await this.address.tell(dag, adres, actor);
    return seeOther(ownPath(dag, '?melding=adres'));
  }

  @Handle(pdf)
  async pdf({ params: { id }, actor }: Input<typeof pdf>, call: Call): Promise<string> {
    await sendBytes(await this.files.declaration(id, actor), call);
    return '';
  }
}
