import { sizeWords } from '../kernel/recognise-file.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import {
  Alert,
  DataTable,
  DescriptionList,
  Fingerprint,
  Foreign,
  Panel,
  Link,
  Paragraph,
  StatusBadge,
  Steps,
  TimeStamp,
  VerdictList,
  type Fact,
} from '../web/components/index.js';
import { formatWrittenTime } from '../web/format-time.js';
import { checkTitle } from '../verify/checks/catalogue.js';
import { withoutFingerprint } from '../verify/checks/fingerprint.js';
import type { Verdict } from '../verify/verdict.js';
import type { SessionRecord } from './count-session.js';
import type { RecipientState, SubmissionView } from './describe-submission.js';
import { hiddenGroups, PaperWords } from './paper-view.js';
import { hasReceipt, submissionNumber } from './submission.js';
import { messageWords, stateWords } from './words.js';

/** The way of a delivery, as three steps. */
export function DeliverySteps({ current }: { current: 1 | 2 | 3 }) {
  return <Steps steps={['Bestand kiezen', 'Controleren en indienen', 'Ontvangstbewijs']} current={current} />;
}

/** A complete verdict, each check with its title from the catalogue. */
export function Checks({ view, verdict, level }: { view: SubmissionView; verdict: Verdict; level?: 2 | 3 }) {
  const hides = hiddenGroups(view.submission).length > 0;
  const checks = hides ? withoutFingerprint(verdict.checks) : verdict.checks;
  const rows = checks.map((check) => ({ ...check, title: checkTitle(check.code) }));
  return <VerdictList checks={rows} level={level} />;
}

/** What the file says of itself: election, committee, time and fingerprint, to be compared by a person. */
export function FileFacts({ view }: { view: SubmissionView }) {
  const { submission } = view;
  const verdict = submission.state === 'open' ? null : submission.verdict;
  const state = stateWords(submission);
  return (
    <DescriptionList
      facts={[
        { term: 'Nummer', value: submissionNumber(submission) },
        { term: 'Stand', value: <StatusBadge tone={state.tone}>{state.text}</StatusBadge> },
        ...(verdict === null ? [] : verdictFacts(view, verdict)),
        {
          term: submission.files.length === 1 ? 'Bestand' : 'Bestanden',
          value: submission.files.map((file) => (
            <div>
              <Foreign text={file.name} /> ({sizeWords(file.size)})
            </div>
          )),
        },
      ]}
    />
  );
}

function verdictFacts(view: SubmissionView, verdict: Verdict) {
  const unknown = 'niet te lezen';
  const committee = verdict.committee;
  return [
    { term: 'Soort bestand', value: verdict.type === null ? unknown : messageWords(verdict.type) },
    ...(verdict.type !== null && verdict.fingerprint === null
      ? []
      : [
          {
            term: 'Verkiezing in het bestand',
            value: verdict.election === null ? unknown : <ElectionName view={view} id={verdict.election} />,
          },
          {
            term: 'Stembureau in het bestand',
            value: view.aboutName ?? (committee === null ? unknown : <Foreign text={committee.code} />),
          },
          {
            term: 'Gemaakt op (klok van de telcomputer)',
            value:
              verdict.created === null ? (
                unknown
              ) : (
                <Foreign text={formatWrittenTime(verdict.created)} longest={60} />
              ),
          },
          {
            term: 'Vingerafdruk van het bestand',
            value: fingerprintOf(verdict.fingerprint, hiddenGroups(view.submission)) ?? unknown,
          },
          ...('paper' in view.submission
            ? [
                {
                  term: 'Vergeleken met het papier',
                  value: <PaperWords paper={view.submission.paper} people={view.people} />,
                },
                ...sessionFacts(view.submission.session),
              ]
            : []),
        ]),
  ];
}

/** Of a file without the signature that it should have: by what it is here, and what it asks of people. */
export function NotSigned({ verdict: { unsigned }, children }: { verdict: Verdict; children: string }) {
  if (unsigned === undefined) return null;
  return (
    <Alert tone="warning" title="Dit bestand is niet ondertekend">
      <Paragraph>
        De Kiesraad stond deze ene levering toe op <TimeStamp at={new Date(unsigned.at)} />, op grond van:{' '}
        <Foreign text={unsigned.article} longest={200} />. {children}
      </Paragraph>
    </Alert>
  );
}

/** What it asks of who receives it, as its sender reads it. */
export const UNSIGNED_TO_SENDER =
  'De ontvangers zien dit, en vergelijken het eerst met het papier voordat zij de ontvangst kunnen bevestigen.';

