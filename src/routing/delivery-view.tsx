import {
  Button,
  DataTable,
  DescriptionList,
  ErrorSummary,
  Fingerprint,
  Form,
  Heading,
  Link,
  Panel,
  Paragraph,
  StatusBadge,
  TimeStamp,
  VerdictList,
} from '../web/components/index.js';
import { drawGroups } from '../kernel/drawn-groups.js';
import { sessionFacts } from '../upload/submission-parts-view.js';
import { DiffersForm, PaperQuestion, type SentForm } from '../upload/paper-view.js';
import { checkTitle } from '../verify/checks/catalogue.js';
import { withoutFingerprint } from '../verify/checks/fingerprint.js';
import { ASSESS_FIELDS, AssessmentPanel } from './assessment-view.js';
import { mayReferBack, mustCompareFirst, numberOf, type Delivery } from './delivery.js';
import { Attachments, Files } from './delivery-files-view.js';
import { CountedIn } from './delivery-figures-view.js';
import { READ_FIELD, ReadIn } from './read-in-view.js';
import { Warnings } from './delivery-warnings-view.js';
import { SEND_ON_PATH, SentOn } from './send-on-view.js';
import type { ShownDelivery } from './show-delivery.js';
import { asks, messageText } from './words.js';

interface Screen {
  readonly shown: ShownDelivery;
  /** What was wrong with the comparison that was just sent, and what was typed. */
  readonly sent: SentForm;
  readonly phone: string;
}

/** One delivery, for its recipient. */
export function DeliveryView(screen: Screen) {
  const { shown } = screen;
  const { delivery } = shown;
  const checks = shown.mustCompare ? withoutFingerprint(delivery.verdict.checks) : delivery.verdict.checks;
  return (
    <>
      <ErrorSummary problems={screen.sent.problems} title={failedWords(screen.sent)} />
      <Warnings shown={shown} />
      <Facts shown={shown} />
      <CountedIn shown={shown} />
      <Files delivery={delivery} mustCompare={shown.mustCompare} />
      <Attachments delivery={delivery} />
      <Acknowledgement delivery={delivery} />
      <OnToCouncil shown={shown} />
      <MakePublic delivery={delivery} />
      <Paper {...screen} />
      <Panel title="Controles van het platform">
        <VerdictList checks={checks.map((check) => ({ ...check, title: checkTitle(check.code) }))} />
      </Panel>
      {delivery.fingerprint !== null && asks(delivery.recipient.level) ? (
        <ReadIn delivery={delivery} sent={screen.sent} />
      ) : null}
      <AssessmentPanel shown={shown} sent={screen.sent} />
      <ReferBack delivery={delivery} />
      <Versions shown={shown} />
    </>
  );
}

/** Nothing of its own where it was no comparison that failed. */
function failedWords({ problems }: SentForm): string | undefined {
  if (problems.some(({ field }) => field === READ_FIELD))
    return 'Er is niet vastgelegd dat u het bestand inlas';
  const assessing = problems.some(({ field }) => ASSESS_FIELDS.includes(field));
  return assessing ? undefined : 'De vergelijking is niet gelukt';
}

function OnToCouncil({ shown: { sentOn, delivery } }: { shown: ShownDelivery }) {
  if (sentOn === null) return null;
  return (
    <Panel title="Doorsturen aan de Kiesraad">
      <Paragraph>
        <SentOn sent={{ at: sentOn.at, corrects: false }} />
      </Paragraph>
      {sentOn.at !== null || delivery.supersededAt !== null ? null : (
        <Paragraph>
          Is over de toelating van de gekozenen beslist? <Link href={SEND_ON_PATH}>Stuur het dan door</Link>{' '}
          (Kieswet Ya 18).
        </Paragraph>
      )}
    </Panel>
  );
}

function Facts({ shown }: { shown: ShownDelivery }) {
  const { delivery, sender, about, electionName, mustCompare } = shown;
  const byAnother = sender.level !== about.level || sender.code !== about.code;
  return (
    <Panel title="Over dit bestand">
      <DescriptionList
        facts={[
          {
            term: 'Nummer',
            value: (
              <>
                {numberOf(delivery)}{' '}
                <Link href={`/leveringen/nummer/${numberOf(delivery)}`}>
                  Wat er met deze levering gebeurde
                </Link>
              </>
            ),
          },
          { term: 'Stembureau', value: about.name },
          ...(byAnother ? [{ term: 'Gecorrigeerd en geleverd door', value: sender.name }] : []),
          { term: 'Verkiezing', value: electionName },
          { term: 'Bestand', value: messageText(delivery.message) },
          { term: 'Ontvangen en goedgekeurd', value: <TimeStamp at={delivery.at} precision="second" /> },
          { term: 'U krijgt dit op grond van', value: `Kieswet ${delivery.law}` },
          {
            term: 'Vingerafdruk',
            value:
              delivery.fingerprint === null ? (
                'Geen: er is geen telbestand.'
              ) : (
                <Fingerprint
                  value={delivery.fingerprint}
                  hidden={mustCompare ? drawGroups(delivery.fingerprint, delivery.paperDraw).hidden : []}
                />
              ),
          },
          {
            term: 'Door de afzender met het papier vergeleken',
            value: comparedText(delivery.paper),
          },
          ...sessionFacts(delivery.session),
        ]}
      />
    </Panel>
  );
}

