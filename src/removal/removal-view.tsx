import { committeeName } from '../elections/committees.js';
import { sizeWords } from '../kernel/recognise-file.js';
import type { SentForm } from '../upload/paper-view.js';
import {
  Actions,
  Alert,
  Button,
  Code,
  ConfirmForm,
  DataTable,
  Day,
  DescriptionList,
  ErrorSummary,
  Foreign,
  Form,
  LinkButton,
  List,
  Panel,
  Paragraph,
  PrintButton,
  problemAt,
  Progress,
  Receipt,
  TextArea,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { CLASSES } from './removal-class.js';
import { stateOf, type Act, type Removal } from './removal.js';
import { State } from './removals-view.js';
import type { Names, ShownRemoval } from './show-removals.js';
import { removalName, removalPath } from './words.js';

/** What stands on a sheet that is printed. */
export interface Printed {
  readonly printedAt: Date;
  readonly rehearsal: boolean;
}

function By({ act: { at, by }, names }: { act: Act; names: Names }) {
  return (
    <>
      <TimeStamp at={at} />, {names.get(by) ?? 'onbekend'}
    </>
  );
}

function Facts({ shown: { removal, names } }: { shown: ShownRemoval }) {
  const { removalClass, source, inferred, announced, confirmations, fromDay, ending, items, bytes } = removal;
  return (
    <DescriptionList
      facts={[
        { term: 'Wat', value: CLASSES[removalClass].title },
        { term: 'Waarom', value: `${source}${inferred ? ' (afgeleid)' : ''}.` },
        { term: 'Bestanden', value: `${items}, samen ${sizeWords(bytes)}` },
        { term: 'Aangekondigd', value: <By act={announced} names={names} /> },
        { term: 'Op zijn vroegst', value: <Day day={fromDay} /> },
        ...confirmations.map((act, i) => ({
          term: i === 0 ? 'Bevestigd' : 'Bevestigd door een ander',
          value: <By act={act} names={names} />,
        })),
        ...(ending?.kind === 'calledOff'
          ? [
              {
                term: 'Ging niet door',
                value: (
                  <>
                    <By act={ending} names={names} />: <Foreign text={ending.why} longest={1000} />
                  </>
                ),
              },
            ]
          : []),
        { term: 'SHA-256 van de lijst', value: <Code>{removal.digest}</Code> },
      ]}
    />
  );
}

const OUTCOMES = { removed: 'vernietigd', held: 'bewaard door een bevel' } as const;
const BYTES = { gone: 'vernietigd', needed: 'blijven: een ander heeft ze nog' } as const;

/** Exactly which copies it is about, and what became of each. */
function Items({ shown: { plan, items, objects } }: { shown: ShownRemoval }) {
  const bytesOf = new Map(objects.map((object) => [object.sha256, object]));
  return (
    <DataTable
      caption="De lijst"
      rows={items}
      columns={[
        { header: 'Levering', rowHeader: true, cell: ({ spoken, file }) => `${spoken}, bestand ${file}` },
        { header: 'Kopie van', cell: ({ holder }) => committeeName(plan.committees, holder) },
        { header: 'Naam', cell: ({ name }) => <Foreign text={name} /> },
        { header: 'Grootte', numeric: true, cell: ({ size }) => sizeWords(size) },
        { header: 'SHA-256', cell: ({ sha256 }) => <Code>{sha256}</Code> },
        {
          header: 'Kopie',
          cell: ({ outcome, at }) =>
            outcome === null || at === null ? (
              'is er'
            ) : (
              <>
                {OUTCOMES[outcome]} <TimeStamp at={at} />
              </>
            ),
        },
        {
          header: 'Bytes',
          cell: ({ sha256, outcome }) => {
            const object = outcome === 'removed' ? bytesOf.get(sha256) : undefined;
            return object === undefined ? 'zijn er' : BYTES[object.outcome];
          },
        },
      ]}
    />
  );
}

/** The certificate of what was carried out, to print and to keep. */
function Certificate({ shown, printed }: { shown: ShownRemoval; printed: Printed }) {
  const { removal } = shown;
  const { ending, items, held } = removal;
  if (ending?.kind !== 'done') return null;
  return (
    <>
      <Receipt title="Verklaring van vernietiging" number={removalName(removal)} at={ending.at} {...printed}>
        <Facts shown={shown} />
        <DescriptionList
          facts={[
            { term: 'Vernietigd', value: counted(items - held, 'kopie', 'kopieën') },
            { term: 'Bewaard door een bevel', value: counted(held, 'kopie', 'kopieën') },
            { term: 'SHA-256 van de verklaring', value: <Code>{ending.digest}</Code> },
          ]}
        />
      </Receipt>
      <Items shown={shown} />
      <Actions>
        <PrintButton />
        <LinkButton href={removalPath(removal.id, '/verklaring.json')} download>
          Verklaring downloaden (JSON)
        </LinkButton>
      </Actions>
      <Paragraph kind="small">
        De SHA-256 is die van het JSON-bestand, byte voor byte. Zij staat ook in het logboek.
      </Paragraph>
    </>
  );
}

/** One decision to remove: how it stands, and what can be done. */
export function RemovalView({
  shown,
  printed,
  sent,
}: {
  shown: ShownRemoval;
  printed: Printed;
  sent: SentForm;
}) {
  const { removal } = shown;
  const state = stateOf(removal);
  if (state === 'done') return <Certificate shown={shown} printed={printed} />;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Panel title="Het besluit" actions={<State removal={removal} />}>
        <Facts shown={shown} />
      </Panel>
      {state === 'underWay' ? (
        <Alert tone="info" title="Dit wordt nu uitgevoerd">
          <Progress label="Kopieën" done={removal.handled} total={removal.items} />
          <Paragraph>
            Bytes die een slot van de opslag of een bewaarbevel nog vasthoudt, gaan daarna. Dan komt hier de
            verklaring.
          </Paragraph>
        </Alert>
      ) : null}
      {state === 'announced' || state === 'confirmedOnce' ? <Open removal={removal} sent={sent} /> : null}
      <Items shown={shown} />
    </>
  );
}

