import {
  Alert,
  Button,
  DataTable,
  DescriptionList,
  ErrorSummary,
  Fingerprint,
  FingerprintInput,
  Foreign,
  Form,
  Heading,
  Link,
  LinkButton,
  Panel,
  Paragraph,
  StatusBadge,
  TimeStamp,
  VerdictList,
} from '../web/components/index.js';
import { travelsAs } from '../kernel/committee.js';
import { typedGroups, type TypedFingerprint } from '../web/fingerprint-form.js';
import { checkTitle } from '../verify/checks/catalogue.js';
import { numberOf, type Delivery } from './delivery.js';
import { Attachments, Files } from './delivery-files-view.js';
import { askHref } from './received-view.js';
import type { ShownDelivery } from './show-delivery.js';
import { askingArticle, messageText } from './words.js';

/** A fingerprint that was typed, and what is wrong with it: not 64 digits, or those of another file. */
export interface SentFingerprint {
  /** undefined: nothing is wrong, it is only shown again. */
  readonly message: string | undefined;
  readonly typed: TypedFingerprint;
}

/** One delivery, for its recipient. */
export function DeliveryView({ shown, sent }: { shown: ShownDelivery; sent: SentFingerprint }) {
  const { delivery } = shown;
  return (
    <>
      {sent.message === undefined ? null : (
        <ErrorSummary
          title="De vergelijking is niet gelukt"
          problems={[{ field: 'vingerafdruk-groepen', message: sent.message }]}
        />
      )}
      <Warnings shown={shown} />
      <Facts shown={shown} />
      <Files delivery={delivery} />
      <Attachments delivery={delivery} />
      <Acknowledgement delivery={delivery} />
      <Paper delivery={delivery} sent={sent} />
      <Panel title="Controles van het platform">
        <VerdictList
          checks={delivery.verdict.checks.map((check) => ({ ...check, title: checkTitle(check.code) }))}
        />
      </Panel>
      <Versions shown={shown} />
      <Asking shown={shown} />
    </>
  );
}

function Warnings({ shown: { delivery, versions } }: { shown: ShownDelivery }) {
  const [newest] = versions;
  const count = delivery.verdict.checks.filter((check) => check.result === 'warn').length;
  return (
    <>
      {delivery.supersededAt === null ? null : (
        <Alert tone="warning" title="Dit is een oude versie">
          <p>
            Het stembureau leverde op <TimeStamp at={delivery.supersededAt} /> een nieuwe versie. Gebruik die.{' '}
            {newest && newest.id !== delivery.id ? (
              <Link href={`/ontvangen/${newest.id}`}>Naar {numberOf(newest)}</Link>
            ) : null}
          </p>
        </Alert>
      )}
      {delivery.paper.compared ? null : (
        <Alert tone="warning" title="De afzender vergeleek de vingerafdruk niet met het papier">
          <p>
            Als reden gaf het stembureau: <Foreign text={delivery.paper.reason} longest={500} />
          </p>
        </Alert>
      )}
      {count === 0 ? null : (
        <Alert
          tone="warning"
          title={count === 1 ? 'Er is 1 waarschuwing' : `Er zijn ${count} waarschuwingen`}
        >
          <p>
            Lees onder Controles van het platform wat er is gevonden. Overleg zo nodig met het stembureau.
          </p>
        </Alert>
      )}
    </>
  );
}

function Facts({ shown: { delivery, sender, about, electionName } }: { shown: ShownDelivery }) {
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
                <Fingerprint value={delivery.fingerprint} />
              ),
          },
          {
            term: 'Door de afzender met het papier vergeleken',
            value: delivery.paper.compared ? 'ja, alle 64 tekens gelijk' : 'nee, niet vergeleken',
          },
        ]}
      />
    </Panel>
  );
}

function Acknowledgement({ delivery: { id, marks } }: { delivery: Delivery }) {
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
      {marks.acknowledged === null ? (
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

function Paper({ delivery, sent }: { delivery: Delivery; sent: SentFingerprint }) {
  if (delivery.fingerprint === null) return null;
  const { equalToPaper } = delivery.marks;
  if (equalToPaper !== null) {
    return (
      <Panel title="Vergelijking met het papier">
        <Paragraph>
          U stelde op <TimeStamp at={equalToPaper} precision="second" /> vast dat de vingerafdruk gelijk is
          aan die op het papieren proces-verbaal. Dit blijft zo staan, als bewijs.
        </Paragraph>
      </Panel>
    );
  }
  const { message, typed } = sent;
  const wrong = message !== undefined && typed.kind === 'incomplete' ? typed.wrong : undefined;
  return (
    <Panel title="Vergelijking met het papier" tone="accent">
      <Paragraph>
        Typ de vingerafdruk over van het papieren proces-verbaal dat u hebt ontvangen, niet van dit scherm.
        Het platform vergelijkt alle 64 tekens. Is hij gelijk, dan blijft dat staan als bewijs; u kunt het
        niet intrekken.
      </Paragraph>
      <Form action={`/ontvangen/${delivery.id}/gelijk`} label="Vergelijken met het papier">
        <FingerprintInput error={message} values={typedGroups(typed)} wrong={wrong} />
        <Button>Vergelijken</Button>
      </Form>
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

function Asking({ shown: { delivery, about } }: { shown: ShownDelivery }) {
  const article = askingArticle(delivery.recipient.level);
  if (article === null || delivery.fingerprint === null || delivery.supersededAt !== null) return null;
  if (delivery.sender.level !== about.level) return null;
  return (
    <Panel title="Niet zoals het hoort?">
      <Paragraph>
        Is dit bestand niet zoals de wet het vraagt, dan vraagt u het stembureau om het alsnog te verstrekken
        (Kieswet {article}).
      </Paragraph>
      <LinkButton href={askHref({ committee: about, message: travelsAs(delivery.message) })}>
        Vraag om dit bestand
      </LinkButton>
    </Panel>
  );
}