function comparedText(paper: Delivery['paper']): string {
  if (!paper.compared) return paper.later === 'differs' ? 'wijkt af van papier' : 'nee, niet vergeleken';
  return paper.later === 'equal' ? 'ja, alle 64 tekens gelijk, na het indienen' : 'ja, alle 64 tekens gelijk';
}

function Acknowledgement({ delivery }: { delivery: Delivery }) {
  const { id, marks } = delivery;
  return (
    <Panel title="Ontvangst">
      <DescriptionList
        facts={[
          {
            term: 'Opgehaald',
            value:
              marks.downloaded === null ? 'nog niet' : <TimeStamp at={marks.downloaded} precision="second" />,
          },
          {
            term: 'Ontvangst bevestigd',
            value:
              marks.acknowledged === null ? (
                'nog niet'
              ) : (
                <TimeStamp at={marks.acknowledged} precision="second" />
              ),
          },
        ]}
      />
      {mustCompareFirst(delivery) ? (
        <Paragraph>
          Dit bestand is niet ondertekend. Vergelijk het eerst hieronder met uw papier. Is het gelijk, dan
          kunt u de ontvangst bevestigen.
        </Paragraph>
      ) : marks.acknowledged === null ? (
        <Form action={`/ontvangen/${id}/bevestigen`} label="Ontvangst bevestigen">
          <Paragraph>
            Het stembureau ziet uw bevestiging op zijn ontvangstbewijs. U kunt haar niet intrekken.
          </Paragraph>
          <Button>Ontvangst bevestigen</Button>
        </Form>
      ) : null}
    </Panel>
  );
}

function Paper({ shown: { delivery, mustCompare }, sent, phone }: Screen) {
  if (delivery.fingerprint === null) return null;
  const { equalToPaper, differsFromPaper } = delivery.marks;
  if (equalToPaper !== null) {
    return (
      <Panel title="Vergelijking met het papier">
        <Paragraph>
          Uw orgaan stelde op <TimeStamp at={equalToPaper} precision="second" /> vast dat de vingerafdruk
          gelijk is aan die op het papieren proces-verbaal. Dit blijft zo staan, als bewijs.
        </Paragraph>
      </Panel>
    );
  }
  if (!mustCompare) {
    return (
      <Panel title="Vergelijking met het papier">
        <Paragraph>U vergeleek dit bestand zelf al met het papier, voor een ander orgaan.</Paragraph>
      </Panel>
    );
  }
  return (
    <Panel title="Vergelijking met het papier" tone="accent">
      <Paragraph>
        Is de vingerafdruk gelijk aan die op het papieren proces-verbaal dat u hebt ontvangen, dan blijft dat
        staan als bewijs; u kunt het niet intrekken. Zegt uw papier echt iets anders? Gebruik het bestand dan
        niet en bel het stembureau. Het papier gaat voor.
      </Paragraph>
      <Form action={`/ontvangen/${delivery.id}/gelijk`} label="Vergelijken met het papier">
        <PaperQuestion
          asked={{ ...delivery, number: numberOf(delivery) }}
          fingerprint={delivery.fingerprint}
          sent={sent}
          phone={phone}
        />
        <Button>Vergelijken</Button>
      </Form>
      {differsFromPaper === null ? (
        <DiffersForm action={`/ontvangen/${delivery.id}/papier-anders`} follows="senderTold" sent={sent} />
      ) : null}
    </Panel>
  );
}

/** Of a file that holds, at the burgemeester who makes it public, or the HSB whose total the CSB corrected. */
function MakePublic({ delivery }: { delivery: Delivery }) {
  const { id, recipient, message, supersededAt } = delivery;
  const own =
    recipient.level === 'MAYOR' ? message === '510b' : recipient.level === 'HSB' && message === '510c';
  if (!own || supersededAt !== null) return null;
  return (
    <Panel title="Openbaar maken">
      <Paragraph>
        De wet vraagt u dit bestand meteen openbaar te maken.{' '}
        <Link href={`/openbaar-maken/${id}`}>Maak het openbaar, of kijk of dat al is gedaan</Link>
      </Paragraph>
    </Panel>
  );
}

function ReferBack({ delivery }: { delivery: Delivery }) {
  if (!mayReferBack(delivery)) return null;
  return (
    <Panel title="Valt u iets op bij een stembureau?">
      <Paragraph>
        Vraag de gemeente om naar dat stembureau te kijken. Zij antwoordt per stembureau.{' '}
        <Link href={`/ontvangen/${delivery.id}/terugverwijzen`}>Stembureaus terugverwijzen</Link>
      </Paragraph>
    </Panel>
  );
}

function Versions({ shown: { delivery, versions } }: { shown: ShownDelivery }) {
  return (
    <section>
      <Heading level={2}>Versies</Heading>
      <DataTable
        caption="Alle versies die u kreeg, de nieuwste eerst"
        rows={versions}
        columns={[
          {
            header: 'Nummer',
            rowHeader: true,
            cell: (version) =>
              version.id === delivery.id ? (
                <>{numberOf(version)} (deze)</>
              ) : (
                <Link href={`/ontvangen/${version.id}`}>{numberOf(version)}</Link>
              ),
          },
          { header: 'Ontvangen', cell: (version) => <TimeStamp at={version.at} precision="second" /> },
          {
            header: 'Stand',
            cell: (version) =>
              version.supersededAt === null ? (
                <StatusBadge tone="ok">geldt nu</StatusBadge>
              ) : (
                <StatusBadge tone="neutral">vervangen</StatusBadge>
              ),
          },
        ]}
      />
    </section>
  );
}
