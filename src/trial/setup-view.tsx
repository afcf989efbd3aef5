import type { Refused } from '../platform/http/form-turned-down.js';
import { committeeName } from '../elections/committees.js';
import {
  Alert,
  Button,
  Code,
  DataTable,
  ErrorSummary,
  FileInput,
  Fingerprint,
  Foreign,
  Form,
  Link,
  List,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  TextArea,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { messageWords } from '../upload/words.js';
import { digestOf, standingFaults, type Point } from './setup-check.js';
import { answerField, noteField, SEEN_FIELD } from './setup-form.js';
import type { OwnSetup } from './show-setup.js';
import type { Trial } from './trial.js';
import { POINT_NAMES, STATE_WORDS } from './words.js';

export const SETUP = '/inrichting';
export const TRIAL_FIELD = 'bestand';

interface SetupViewProps {
  readonly shown: OwnSetup;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
  readonly refused: Refused | null;
}

/** What is set up for a committee, for it to confirm or report, and its test deliveries. */
export function SetupView({ shown, problems, typed, refused }: SetupViewProps) {
  return (
    <>
      {problems.length === 0 ? null : <ErrorSummary problems={problems} />}
      <Standing shown={shown} />
      <CheckForm shown={shown} problems={problems} typed={typed} />
      {shown.delivers ? <TrialPanel shown={shown} problems={problems} refused={refused} /> : null}
      <Coming shown={shown} />
    </>
  );
}

function Standing({ shown }: { shown: OwnSetup }) {
  const { state, check, checkedBy, points, lanes } = shown;
  const { text, tone } = STATE_WORDS[state];
  const faults = check === null ? [] : standingFaults(points, check);
  return (
    <Panel title="Hoe het staat" id="stand">
      <Paragraph>
        <StatusBadge tone={tone}>{text}</StatusBadge>
      </Paragraph>
      {check === null ? null : (
        <Paragraph>
          Laatst gecontroleerd: <TimeStamp at={check.at} />
          {checkedBy === null ? null : (
            <>
              , door <Foreign text={checkedBy} longest={200} />
            </>
          )}
          .{state === 'changed' ? ' Daarna is er iets gewijzigd. Controleer opnieuw.' : ''}
        </Paragraph>
      )}
      {faults.length === 0 ? null : (
        <>
          <Paragraph>Dit meldde u als fout. De Kiesraad heeft bericht en neemt contact op.</Paragraph>
          <List
            items={faults.map(({ code, note }) => (
              <>
                {POINT_NAMES[code]}: <Foreign text={note} longest={500} />
              </>
            ))}
          />
        </>
      )}
      <Paragraph>
        Echt leveren kan vanaf <TimeStamp at={lanes.realOpens} />.
      </Paragraph>
    </Panel>
  );
}

function CheckForm({ shown: { points }, problems, typed }: Omit<SetupViewProps, 'refused'>) {
  return (
    <Panel title="Klopt dit?" id="klopt-dit">
      <Paragraph>
        Zo staat u in deze verkiezing. Zeg van elk onderdeel of het klopt. De Kiesraad ziet uw antwoord.
      </Paragraph>
      <Form action={SETUP} label="Controleer uw gegevens" hidden={{ [SEEN_FIELD]: digestOf(points) }}>
        {points.map((point) => (
          <PointFields point={point} problems={problems} typed={typed} />
        ))}
        <Button>Verstuur uw antwoorden</Button>
      </Form>
    </Panel>
  );
}

function PointFields({
  point: { code, shown },
  problems,
  typed,
}: {
  point: Point;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const [answer, note] = [answerField(code), noteField(code)];
  return (
    <>
      <h3 class="utrecht-heading-3">{POINT_NAMES[code]}</h3>
      <List
        items={shown.map((text) => (
          <Foreign text={text} longest={20_000} />
        ))}
      />
      <RadioGroup
        name={answer}
        label={`Klopt dit: ${POINT_NAMES[code].toLowerCase()}?`}
        options={[
          { value: 'ja', label: 'Dit klopt' },
          { value: 'nee', label: 'Dit klopt niet' },
        ]}
        value={typed[answer]}
        error={problemAt(problems, answer)}
      />
      <TextArea
        name={note}
        label="Wat klopt er niet?"
        description="Alleen als het niet klopt. Schrijf ook wat het moet zijn."
        rows={2}
        maxlength={500}
        value={typed[note]}
        error={problemAt(problems, note)}
      />
    </>
  );
}

function TrialPanel({ shown, problems, refused }: Omit<SetupViewProps, 'typed'>) {
  const { lanes, mayTry, trials, plan } = shown;
  return (
    <Panel title="Proeflevering" id="proeflevering" tone={mayTry && trials.length === 0 ? 'accent' : 'plain'}>
      {refused?.code === 'trial.refused' ? <RefusedTrial {...refused} /> : null}
      {mayTry ? (
        <TrialForm closes={lanes.testCloses} problems={problems} />
      ) : (
        <Paragraph>
          Een proeflevering kon tot <TimeStamp at={lanes.testCloses} />.{' '}
          <Link href="/leveringen">Naar Leveringen</Link>.
        </Paragraph>
      )}
      {trials.length === 0 ? null : (
        <Trials
          caption="Uw proefleveringen"
          trials={trials}
          nameOf={(trial) => committeeName(plan.committees, trial.about)}
        />
      )}
    </Panel>
  );
}

function TrialForm({ closes, problems }: { closes: Date; problems: readonly FieldProblem[] }) {
  return (
    <>
      <Paragraph>
        Zo weet u dat straks alles werkt. Het platform controleert het bestand als een echte telling, met uw
        echte sleutel. Niemand ontvangt het, en het telt nooit mee. Dit kan tot <TimeStamp at={closes} />.
      </Paragraph>
      <List
        ordered
        items={[
          'Vul in het telprogramma een telling in met verzonnen cijfers, op de computer met uw sleutel.',
          'Exporteer haar zoals u dat op de avond van de stemming doet.',
          'Kies hieronder het ZIP-bestand.',
          'Haal de verzonnen cijfers weer uit het telprogramma.',
        ]}
      />
      <Paragraph>
        Kies nooit een echte telling: wat u hier gebruikt, wordt daarna voorgoed geweigerd als telling.
      </Paragraph>
      <Form action={`${SETUP}/proeflevering`} files label="Proeflevering">
        <FileInput
          name={TRIAL_FIELD}
          label="Proeftelling"
          description="Het ZIP-bestand, of het .eml.xml samen met het .signature. Samen hoogstens 16 MB."
          accept=".zip,.xml,.signature"
          multiple
          required
          error={problemAt(problems, TRIAL_FIELD)}
        />
        <Button icon="upload">Doe de proeflevering</Button>
      </Form>
    </>
  );
}

function RefusedTrial({ title, reasons }: Refused) {
  return (
    <Alert tone="error" title={title} live>
      <Paragraph>Er is niets bewaard en niets gesperd. Dit vonden wij:</Paragraph>
      <List
        items={reasons.map(({ detail, code }) => (
          <>
            <Foreign text={detail} longest={1000} /> <Code>{code ?? ''}</Code>
          </>
        ))}
      />
    </Alert>
  );
}

/** What would have come to this body: it can compare the fingerprint with who sent it. */
function Coming({ shown: { coming, plan } }: { shown: OwnSetup }) {
  if (coming.length === 0) return null;
  return (
    <Panel title="Proefleveringen van anderen" id="van-anderen">
      <Paragraph>
        Deze bestanden had u gekregen als ze echt waren. Het zijn proeven: u krijgt ze niet, en ze tellen niet
        mee.
      </Paragraph>
      <Trials
        caption="Proefleveringen van anderen"
        trials={coming.slice(0, MOST_SHOWN)}
        nameOf={(trial) => committeeName(plan.committees, trial.owner.body)}
      />
      {coming.length <= MOST_SHOWN ? null : (
        <Paragraph>
          Dit zijn de nieuwste {MOST_SHOWN} van {coming.length}.
        </Paragraph>
      )}
    </Panel>
  );
}

const MOST_SHOWN = 50;

function Trials({
  caption,
  trials,
  nameOf,
}: {
  caption: string;
  trials: readonly Trial[];
  nameOf: (trial: Trial) => string;
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={trials}
      columns={[
        { header: 'Wanneer', rowHeader: true, cell: ({ at }) => <TimeStamp at={at} /> },
        { header: 'Van', cell: (trial) => <Foreign text={nameOf(trial)} /> },
        { header: 'Bestand', cell: ({ message }) => messageWords(message) },
        { header: 'Stand', cell: () => <StatusBadge tone="info">Proef: telt niet mee</StatusBadge> },
        { header: 'Vingerafdruk', cell: ({ fingerprint }) => <Fingerprint value={fingerprint} /> },
      ]}
    />
  );
}
