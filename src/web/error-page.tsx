import { Actions, LinkButton } from './components/button.js';
import { DescriptionList, type Fact } from './components/layout.js';
import { Code, Paragraph } from './components/text.js';
import { renderPage } from './page.js';
import type { PageProps } from './page-types.js';

/** What went wrong, in words that are safe for whoever asks. */
export interface ErrorPageProps {
  /** HTTP status, 400-599. */
  readonly status: number;
  readonly title: string;
  /** What happened, why, and what to do now. */
  readonly detail: string;
  /** The stable code, to say by phone. */
  readonly code: string;
  /** Finds this one request in the log; null where there is none. */
  readonly traceId: string | null;
  readonly helpdesk: NonNullable<PageProps['helpdesk']>;
}

/** What the page around it needs; nobody need be signed in, and on a fault often nothing is known. */
export type ErrorFrame = Omit<PageProps, 'title' | 'lead' | 'body' | 'flash' | 'helpdesk'>;

/** A whole page for a refusal or a fault. It holds nothing of the inside: no stack, no query, no path on disk. */
export function renderErrorPage(props: ErrorPageProps, frame: ErrorFrame): string {
  return renderPage({
    ...frame,
    title: props.title,
    lead: props.detail,
    hasErrors: true,
    helpdesk: props.helpdesk,
    body: <ErrorBody {...props} signedIn={frame.user !== undefined} />,
  });
}

function ErrorBody({ status, code, traceId, helpdesk, signedIn }: ErrorPageProps & { signedIn: boolean }) {
  const facts: Fact[] = [
    { term: 'Foutcode', value: <Code>{code}</Code> },
    ...(traceId === null ? [] : [{ term: 'Spoornummer', value: <Code>{traceId}</Code> }]),
  ];
  return (
    <>
      {status >= 500 ? (
        <Paragraph>
          De fout ligt bij ons, niet bij u. Wat u eerder met succes hebt verstuurd, is bewaard. Probeer het
          over een minuut opnieuw.
        </Paragraph>
      ) : null}
      <Paragraph>
        Komt u er niet uit? Bel {helpdesk.phone} en noem{' '}
        {traceId === null ? 'deze code' : 'deze code en dit spoornummer'}:
      </Paragraph>
      <DescriptionList facts={facts} />
      <Actions>
        <LinkButton href="/">Naar de startpagina</LinkButton>
        {status === 401 && !signedIn ? (
          <LinkButton href="/inloggen" kind="primary">
            Inloggen
          </LinkButton>
        ) : null}
      </Actions>
    </>
  );
}
