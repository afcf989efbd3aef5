import { DataTable, List, Paragraph, StatusBadge } from '../web/components/index.js';
import { LEVEL_NAMES } from './level-names.js';
import type { Route } from './routes.js';

/** The routes of an election, each with its article, on one sheet. What is inferred is marked. */
export function RouteTable({ routes }: { routes: readonly Route[] }) {
  return (
    <>
      <DataTable
        caption="Wie stuurt wat aan wie"
        columns={[
          { header: 'Van', rowHeader: true, cell: (route) => LEVEL_NAMES[route.from] },
          { header: 'Bestand', cell: (route) => `EML ${route.message}` },
          { header: 'Naar', cell: (route) => route.to.map((to) => LEVEL_NAMES[to]).join(', ') },
          { header: 'Artikel van de Kieswet', cell: (route) => route.law },
          {
            header: 'Grond',
            cell: (route) =>
              route.basis === 'law' ? 'wet' : <StatusBadge tone="warning">afgeleid</StatusBadge>,
          },
        ]}
        rows={routes}
      />
      <Paragraph>Hoe u deze tabel leest:</Paragraph>
      <List
        items={[
          'Elke ontvanger krijgt het bestand van het stembureau dat erbij hoort: de eigen burgemeester, het eigen hoofdstembureau.',
          'Afgeleid betekent: de wettekst noemt geen ontvanger, of het artikel is anders uitgelegd. Een jurist moet dit bevestigen.',
          'De routes zijn vastgelegd toen de verkiezing werd ingericht. Zij veranderen daarna niet.',
        ]}
      />
    </>
  );
}
