import {
  Actions,
  Alert,
  Button,
  ErrorSummary,
  Foreign,
  Form,
  LinkButton,
  Panel,
  Paragraph,
  problemAt,
  TextArea,
  TimeStamp,
} from '../web/components/index.js';
import type { SentForm } from '../upload/paper-view.js';
import type { FileRequest } from './request.js';
import { askingArticle, messageText } from './words.js';

/** Where who is asked reads a request and answers it. */
export function requestHref({ id }: Pick<FileRequest, 'id'>): string {
  return `/verzoeken/${id}`;
}

/** How a request stands, in words. `asker`: for who asked; else for who is asked. */
export function RequestWords({ request, asker = false }: { request: FileRequest; asker?: boolean }) {
  const { state, at, dueAt, reason } = request;
  return (
    <Alert tone={state.state === 'asked' ? 'warning' : 'info'} title={TITLES[state.state](asker)}>
      <Paragraph>
        Gevraagd op <TimeStamp at={at} />
        {dueAt === null ? null : (
          <>
            , uiterlijk <TimeStamp at={dueAt} />
          </>
        )}
        .{' '}
        {reason === null ? null : (
          <>
            Reden: <Foreign text={reason} longest={1000} />
          </>
        )}
      </Paragraph>
      {state.state === 'asked' ? null : (
        <Paragraph>
          {AFTER[state.state]} op <TimeStamp at={state.at} />
          {state.state === 'answered' ? (
            <>
              : <Foreign text={state.text} longest={1000} />
            </>
          ) : (
            '.'
          )}
        </Paragraph>
      )}
    </Alert>
  );
}

const TITLES = {
  asked: (asker: boolean) =>
    asker ? 'U vroeg om een ander bestand. Er is nog niets gekomen.' : 'U bent om dit bestand gevraagd',
  answered: (asker: boolean) =>
    asker ? 'Het stembureau antwoordde op uw verzoek' : 'U antwoordde op dit verzoek',
  delivered: (asker: boolean) =>
    asker ? 'Na uw verzoek kwam een nieuwe versie. Controleer die.' : 'U leverde een nieuwe versie',
  checked: () => 'Na het verzoek kwam een nieuwe versie, en die is gecontroleerd',
} as const;

const AFTER = { answered: 'Antwoord', delivered: 'Geleverd', checked: 'Gecontroleerd' } as const;

/** A request on the page of who is asked: what is wanted, and what they can do. */
export function RequestView({
  request,
  asker,
  sent,
}: {
  request: FileRequest;
  asker: string;
  sent: SentForm;
}) {
  const article = askingArticle(request.from.level, request.to.level);
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <RequestWords request={request} />
      <Paragraph>
        {asker} vraagt u om: {messageText(request.message)}
        {article === null ? '' : ` (Kieswet ${article})`}. U hoeft niet opnieuw te tellen.
      </Paragraph>
      {request.state.state !== 'asked' ? null : (
        <>
          <Actions>
            <LinkButton kind="primary" icon="upload" href="/leveringen/nieuw">
              Lever een bestand
            </LinkButton>
          </Actions>
          <Panel title="Levert u geen ander bestand?">
            <Form action={requestHref(request)} label="Antwoorden op het verzoek">
              <TextArea
                name="antwoord"
                label="Zeg waarom niet"
                description="Wie erom vroeg, leest dit. U kunt één keer antwoorden. Noem geen aantallen stemmen."
                value={sent.typed['antwoord']}
                error={problemAt(sent.problems, 'antwoord')}
                required
                maxlength={1000}
              />
              <Button kind="secondary">Antwoord versturen</Button>
            </Form>
          </Panel>
        </>
      )}
    </>
  );
}
