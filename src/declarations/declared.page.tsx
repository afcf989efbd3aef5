import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { csvOf } from '../kernel/csv-text.js';
import { PUBLIC } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, route, type Input, type Output } from '../platform/http/route.js';
import { Code, DataTable, EmptyState, Link, LinkButton, TimeStamp } from '../web/components/index.js';
import { formatDay, formatTime } from '../web/format-time.js';
import { ShowDeclared, type Declared } from './show-declared.js';
import { ChooseDay } from './standing-view.js';

const shared = { access: PUBLIC, law: 'Kieswet Ea 6 lid 2', limited: 'reading' } as const;
const query = z.object({ dag: z.iso.date().optional().catch(undefined) });
const PATH = '/afgelegde-verklaringen';

const list = page({ ...shared, path: PATH, query, title: 'Afgelegde verklaringen' });
const csv = page({
  ...shared,
  path: `${PATH}/lijst.csv`,
  query,
  title: 'Afgelegde verklaringen, als CSV',
  type: 'text/csv; charset=utf-8',
});
const api = route({
  ...shared,
  method: 'GET',
  path: '/v1/verklaringen',
  id: 'afgelegdeVerklaringen',
  tag: 'Verklaringen',
  summary: 'Wie een verklaring over de aansluitvoorschriften aflegde, wanneer, en waar die staat',
  description: 'Zonder `dag`: de eerstvolgende stemming. De uitkomst staat alleen bij de organisatie zelf.',
  query: z.object({ dag: z.iso.date().optional().meta({ example: '2027-03-17' }) }),
  fromAnywhere: true,
  answers: {
    200: {
      description: 'De verklaringen van de stemming, op naam van de organisatie',
      schema: z.object({
        dag: z.iso.date().nullable(),
        verklaringen: z.array(
          z.object({
            organisatie: z.string().meta({ example: '0037' }),
            naam: z.string(),
            ontvangen: z.iso.datetime(),
            adres: z.string().nullable(),
          }),
        ),
      }),
    },
  },
});

/** Who declared on the aansluitvoorschriften, for everybody: as a page, a CSV file and JSON. */
@Controller()
export class DeclaredPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly shown: ShowDeclared,
  ) {}

  @Handle(list)
  async list({ query: { dag } }: Input<typeof list>, { request }: Call): Promise<string> {
    const { days, votingDay, declared } = await this.shown.run(dag);
    return await this.frame.html(request, {
      title: list.title,
      lead: 'Wie verklaarde over de aansluitvoorschriften, wanneer, en waar u die verklaring leest.',
      body:
        votingDay === null ? (
          <EmptyState title="Er is nog geen verkiezing" />
        ) : (
          <DeclaredView days={days} votingDay={votingDay} declared={declared} />
        ),
    });
  }

  @Handle(csv)
  async csv({ query: { dag } }: Input<typeof csv>): Promise<Answered<string>> {
    const { votingDay, declared } = await this.shown.run(dag);
    const lines = declared.map(({ organisation, name, at, url }) => [
      organisation,
      name,
      formatTime(at),
      url ?? '',
    ]);
    const headers = { 'content-disposition': saveAs(`verklaringen-${votingDay ?? 'geen'}.csv`) };
    return new Answered(200, csvOf(['code', 'naam', 'ontvangen', 'adres'], lines), headers);
  }

  @Handle(api)
  async json({ query: { dag } }: Input<typeof api>): Promise<Output<typeof api>> {
    const { votingDay, declared } = await this.shown.run(dag);
    return {
      dag: votingDay,
      verklaringen: declared.map(({ organisation, name, at, url }) => ({
        ...{ organisatie: organisation, naam: name, ontvangen: at.toISOString(), adres: url },
      })),
    };
  }
}

function DeclaredView({
  days,
  votingDay,
  declared,
}: {
  days: readonly string[];
  votingDay: string;
  declared: readonly Declared[];
}) {
  return (
    <>
      <ChooseDay action={PATH} days={days} votingDay={votingDay} />
      <DataTable
        caption={`Afgelegde verklaringen, stemming van ${formatDay(votingDay)}`}
        rows={declared}
        empty={<EmptyState title="Nog niemand legde voor deze stemming een verklaring af" />}
        columns={[
          { header: 'Organisatie', rowHeader: true, cell: ({ name }) => name },
          { header: 'Nummer', cell: ({ organisation }) => <Code>{organisation}</Code> },
          { header: 'Ontvangen', cell: ({ at }) => <TimeStamp at={at} /> },
          {
            header: 'Waar u haar leest',
            cell: ({ url }) => (url === null ? 'nog niet bekend' : <Link href={url}>{url}</Link>),
          },
        ]}
      />
      <LinkButton href={`${PATH}/lijst.csv?dag=${votingDay}`} download>
        Haal de lijst op (CSV)
      </LinkButton>
    </>
  );
}