/** What can be done with it as long as not two people confirmed it. */
function Open({ removal, sent: { problems, typed } }: { removal: Removal; sent: SentForm }) {
  return (
    <>
      <Actions>
        <LinkButton kind="primary" href={removalPath(removal.id, '/bevestigen')}>
          Bevestig de vernietiging
        </LinkButton>
      </Actions>
      <Panel title="Toch niet vernietigen">
        <Form action={removalPath(removal.id)} label="Toch niet vernietigen">
          <TextArea
            name="waarom"
            label="Waarom gaat het niet door?"
            value={typed['waarom']}
            error={problemAt(problems, 'waarom')}
            required
            maxlength={1000}
          />
          <Button kind="secondary">Zie ervan af</Button>
        </Form>
      </Panel>
    </>
  );
}

/** What follows when somebody confirms it. */
export function ConfirmRemovalView({ shown, sent: { problems } }: { shown: ShownRemoval; sent: SentForm }) {
  const { removal } = shown;
  const second = stateOf(removal) === 'confirmedOnce';
  return (
    <>
      <ErrorSummary problems={problems} title="Er is niets vastgelegd" />
      <Facts shown={shown} />
      <ConfirmForm
        action={removalPath(removal.id, '/bevestigen')}
        title="Bevestig de vernietiging"
        confirm="Bevestig"
        cancelHref={removalPath(removal.id)}
      >
        <List
          items={[
            second
              ? `U bent de tweede: daarna gaan ${counted(removal.items, 'kopie', 'kopieën')} weg. Dat is niet terug te draaien.`
              : 'U bent de eerste. Er gebeurt nog niets: een ander moet dit ook bevestigen.',
            'Wat een bewaarbevel noemt, blijft.',
            `Dit blijft ook: ${CLASSES[removal.removalClass].stays}`,
            'Vingerafdrukken, ontvangstbewijzen en het logboek blijven.',
          ]}
        />
      </ConfirmForm>
    </>
  );
}
