import { Controller } from '@nestjs/common';
import { EventCatalogue } from '../audit/event-catalogue.js';
import { ShowAuditLog } from '../audit/show-audit-log.js';
import { PageFrame } from '../frame/page-frame.js';
import { hats } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { filterFields, logFilterOf, queryOf } from './audit-log-filter.js';
import { AuditLogBody } from './audit-log-view.js';
import { FindObjects } from './find-objects.js';
import { LogWords } from './log-words.js';

const log = page({
  path: '/logboek',
  access: hats(['OPERATOR']),
  title: 'Logboek',
  nav: { label: 'Logboek', place: 60 },
  query: filterFields,
  law: 'Kiesbesluit Ea 3 lid 2 c',
});

/** The log, for the Kiesraad as beheerder. */
@Controller()
export class AuditLogPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly log: ShowAuditLog,
    private readonly catalogue: EventCatalogue,
    private readonly words: LogWords,
    private readonly objects: FindObjects,
  ) {}

  @Handle(log)
  async show({ query, actor }: Input<typeof log>, { request }: Call): Promise<string> {
    const filter = logFilterOf(query, this.catalogue);
    const found = await this.log.run(queryOf(filter), actor);
    return this.frame.html(request, {
      title: log.title,
      lead: 'Elke handeling en elke geweigerde poging, de nieuwste eerst. Niemand kan hier iets veranderen of weghalen.',
      body: (
        <AuditLogBody
          filter={filter}
          page={found}
          catalogue={this.catalogue}
          wording={await this.words.for(found.events)}
          links={await this.objects.run(found.events)}
        />
      ),
    });
  }
}
