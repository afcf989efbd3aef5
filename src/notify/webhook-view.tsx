import {
  Actions,
  Alert,
  Button,
  Code,
  ConfirmForm,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
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
  ports,
  problems,
  typed,
}: {
  webhook: ShownWebhook | null;
  /** On which ports a webhook can be reached, in words. */
  ports: string;
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
            description={`Begint met https:// en is openbaar te bereiken, op poort ${ports}. Andere poorten kunnen niet.`}
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
      {webhook === null ? (
        <EmptyState title="Er is nog geen webhook">
          <Paragraph>Bewaar hierboven een adres. Daarna ziet u hier wat er uitging.</Paragraph>
        </EmptyState>
      ) : (
        <Kept webhook={webhook} />
      )}
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
        {oldUntil === null ? null : (
          <Paragraph>
            Het vorige geheim is nog geldig tot <TimeStamp at={oldUntil} />.
          </Paragraph>
        )}
        <Actions>
          <LinkButton href="/mensen/webhook/geheim">Maak een nieuw geheim</LinkButton>
          <LinkButton href="/mensen/webhook/verwijderen">Verwijder de webhook</LinkButton>
        </Actions>
      </Panel>
      <DataTable
        caption="Wat er het laatst uitging"
        rows={calls}
        empty={
          <EmptyState title="Er ging nog niets uit">
            <Paragraph>Stuur een proefbericht om te zien of het aankomt.</Paragraph>
          </EmptyState>
        }
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

const hostOf = ({ url }: ShownWebhook) => new URL(url).host;

/** What follows when another secret is made. */
export function RotateSecretView({ webhook }: { webhook: ShownWebhook }) {
  const { oldUntil } = webhook;
  return (
    <ConfirmForm
      action="/mensen/webhook/geheim"
      title={`Nieuw geheim voor ${hostOf(webhook)}`}
      confirm="Maak een nieuw geheim"
      cancelHref="/mensen/webhook"
    >
      <Paragraph>
        U ziet het nieuwe geheim één keer. Zet het in uw programma: het geheim van nu geldt nog{' '}
        {OLD_SECRET_HOURS} uur.
      </Paragraph>
      {oldUntil === null ? null : (
        <Paragraph>
          Het geheim van daarvoor, dat tot <TimeStamp at={oldUntil} /> zou gelden, vervalt meteen. Controleer
          eerst of uw programma het geheim van nu al kent.
        </Paragraph>
      )}
    </ConfirmForm>
  );
}

/** What follows when the webhook is taken away. */
export function RemoveWebhookView({ webhook }: { webhook: ShownWebhook }) {
  return (
    <ConfirmForm
      action="/mensen/webhook/verwijderen"
      title={`Webhook naar ${hostOf(webhook)}`}
      confirm="Verwijder de webhook"
      cancelHref="/mensen/webhook"
    >
      <Paragraph>
        Er gaat dan niets meer naar uw programma, ook niet wat nog wacht. Dit kan niet ongedaan worden
        gemaakt: geeft u later weer een adres, dan krijgt u ook een nieuw geheim.
      </Paragraph>
    </ConfirmForm>
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
