import {
  Actions,
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  Link,
  LinkButton,
  Paragraph,
  PhoneLink,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { Flash } from '../frame/page-frame.js';
import type { SentForm } from '../upload/paper-view.js';
import { ASK_EVERY_MINUTES } from './ask-again.js';
import { ReasonAndTerm } from './assessment-view.js';
import { rowKey } from './board-list.js';
import type { BoardRow } from './inbox.js';
import type { Asking } from './show-asking.js';
import { askingArticle, messageText, stateLabel } from './words.js';
import type { Level } from '../kernel/committee.js';

/** Whom one is about to ask, who of them sees it, and whom to call. */
export function AskingView({ asking, by, sent }: { asking: readonly Asking[]; by: Level; sent: SentForm }) {
  const fresh = asking.filter(({ justNow }) => !justNow);
  if (asking.length === 0)
    return (
      <EmptyState title="U koos niemand om iets te vragen">
        <Paragraph>
          Kies op het bord een of meer stembureaus. Wat niet hoeft te komen, kunt u niet vragen.
        </Paragraph>
        <LinkButton href="/ontvangen?kies=1">Kies stembureaus</LinkButton>
      </EmptyState>
    );
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Paragraph>
        U vraagt om het bestand alsnog te verstrekken{groundOf(asking, by)}. Het verzoek staat bij het
        stembureau op de beginpagina en in het logboek. De mensen daar krijgen een e-mail dat er een verzoek
        is, met de termijn. Uw reden staat alleen op het platform. Bel bij haast.
      </Paragraph>
      <Form action="/ontvangen/vragen" label="Vraag om de bestanden">
        {asking.map(({ row }) => (
          <input type="hidden" name="rij" value={rowKey(row)} />
        ))}
        {fresh.length === 0 ? null : (
          <ReasonAndTerm
            reason="Waarom vraagt u dit?"
            hint="Het stembureau leest dit. Noem geen aantallen stemmen."
            sent={sent}
          />
        )}
        <Actions>
          {fresh.length === 0 ? (
            <p>U vroeg dit minder dan {ASK_EVERY_MINUTES} minuten geleden al. Bel het stembureau.</p>
          ) : (
            <Button>
              {fresh.length === 1 ? 'Vraag om dit bestand' : `Vraag om ${fresh.length} bestanden`}
            </Button>
          )}
          <LinkButton kind="subtle" href={backTo(asking.map(({ row }) => row))}>
            Terug zonder te vragen
          </LinkButton>
        </Actions>
      </Form>
      <Reached asking={asking} />
    </>
  );
}

/** The law names the GSB alone as the one that is asked. */
function groundOf(asking: readonly Asking[], by: Level): string {
  const articles = asking.map(({ row }) => askingArticle(by, row.committee.level));
  const article = articles.find((one) => one !== null);
  if (article === undefined) return '. De wet noemt hiervoor geen artikel, maar vragen mag';
  const some = articles.includes(null) ? ', aan een gemeentelijk stembureau; de anderen zonder artikel' : '';
  return ` (Kieswet ${article}${some})`;
}

/** The board, at the line it is about where there is one. */
export function backTo(rows: readonly BoardRow[], query = ''): string {
  const [only] = rows;
  return `/ontvangen${query}${rows.length === 1 && only !== undefined ? `#rij-${rowKey(only)}` : ''}`;
}

function Reached({ asking }: { asking: readonly Asking[] }) {
  return (
    <DataTable
      caption="Wie u vraagt"
      rows={asking}
      columns={[
        { header: 'Stembureau', rowHeader: true, cell: ({ row }) => row.committee.name },
        { header: 'Bestand', cell: ({ row }) => messageText(row.message) },
        {
          header: 'Stand',
          cell: ({ row: { state, request } }) => (
            <>
              {stateLabel(state.state)}
              {request === null ? null : (
                <>
                  , gevraagd <TimeStamp at={request.at} />
                </>
              )}
            </>
          ),
        },
        { header: 'Wie ziet het', cell: ({ contact: { people } }) => peopleWords(people) },
        {
          header: 'Wie kunt u bereiken',
          cell: ({ contact: { managers } }) =>
            managers.length === 0 ? (
              'geen beheerder bekend: bel de gemeente'
            ) : (
              <>
                {managers.map(({ name, email, phone }) => (
                  <p>
                    {name},{' '}
                    {phone === null ? null : (
                      <>
                        <PhoneLink number={phone} />,{' '}
                      </>
                    )}
                    <Link href={`mailto:${email}`}>{email}</Link>
                  </p>
                ))}
              </>
            ),
        },
      ]}
    />
  );
}

function peopleWords(people: number): string {
  if (people === 0) return 'niemand: er kan daar nog niemand inloggen';
  return `${counted(people, 'persoon', 'mensen')}, per e-mail en op de beginpagina`;
}

/** What just was asked, and whom it does not reach: true whenever it is shown, and nothing when nothing was asked. */
export function askedFlash(asked: readonly Asking[]): Flash | undefined {
  const [only] = asked;
  if (only === undefined) return undefined;
  const unseen = asked.filter(({ contact }) => contact.people === 0);
  const people = asked.reduce((sum, { contact }) => sum + contact.people, 0);
  const who = asked.length === 1 ? only.row.committee.name : `${asked.length} bestanden`;
  const seen =
    people === 1
      ? 'Eén persoon krijgt een e-mail en ziet dit op de beginpagina.'
      : `${people} mensen krijgen een e-mail en zien dit op de beginpagina.`;
  const notSeen = `Bij ${unseen.map(({ row }) => row.committee.place).join(', ')} kan nog niemand inloggen: bel daar.`;
  return {
    tone: unseen.length > 0 ? 'warning' : 'ok',
    title: asked.length === 1 ? `U vroeg ${who} om dit bestand` : `U vroeg om ${who}`,
    text: [...(people > 0 ? [seen] : []), ...(unseen.length > 0 ? [notSeen] : [])].join(' '),
  };
}
