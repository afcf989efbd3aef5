import {
  Alert,
  Button,
  DescriptionList,
  Form,
  Paragraph,
  Panel,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import type { SentForm } from '../upload/paper-view.js';
import { isReadIn, type Delivery } from './delivery.js';

/** The field with the fingerprint that somebody's own software shows. */
export const READ_FIELD = 'ingelezenVingerafdruk';

/** Another fingerprint was seen in own software, and it is not read in since. */
export function ReadDiffers({ delivery: { marks } }: { delivery: Delivery }) {
  if (marks.readDiffers === null) return null;
  return (
    <Alert tone="error" title="Uw telprogramma toonde een andere vingerafdruk">
      <p>
        Dat meldde uw orgaan op <TimeStamp at={marks.readDiffers} precision="second" />. Dit bestand telt niet
        als ingelezen. Haal het hier opnieuw op en lees het opnieuw in. De afzender en de Kiesraad kregen
        bericht.
      </p>
    </Alert>
  );
}

/** Whether the count is in the software of this body, and saying so (Kieswet O 5a, P 20a). */
export function ReadIn({ delivery, sent }: { delivery: Delivery; sent: SentForm }) {
  const { id, marks, supersededAt } = delivery;
  const done = [
    { term: 'Ingelezen, met deze vingerafdruk', at: marks.readIn },
    { term: 'Tweemaal met de hand ingevoerd', at: marks.typedTwice },
  ].flatMap(({ term, at }) =>
    at === null ? [] : [{ term, value: <TimeStamp at={at} precision="second" /> }],
  );
  const problem = sent.problems.find(({ field }) => field === READ_FIELD);
  return (
    <Panel title="In uw telprogramma">
      {done.length === 0 ? null : <DescriptionList facts={done} />}
      {isReadIn(marks) || supersededAt !== null ? null : (
        <>
          <Paragraph>
            Leg vast dat de telling in uw eigen programma staat. Neem de vingerafdruk over die uw programma
            toont na het inlezen, niet die van deze pagina.
          </Paragraph>
          <Form action={`/ontvangen/${id}/ingelezen`} label="Ingelezen">
            <TextInput
              name={READ_FIELD}
              label="Vingerafdruk in uw telprogramma"
              description="Alle 64 tekens. Spaties mogen."
              value={sent.typed[READ_FIELD]}
              error={problem?.message}
              width="full"
              maxlength={200}
              required
            />
            <Button>Ingelezen</Button>
          </Form>
          <Form action={`/ontvangen/${id}/met-de-hand`} label="Tweemaal met de hand ingevoerd">
            <Paragraph>Lukte inlezen niet en voerde u de telling tweemaal met de hand in?</Paragraph>
            <Button kind="secondary">Tweemaal met de hand ingevoerd</Button>
          </Form>
        </>
      )}
    </Panel>
  );
}
