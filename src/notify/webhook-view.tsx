import {
  Actions,
  Alert,
  Button,
  Code,
  DataTable,
  ErrorSummary,
  Form,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import type { CallRow } from './dispatch.store.js';
import type { ShownWebhook } from './keep-webhook.js';
import { OLD_SECRET_HOURS } from './webhook.js';

/** A body's webhook, if it has one, and what came of what was sent to it. `secret`: one just made, shown this once. */
export function WebhookView({
  webhook,
  secret,
  problems,
  typed,
}: {
  webhook: ShownWebhook | null;
  secret: string | null;
  problems: readonly FieldProblem[];
  typed: string | undefined;
}) {
  return (
    <>
      <ErrorSummary problems={problems} />
      {secret === null ? null : <NewSecret secret={secret} />}
      <Panel title="Waarheen">
        <Form action="/mensen/webhook" label="Adres van de webhook">
          <TextInput
            name="adres"
            label="Adres van uw programma"
            description="Begint met https:// en is openbaar te bereiken."
            type="url"
            value={typed ?? webhook?.url ?? ''}
            error={problemAt(problems, 'adres')}
            maxlength={1000}
            width="full"
            required
          />
          <Button kind="primary">Bewaar adres</Button>
        </Form>
        <Paragraph>
          Het platform stuurt de soort, het nummer en een link, en ondertekent dat volgens Standard Webhooks.
          Uw programma antwoordt binnen 10 seconden met 200. Doorverwijzen kan niet.
        </Paragraph>
      </Panel>
      {webhook === null ? null : <Kept webhook={webhook} />}
    </>
  );
}

function NewSecret({ secret }: { secret: string }) {
  return (
    <Alert tone="ok" title="Dit is het geheim van uw webhook" live>
      <p>
        Bewaar het nu op een veilige plaats. Het wordt maar één keer getoond. Uw programma controleert hiermee
        of een bericht van het platform komt.
      </p>
      <p>
        <Code>{secret}</Code>
      </p>
    </Alert>
  );
}

function Kept({ webhook: { oldUntil, calls } }: { webhook: ShownWebhook }) {
  return (
    <>
      <Panel title="Proberen en wijzigen">
        <Form action="/mensen/webhook/proef" label="Proefbericht">
          <Button kind="secondary">Stuur een proefbericht</Button>
        </Form>
        <Paragraph>
          {oldUntil === null ? (
            `Maakt u een nieuw geheim, dan blijft het oude nog ${OLD_SECRET_HOURS} uur geldig.`
          ) : (
            <>
              Het vorige geheim is nog geldig tot <TimeStamp at={oldUntil} />. Maakt u nu weer een nieuw
              geheim, dan vervalt het meteen.
            </>
          )}
        </Paragraph>
        <Form action="/mensen/webhook/geheim" label="Nieuw geheim">
          <Button kind="secondary">Maak een nieuw geheim</Button>
        </Form>
        <Paragraph>Verwijdert u de webhook, dan gaat ook niet meer uit wat nog wacht.</Paragraph>
        <Form action="/mensen/webhook/verwijderen" label="Webhook verwijderen">
          <Actions>
            <Button kind="danger">Verwijder de webhook</Button>
          </Actions>
        </Form>
      </Panel>
      <DataTable
        caption="Wat er het laatst uitging"
        rows={calls}
        empty={<Paragraph>Er ging nog niets uit.</Paragraph>}
        columns={[
          {
            header: 'Gemaakt',
            rowHeader: true,
            cell: ({ createdAt }) => <TimeStamp at={createdAt} precision="second" />,
          },
          { header: 'Wat', cell: ({ test }) => (test ? 'Proefbericht' : 'Bericht') },
          { header: 'Stand', cell: (call) => <State call={call} /> },
          { header: 'Pogingen', numeric: true, cell: ({ attempts }) => attempts },
          { header: 'Laatste antwoord', cell: ({ said }) => said ?? '-' },
        ]}
      />
    </>
  );
}

function State({ call: { state } }: { call: CallRow }) {
  switch (state) {
    case 'sent':
      return <StatusBadge tone="ok">Aangekomen</StatusBadge>;
    case 'waiting':
    case 'sending':
      return <StatusBadge tone="info">Onderweg</StatusBadge>;
    case 'dead':
    case 'dropped':
      return <StatusBadge tone="error">Niet aangekomen</StatusBadge>;
  }
}
