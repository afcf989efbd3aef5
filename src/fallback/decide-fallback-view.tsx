import { dutchClock, dutchDay } from '../kernel/dutch-time.js';
import {
  Button,
  DescriptionList,
  ErrorSummary,
  Foreign,
  Form,
  Panel,
  Paragraph,
  problemAt,
  TextArea,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { FILES, Now, State, type SentFallback } from './fallback-view.js';
import { MOST_HOURS, USUAL_HOURS } from './fallback.js';
import type { FallbackToDecide } from './show-fallback.js';

/** One question: its facts, and for the Kiesraad what it can do. */
export function FallbackView({
  shown,
  now,
  operator,
  sent,
}: {
  shown: FallbackToDecide;
  now: Date;
  operator: boolean;
  sent: SentFallback;
}) {
  const { fallback } = shown;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {!operator && fallback.state === 'allowed' ? <Now fallback={fallback} /> : null}
      <Facts shown={shown} />
      {operator && fallback.state === 'asked' ? <Decide shown={shown} now={now} sent={sent} /> : null}
      {operator && fallback.state === 'allowed' ? (
        <Answer
          id={fallback.id}
          act="intrekken"
          title="Trek de toestemming in"
          text="Het stembureau kan dan niet meer zonder handtekening indienen. Wat al is ingediend, blijft staan."
          sent={sent}
        />
      ) : null}
    </>
  );
}

function Facts({ shown: { fallback, owner, names } }: { shown: FallbackToDecide }) {
  const who = (by: string) => (names.has(by) ? `, ${names.get(by)}` : '');
  return (
    <DescriptionList
      facts={[
        { term: 'Stembureau', value: owner },
        { term: 'Bestand', value: FILES[fallback.message] },
        { term: 'Stand', value: <State state={fallback.state} /> },
        { term: 'Reden', value: <Foreign text={fallback.reason} longest={500} /> },
        {
          term: 'Gevraagd',
          value: (
            <>
              <TimeStamp at={fallback.asked.at} />
              {who(fallback.asked.by)}
            </>
          ),
        },
        ...('decided' in fallback
          ? [
              {
                term: 'Beslist',
                value: (
                  <>
                    <TimeStamp at={fallback.decided.at} />
                    {who(fallback.decided.by)}
                  </>
                ),
              },
            ]
          : []),
        ...('article' in fallback
          ? [
              { term: 'Op grond van', value: <Foreign text={fallback.article} longest={200} /> },
              { term: 'Mag tot', value: <TimeStamp at={fallback.until} /> },
            ]
          : []),
        ...('answer' in fallback
          ? [{ term: 'Antwoord van de Kiesraad', value: <Foreign text={fallback.answer} longest={500} /> }]
          : []),
        ...(fallback.state === 'used'
          ? [{ term: 'Gebruikt', value: <TimeStamp at={fallback.ended.at} /> }]
          : []),
      ]}
    />
  );
}

function Decide({ shown, now, sent }: { shown: FallbackToDecide; now: Date; sent: SentFallback }) {
  return (
    <>
      <Panel title="Sta één levering toe" tone="accent">
        <Paragraph>
          Bel het stembureau eerst, op een nummer dat u al kende. Het bestand blijft overal zichtbaar niet
          ondertekend. Ontvangers vergelijken het eerst met het papier.
        </Paragraph>
        <AllowForm shown={shown} until={new Date(now.getTime() + USUAL_HOURS * 3_600_000)} sent={sent} />
      </Panel>
      <Answer
        id={shown.fallback.id}
        act="weigeren"
        title="Of sta het niet toe"
        text="Het stembureau leest uw reden. Zeg wat het nu wel kan doen."
        sent={sent}
      />
    </>
  );
}

function AllowForm({
  shown: { fallback, article },
  until,
  sent: { problems, typed },
}: {
  shown: FallbackToDecide;
  until: Date;
  sent: SentFallback;
}) {
  return (
    <Form action={`/terugval/${fallback.id}/toestaan`} label="Toestaan">
      <TextInput
        name="artikel"
        label="Op grond van welk artikel?"
        description="Van de gebruiksvoorschriften of de wet. Iedereen die het bestand ziet, leest dit."
        width="full"
        value={typed['artikel'] ?? article}
        error={problemAt(problems, 'artikel')}
        required
        maxlength={200}
      />
      <TextInput
        name="dag"
        label="Tot welke dag?"
        type="date"
        width="small"
        value={typed['dag'] ?? dutchDay(until)}
        error={problemAt(problems, 'dag')}
        required
      />
      <TextInput
        name="tijd"
        label="Tot hoe laat?"
        description={`Uren en minuten, zoals 21:15. Hoogstens ${MOST_HOURS} uur vanaf nu.`}
        width="small"
        value={typed['tijd'] ?? dutchClock(until)}
        error={problemAt(problems, 'tijd')}
        required
        maxlength={5}
      />
      <Button>Toestaan</Button>
    </Form>
  );
}

const BUTTONS = { weigeren: 'Niet toestaan', intrekken: 'Intrekken' } as const;

/** A refusal or withdrawal, with its reason. */
function Answer({
  id,
  act,
  title,
  text,
  sent: { problems, typed },
}: {
  id: string;
  act: keyof typeof BUTTONS;
  title: string;
  text: string;
  sent: SentFallback;
}) {
  return (
    <Panel title={title}>
      <Form action={`/terugval/${id}/${act}`} label={BUTTONS[act]}>
        <Paragraph>{text}</Paragraph>
        <TextArea
          name="reden"
          label="Reden"
          value={typed['reden']}
          error={problemAt(problems, 'reden')}
          required
          maxlength={500}
        />
        <Button kind="secondary">{BUTTONS[act]}</Button>
      </Form>
    </Panel>
  );
}