/** That somebody else may have had the sender's key before it was delivered. */
export function OwnKeyMisused({ view: { misusedSince }, phone }: { view: SubmissionView; phone: string }) {
  if (misusedSince === null) return null;
  return (
    <Alert tone="error" title="Uw sleutel is misschien misbruikt">
      <Paragraph>
        Dit bestand is ingediend nadat een ander uw sleutel kan hebben gehad: sinds{' '}
        <TimeStamp at={misusedSince} />. De levering blijft staan. De ontvangers zien dit ook. Is dit bestand
        niet van u, of klopt het niet met uw papier? Bel {phone}.
      </Paragraph>
    </Alert>
  );
}

/** From which session a newer count is, as its sender said. */
export function sessionFacts(session: SessionRecord | null): readonly Fact[] {
  return session === null ? [] : [{ term: 'Zitting', value: <SessionWords session={session} /> }];
}

const WHAT_OF_FIGURES = {
  changed: '. Er zijn cijfers gewijzigd.',
  changedBefore: '. De vorige versie had andere cijfers zonder nieuwe zitting.',
  equal: '. De cijfers zijn gelijk.',
  unknown: '. De cijfers zijn niet te vergelijken met de vorige versie.',
} as const;

function SessionWords({ session: { said, figures } }: { session: SessionRecord }) {
  return (
    <>
      {said === null ? (
        'niet gezegd'
      ) : said.kind === 'new' ? (
        'nieuwe zitting'
      ) : (
        <>
          zelfde zitting, want: <Foreign text={said.reason} longest={500} />
        </>
      )}
      {WHAT_OF_FIGURES[figures]}
    </>
  );
}

function ElectionName({ view, id }: { view: SubmissionView; id: string }) {
  return id === view.submission.electionId ? <>{view.electionName}</> : <Foreign text={id} longest={120} />;
}

function fingerprintOf(fingerprint: Sha256 | null, hidden: readonly number[]) {
  return fingerprint === null ? null : <Fingerprint value={fingerprint} copy={false} hidden={hidden} />;
}

/** Who waits for another version: first of all that is said of a delivery. */
export function OpenRequests({ view }: { view: SubmissionView }) {
  return (
    <>
      {view.requests.map(({ id, name, at, dueAt }) => (
        <Alert tone="warning" title={`${name} vraagt u om een ander bestand`}>
          <Paragraph>
            Gevraagd op <TimeStamp at={at} />
            {dueAt === null ? null : (
              <>
                , uiterlijk <TimeStamp at={dueAt} />
              </>
            )}
            . <Link href={`/verzoeken/${id}`}>Bekijk het verzoek en antwoord</Link>
          </Paragraph>
        </Alert>
      ))}
    </>
  );
}

/** Who gets the file and by which article; once it was delivered also how far each is. */
export function Recipients({ view, title }: { view: SubmissionView; title: string }) {
  return (
    <Panel title={title} id="ontvangers">
      <RecipientTable view={view} caption={title} />
    </Panel>
  );
}

/** The same as a bare table, for the receipt. */
export function RecipientTable({ view, caption }: { view: SubmissionView; caption: string }) {
  const underWay = {
    header: 'Stand',
    cell: (recipient: RecipientState) => <Progress recipient={recipient} />,
  };
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={view.recipients}
      empty={<Paragraph>Voor dit bestand noemt de wet geen ontvanger op dit platform.</Paragraph>}
      columns={[
        { header: 'Ontvanger', rowHeader: true, cell: ({ committee }) => committee.name },
        { header: 'Kieswet', cell: ({ law }) => law },
        ...(hasReceipt(view.submission) ? [underWay] : []),
      ]}
    />
  );
}

function Progress({ recipient }: { recipient: RecipientState }) {
  const { deliveredAt, fetchedAt, acknowledgedAt, found } = recipient;
  return (
    <>
      <Mark what="afgeleverd" at={deliveredAt} />
      <Mark what="opgehaald" at={fetchedAt} />
      <Mark what="bevestigd" at={acknowledgedAt} />
      {found === null ? null : (
        <div>
          <strong>{found.asRequired ? 'voldoet' : 'voldoet niet'}</strong> <TimeStamp at={found.at} />
          {found.reason === null ? null : (
            <>
              : <Foreign text={found.reason} longest={1000} />
            </>
          )}
        </div>
      )}
    </>
  );
}

function Mark({ what, at }: { what: string; at: Date | null }) {
  return (
    <div>
      {at === null ? (
        `nog niet ${what}`
      ) : (
        <>
          {what} <TimeStamp at={at} />
        </>
      )}
    </div>
  );
}
