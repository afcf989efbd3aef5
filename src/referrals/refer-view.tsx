import {
  Alert,
  Button,
  CheckboxGroup,
  EmptyState,
  ErrorSummary,
  Form,
  Link,
  List,
  Paragraph,
  problemAt,
  TextArea,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { SentForm } from '../upload/paper-view.js';
import type { Choosable, ShownChoice } from './refer-stations.js';
import { REFERRALS_PATH, referPath, stationLabel } from './words.js';

interface Screen {
  readonly shown: ShownChoice;
  /** What was ticked in a form that was turned down. */
  readonly ticked: readonly string[];
  readonly sent: SentForm;
}

/** The stations of a delivery, to tick those that are sent back. */
export function ReferView({ shown, ticked, sent }: Screen) {
  const { delivery, stations } = shown;
  if (delivery.supersededAt !== null)
    return (
      <Alert tone="warning" title="Dit is een oude versie">
        <p>
          Er is een nieuwe versie. <Link href={`/ontvangen/${delivery.id}`}>Ga naar de levering</Link> en kijk
          daar verder.
        </p>
      </Alert>
    );
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Paragraph>
        Valt u iets op bij een stembureau? Vraag de gemeente om daarnaar te kijken. U vraagt niet om een nieuw
        bestand. De gemeente antwoordt per stembureau: gecorrigeerd in een nieuwe zitting, of de cijfers
        blijven staan en waarom.
      </Paragraph>
      <Open stations={stations.filter(({ open }) => open)} />
      {stations.every(({ open }) => open) ? (
        <EmptyState title="Er is geen stembureau meer om terug te verwijzen" />
      ) : (
        <ReferForm {...{ shown, ticked, sent }} />
      )}
    </>
  );
}

function Open({ stations }: { stations: readonly Choosable[] }) {
  if (stations.length === 0) return null;
  return (
    <Alert
      tone="info"
      title={`${counted(stations.length, 'stembureau wacht', 'stembureaus wachten')} op antwoord`}
    >
      <List items={stations.map(stationLabel)} />
      <p>
        <Link href={REFERRALS_PATH}>Naar uw terugverwijzingen</Link>
      </p>
    </Alert>
  );
}

/** So many that a browser's own search is of use. */
const MANY = 20;

function ReferForm({ shown: { delivery, stations }, ticked, sent: { problems, typed } }: Screen) {
  const options = stations
    .filter(({ open }) => !open)
    .map((station) => ({ value: station.unit, label: stationLabel(station) }));
  return (
    <Form action={referPath(delivery.id)} label="Stembureaus terugverwijzen">
      <TextArea
        name="reden"
        label="Wat valt op?"
        description="Dit geldt voor alle stembureaus die u hieronder kiest. Is er bij een ander stembureau iets anders? Verstuur dat daarna apart. De gemeente leest dit."
        value={typed['reden']}
        error={problemAt(problems, 'reden')}
        required
        maxlength={1000}
      />
      <CheckboxGroup
        name="bureau"
        label="Welke stembureaus?"
        description={
          options.length > MANY
            ? `Het zijn er ${options.length}. Zoek op deze pagina met Ctrl+F, of op een Mac met Cmd+F.`
            : undefined
        }
        options={options}
        values={ticked}
        error={problemAt(problems, 'bureau')}
      />
      <Button>Terugverwijzen naar de gemeente</Button>
    </Form>
  );
}
