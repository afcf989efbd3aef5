import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { lines } from '../frame/text.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { EmptyState } from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { CorrectList } from './correct-list.js';
import { DECISIONS, SIGNAL_KINDS } from './declaration.js';
import { dayPath, DeclaringBodyView, DeclaringDayView } from './list-view.js';
import { aDay } from './own.page.js';
import { ShowList } from './show-list.js';
import { TellAddress } from './tell-address.js';

/** Who keeps the list and the model. */
export const LIST_KEEPERS = hats(['OPERATOR']);
const access = LIST_KEEPERS;
const FLASHES: Readonly<Record<string, Flash>> = {
  verbeterd: { tone: 'ok', title: 'De lijst is verbeterd' },
  besloten: { tone: 'ok', title: 'Uw besluit is vastgelegd' },
  gezien: { tone: 'ok', title: 'Vastgelegd wat u zag' },
};
const ofBody = {
  access,
  params: { dag: aDay, organisatie: z.string().regex(ORGANISATION_CODE) },
  path: '/verklaringen/:dag/:organisatie',
} as const;

const all = page({
  path: '/verklaringen',
  access,
  title: 'Verklaringen',
  query: z.object({ dag: aDay.optional().catch(undefined) }),
});
const one = page({ ...ofBody, title: 'Verklaring' });
const correcting = form({
  ...ofBody,
  body: fields(
    z.object({
      moet: z.enum(['must', 'mustNot', 'byRule'], 'Kies een antwoord.'),
      reden: lines(1000, 'Vul de reden in.'),
    }),
  ),
  field: 'reden',
});
const deciding = form({
  ...ofBody,
  path: '/verklaringen/:dag/:organisatie/signaal',
  body: fields(
    z.object({
      signaal: z.enum(SIGNAL_KINDS, 'Kies een signaal.'),
      besluit: z.enum(DECISIONS, 'Kies een besluit.'),
      toelichting: lines(2000, 'Vul een toelichting in.'),
    }),
  ),
  field: 'toelichting',
});
const looking = form({
  ...ofBody,
  path: '/verklaringen/:dag/:organisatie/adres',
  body: fields(z.object({ adres: anId, gezien: z.enum(['ja', 'nee']) })),
});

interface Asked {
  readonly params: { readonly dag: string; readonly organisatie: string };
}

/** The Kiesraad sees who must declare and how each stands, corrects the list, looks at own sites and decides of signals. */
@Controller()
export class DeclaringListPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly list: ShowList,
    private readonly correct: CorrectList,
    private readonly address: TellAddress,
  ) {}

  @Handle(all)
  async all({ query }: Input<typeof all>, { request }: Call): Promise<string> {
    const { days, day, signals } = await this.list.day(query.dag);
    return await this.frame.html(request, {
      title: all.title,
      lead: 'Wie een verklaring over de aansluitvoorschriften moet afleggen, en hoe het ermee staat.',
      active: '/verkiezingen',
      back: { href: '/verkiezingen', label: 'Verkiezingen' },
      flash: flashOf(request, FLASHES),
      body:
        day === null ? (
          <EmptyState title="Er is nog geen verkiezing" />
        ) : (
          <DeclaringDayView day={day} days={days} signals={signals} />
        ),
    });
  }

  @Handle(one)
  async one({ params: { dag, organisatie } }: Asked, { request, problems, typed }: Call): Promise<string> {
    const { shown, signals } = await this.list.body(dag, organisatie);
    return await this.frame.html(request, {
      title: shown.body.name,
      lead: `Stemming van ${formatDay(dag)}`,
      active: '/verkiezingen',
      back: { href: `/verklaringen?dag=${dag}`, label: 'Alle verklaringen' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <DeclaringBodyView shown={shown} signals={signals} problems={problems} typed={typed} />,
    });
  }

  @Handle(correcting, (on: DeclaringListPage, input, call) => on.one(input, call))
  async corrected({ params: { dag, organisatie }, body, actor }: Input<typeof correcting>) {
    const { moet: says, reden: reason } = body;
    await this.correct.run(dag, { organisation: organisatie, says, reason }, actor);
    return seeOther(`/verklaringen?dag=${dag}&melding=verbeterd`);
  }

  @Handle(deciding, (on: DeclaringListPage, input, call) => on.one(input, call))
  async decide({ params: { dag, organisatie }, body, actor }: Input<typeof deciding>) {
    const { signals } = await this.list.body(dag, organisatie);
    const signal = signals.find(({ kind }) => kind === body.signaal);
    if (signal === undefined) throw new Refusal('request.notFound');
    await this.correct.decide(signal.id, { decision: body.besluit, note: body.toelichting }, actor);
    return seeOther(dayPath(dag, `/${organisatie}?melding=besloten`));
  }

  @Handle(looking)
  async look({ params: { dag, organisatie }, body: { adres, gezien }, actor }: Input<typeof looking>) {
    await this.address.look(adres, gezien === 'ja', actor);
    return seeOther(dayPath(dag, `/${organisatie}?melding=gezien`));
  }
}
