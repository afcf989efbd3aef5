import {
  Actions,
  Alert,
  Button,
  Checkbox,
  ConfirmForm,
  ErrorSummary,
  Folded,
  Foreign,
  Form,
  LinkButton,
  List,
  Panel,
  Paragraph,
  problemAt,
  TextArea,
  TextInput,
  Timeline,
  type TimelineStep,
  UNDERSTOOD_FIELD,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import type { SentContact } from './contacts-view.js';
import type { ShownMerger } from './show-mergers.js';

/** Where a merger is taken back, as it is shown at the organisation `code`. */
const takeBackPath = (code: string, { id }: ShownMerger) =>
  `/organisaties/${code}/samenvoegingen/${id}/terugnemen`;

const enumerated = new Intl.ListFormat('nl');

/** What happened to the mergers that an organisation had part in, and the way to take back what is to come. */
export function Mergers({ code, mergers }: { code: string; mergers: readonly ShownMerger[] }) {
  if (mergers.length === 0) return null;
  const toCome = mergers.filter(({ isToCome }) => isToCome);
  return (
    <Panel title="Samenvoegingen">
      <Timeline steps={mergers.flatMap(stepsOf)} />
      {toCome.length === 0 ? null : (
        <Actions>
          {toCome.map((merger) => (
            <LinkButton kind="secondary" href={takeBackPath(code, merger)}>
              Neem de samenvoeging van {formatDay(merger.day)} terug
            </LinkButton>
          ))}
        </Actions>
      )}
    </Panel>
  );
}

function stepsOf(merger: ShownMerger): readonly TimelineStep[] {
  const { at, recordedBy, takenBack, takenBackBy } = merger;
  const step = (when: Date, what: string, who: string, facts: readonly string[]): TimelineStep => ({
    at: when,
    title: <Foreign text={`${what}: ${sentenceOf(merger)}`} longest={600} />,
    who: who === '' ? undefined : <Foreign text={who} />,
    facts: facts.map((text) => <Foreign text={text} longest={2000} />),
  });
  const recorded = step(at, 'Vastgelegd', recordedBy, []);
  if (takenBack === null) return [recorded];
  return [recorded, step(takenBack.at, 'Teruggenomen', takenBackBy, [`Reden: ${takenBack.reason}`])];
}

const sentenceOf = ({ day, successor, name, ending }: ShownMerger) =>
  `op ${formatDay(day)} ${ending.length === 1 ? 'gaat' : 'gaan'} ${enumerated.format(ending)} op in ${name} (${successor})`;

function Changes({ merger: { name, successor, isNew, ending } }: { merger: ShownMerger }) {
  const stay = ending.length === 1 ? 'blijft' : 'blijven';
  const then = isNew
    ? `${name} komt er niet. De code ${successor} is weer vrij voor een nieuwe samenvoeging.`
    : `${name} (${successor}) blijft zoals het is.`;
  return (
    <>
      <Paragraph>Dit gebeurt er dan:</Paragraph>
      <List
        items={[
          <Foreign text={`${enumerated.format(ending)} ${stay} bestaan, ook na die dag.`} />,
          <Foreign text={then} />,
          'Rollen die u intussen beëindigde, komen niet terug.',
          'Dat de samenvoeging was vastgelegd, blijft zichtbaar bij de organisaties en in het logboek.',
        ]}
      />
    </>
  );
}

/** What follows when a merger is taken back; `barred`: why it cannot be now. */
export function TakeBackView({
  code,
  merger,
  barred,
  sent: { problems, typed },
}: {
  code: string;
  merger: ShownMerger;
  barred: string | null;
  sent: SentContact;
}) {
  if (barred !== null)
    return (
      <>
        <Alert tone="warning" title="Deze samenvoeging kan nu niet worden teruggenomen" live>
          <p>
            <Foreign text={barred} />
          </p>
        </Alert>
        <LinkButton href={`/organisaties/${code}`}>Terug naar de organisatie</LinkButton>
      </>
    );
  return (
    <>
      <ErrorSummary problems={problems} />
      <ConfirmForm
        action={takeBackPath(code, merger)}
        title={`Samenvoeging van ${formatDay(merger.day)}`}
        confirm="Neem de samenvoeging terug"
        cancelHref={`/organisaties/${code}`}
      >
        <Changes merger={merger} />
        <TextArea
          name="reden"
          label="Reden"
          description="Komt in het logboek en bij de organisaties."
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={1000}
        />
      </ConfirmForm>
    </>
  );
}

/** A merger, as the Kiesraad records it. */
export function MergerForm({ sent: { problems, typed } }: { sent: SentContact }) {
  const field = (name: string, label: string) => ({
    ...{ name, label, value: typed[name] },
    ...{ error: problemAt(problems, name), required: true },
  });
  return (
    <>
      <ErrorSummary problems={problems} />
      <Paragraph>
        De organisaties die ophouden, houden hun naam en hun gegevens. De dag van stemming beslist welke er
        meedoen.
      </Paragraph>
      <Form action="/organisaties/samenvoegen" label="Samenvoeging">
        <TextInput
          {...field('van', 'Codes van de organisaties die ophouden')}
          description="Met een spatie ertussen, zoals 0501 0614."
          maxlength={200}
        />
        <TextInput
          {...field('code', 'Code van de organisatie daarna')}
          description="Een nieuwe code, of de code van een organisatie die doorgaat."
          width="small"
          maxlength={4}
        />
        <TextInput {...field('naam', 'Naam van de organisatie daarna')} maxlength={120} />
        <TextInput {...field('dag', 'Vanaf welke dag?')} type="date" width="small" />
        <TextArea {...field('reden', 'Reden')} description="Zoals de wet of het besluit." maxlength={1000} />
        <Checkbox
          name={UNDERSTOOD_FIELD}
          label="Ik begrijp dat ik dit alleen vóór die dag kan terugnemen"
          error={problemAt(problems, UNDERSTOOD_FIELD)}
          required
        />
        <Button>Leg de samenvoeging vast</Button>
      </Form>
      <Folded title="Wat er daarna moet gebeuren">
        <Paragraph>
          Nodig mensen uit voor het bestuur van de nieuwe organisatie. Wie voor de oude werkt, blijft daar
          werken tot u die rol beëindigt.
        </Paragraph>
      </Folded>
    </>
  );
}
