import { FileAlarmView } from '../frame/file-alarm-view.js';
import { NotSigned } from '../upload/submission-parts-view.js';
import { Alert, Foreign, Link, TimeStamp } from '../web/components/index.js';
import { numberOf, type Delivery } from './delivery.js';
import { MisusedKey, SenderSession } from './delivery-figures-view.js';
import { isTaken } from './inbox.js';
import { ReadDiffers } from './read-in-view.js';
import type { ShownDelivery } from './show-delivery.js';

/** All that its recipient must know of a file before using it. */
export function Warnings({ shown: { delivery, versions, alarm } }: { shown: ShownDelivery }) {
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
      <AcknowledgeAnew shown={{ delivery, versions }} />
      <FileAlarmView alarm={alarm} />
      <NotSigned verdict={delivery.verdict}>
        Niets bewijst dus van wie het is. Vergelijk eerst met uw papier; pas daarna kunt u de ontvangst
        bevestigen.
      </NotSigned>
      <SenderPaper paper={delivery.paper} />
      <ReadDiffers delivery={delivery} />
      <OwnPaper delivery={delivery} />
      <MisusedKey delivery={delivery} />
      <SenderSession delivery={delivery} />
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

function AcknowledgeAnew({
  shown: { delivery, versions },
}: {
  shown: Pick<ShownDelivery, 'delivery' | 'versions'>;
}) {
  const taken = versions.find((version) => version.id !== delivery.id && isTaken(version));
  if (delivery.supersededAt !== null || isTaken(delivery) || taken === undefined) return null;
  return (
    <Alert tone="warning" title="Bevestig deze versie opnieuw">
      <p>
        U bevestigde <Link href={`/ontvangen/${taken.id}`}>{numberOf(taken)}</Link>. Die is vervangen door
        deze. Haal deze versie op en vergelijk ook die met uw papier.
      </p>
    </Alert>
  );
}

function OwnPaper({ delivery: { marks } }: { delivery: Delivery }) {
  if (marks.differsFromPaper === null) return null;
  return (
    <Alert tone="error" title="Dit bestand wijkt af van papier">
      <p>
        Uw orgaan meldde op <TimeStamp at={marks.differsFromPaper} precision="second" /> dat uw papier iets
        anders zegt. Gebruik het bestand niet. Het papier gaat voor. Bel het stembureau. De afzender en de
        Kiesraad kregen bericht. Blijkt het toch gelijk? Vergelijk dan hieronder.
      </p>
    </Alert>
  );
}

function SenderPaper({ paper }: { paper: Delivery['paper'] }) {
  if (paper.compared) return null;
  if (paper.later === 'differs')
    return (
      <Alert tone="error" title="Dit bestand wijkt af van het papier van de afzender">
        <p>
          Het stembureau vergeleek na het indienen en las op het papieren proces-verbaal iets anders. Gebruik
          het bestand niet. Het papier gaat voor. Bel het stembureau.
        </p>
      </Alert>
    );
  return (
    <Alert tone="warning" title="De afzender vergeleek de vingerafdruk niet met het papier">
      <p>
        Als reden gaf het stembureau: <Foreign text={paper.reason} longest={500} />
      </p>
    </Alert>
  );
}
