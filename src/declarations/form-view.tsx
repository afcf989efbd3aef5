import {
  Alert,
  Button,
  DescriptionList,
  ErrorSummary,
  Foreign,
  Form,
  Heading,
  LinkButton,
  Paragraph,
  problemAt,
  RadioGroup,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { BY_EXECUTIVE, OUTCOMES, type Answered, type Mandate } from './declaration.js';
import type { Read } from './declare.js';
import type { Filling } from './fill-in.js';
import { fieldsOf, LONGEST_FIELD, type Fields, type FieldFault, type ModelContent } from './model.js';
import { executiveOf, type DeclaringBody } from './who-declares.js';
import { ANSWER_WORDS } from './words.js';
import { inWhoseName, theExecutive } from './written-declaration.js';

export const ownPath = (votingDay: string, rest = '') => `/verklaring/${votingDay}${rest}`;

interface Sent {
  readonly fields: Fields;
  readonly problems: readonly FieldProblem[];
}

/** The text of a model, its paragraphs apart. */
export function ModelText({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((each) => (
        <Paragraph>
          <Foreign text={each} longest={5000} />
        </Paragraph>
      ))}
    </>
  );
}

/** The questions of a model, each with its four answers and what belongs to them. */
export function Questions({ content, sent }: { content: ModelContent; sent: Sent }) {
  return (
    <>
      {content.questions.map((question, i) => (
        <Question question={question} number={i + 1} sent={sent} />
      ))}
    </>
  );
}

function Question({
  question: { id, text, explanation },
  number,
  sent: { fields, problems },
}: {
  question: ModelContent['questions'][number];
  number: number;
  sent: Sent;
}) {
  const names = fieldsOf(id);
  return (
    <div class="answer">
      <RadioGroup
        name={names.outcome}
        label={`${number}. ${text}`}
        description={explanation === '' ? undefined : explanation}
        options={OUTCOMES.map((value) => ({ value, label: ANSWER_WORDS[value] }))}
        value={fields[names.outcome]}
        error={problemAt(problems, names.outcome)}
      />
      <div class="answer__by">
        <TextInput
          name={names.by}
          label={`Bij vraag ${number}: op welke dag voldoet u uiterlijk?`}
          type="date"
          width="small"
          value={fields[names.by]}
          error={problemAt(problems, names.by)}
        />
      </div>
      <div class="answer__measure">
        <TextArea
          name={names.measure}
          label={`Bij vraag ${number}: welke maatregel neemt u?`}
          value={fields[names.measure]}
          error={problemAt(problems, names.measure)}
          maxlength={LONGEST_FIELD}
        />
      </div>
    </div>
  );
}

/** The form of a declaration. It is kept at each field, and by its button without script. */
export function FillInView({
  filling,
  mandates,
  problems,
}: {
  filling: Filling;
  /** Those of who looks, that hold. */
  mandates: readonly Mandate[];
  problems: readonly FieldProblem[];
}) {
  const { body, elections, model, newer, fields, savedAt } = filling;
  const { content } = model;
  const path = ownPath(body.votingDay, '/invullen');
  const sent = { fields, problems };
  return (
    <>
      <ErrorSummary problems={problems} />
      {newer === null ? null : (
        <NewerModel votingDay={body.votingDay} version={model.version} newer={newer} />
      )}
      <ModelText text={content.intro} />
      <Paragraph>Deze verklaring geldt voor: {elections.map(({ name }) => name).join('; ')}.</Paragraph>
      <div data-island="autosave" data-autosave={`${path}/veld`}>
        <Form action={path} label="Verklaring invullen">
          <Questions content={content} sent={sent} />
          <Days sent={sent} />
          <Behalf body={body} mandates={mandates} sent={sent} />
          <p class="autosave" role="status" data-autosave-status>
            {savedAt === null ? (
              'Nog niets bewaard.'
            ) : (
              <>
                Bewaard: <TimeStamp at={savedAt} />
              </>
            )}
          </p>
          <div class="actions">
            <Button name="actie" value="controleren">
              Bewaar en controleer
            </Button>
            <Button name="actie" value="bewaren" kind="secondary">
              Bewaar
            </Button>
          </div>
        </Form>
      </div>
    </>
  );
}

function NewerModel({ votingDay, version, newer }: { votingDay: string; version: number; newer: number }) {
  return (
    <Alert tone="warning" title="De Kiesraad heeft het model gewijzigd">
      <Paragraph>
        U begon met versie {version}. Nu geldt versie {newer}. U mag versie {version} afmaken. Stapt u over,
        dan blijven uw antwoorden staan bij vragen die er nog zijn.
      </Paragraph>
      <Form action={ownPath(votingDay, '/invullen/nieuw-model')} label="Nieuw model">
        <Button kind="secondary">Stap over op versie {newer}</Button>
      </Form>
    </Alert>
  );
}

/** The two days of a declaration. */
export function Days({ sent: { fields, problems } }: { sent: Sent }) {
  const day = (name: string, label: string) => (
    <TextInput
      name={name}
      label={label}
      type="date"
      width="small"
      value={fields[name]}
      error={problemAt(problems, name)}
      required
    />
  );
  return (
    <>
      {day('onderzocht', 'Op welke dag is het onderzoek gedaan?')}
      {day('verklaard', 'Op welke dag is de verklaring vastgesteld?')}
    </>
  );
}

/** In whose name one declares: the executive itself, or by one of the mandates of who looks. */
export function Behalf({
  body,
  mandates,
  sent: { fields, problems },
}: {
  body: DeclaringBody;
  mandates: readonly Mandate[];
  sent: Sent;
}) {
  const executive = theExecutive(executiveOf(body));
  return (
    <RadioGroup
      name="namens"
      label="Namens wie verklaart u?"
      description="Een mandaat voegt u toe bij Mandaten. Alleen wie het mandaat kreeg, kan het gebruiken."
      options={[
        { value: BY_EXECUTIVE, label: `Het bestuur verklaart zelf: ${executive}` },
        ...mandates.map(({ id, until }) => ({
          value: id,
          label: `Ik verklaar namens ${executive}, met mandaat tot en met ${formatDay(until)}`,
        })),
      ]}
      value={fields['namens']}
      error={problemAt(problems, 'namens')}
    />
  );
}

function said({ answer }: Answered): string {
  const word = ANSWER_WORDS[answer.outcome];
  if (answer.outcome === 'willComply') return `${word}, uiterlijk ${formatDay(answer.by)}`;
  return answer.outcome === 'deviates' ? `${word}: ${answer.measure}` : word;
}

/** What was filled in, read whole, before it is declared; or what is still missing. */
export function ReviewView({
  filling,
  read,
  isLate,
}: {
  filling: Filling;
  read: Read | readonly FieldFault[];
  isLate: boolean;
}) {
  const { body, elections, model } = filling;
  const form = ownPath(body.votingDay, '/invullen');
  if (!('answers' in read)) return <Incomplete form={form} faults={read} />;
  return (
    <>
      {isLate ? (
        <Alert tone="warning" title="De dag waarop de verklaring er moest zijn, is voorbij">
          <Paragraph>U kunt haar nog gewoon afleggen. Zij wordt als te laat gemerkt.</Paragraph>
        </Alert>
      ) : null}
      <DescriptionList
        facts={[
          { term: 'Voor', value: elections.map(({ name }) => name).join('; ') },
          ...read.answers.map((answered) => ({
            term: answered.question,
            value: <Foreign text={said(answered)} longest={LONGEST_FIELD + 100} />,
          })),
          { term: 'Onderzocht op', value: formatDay(read.investigatedOn) },
          { term: 'Verklaard op', value: formatDay(read.declaredOn) },
          { term: 'Door', value: inWhoseName(executiveOf(body), read.mandateId) },
        ]}
      />
      <Heading level={2}>Verklaring</Heading>
      <ModelText text={model.content.closing} />
      <Form
        action={ownPath(body.votingDay, '/controleren')}
        hidden={{ revisie: String(filling.revision) }}
        label="Verklaring afleggen"
      >
        <Paragraph>
          De Kiesraad krijgt de verklaring meteen. Zet haar daarna ook op uw eigen website. U kunt haar later
          verbeteren; de oude blijft bewaard.
        </Paragraph>
        <div class="actions">
          <Button>Leg de verklaring af</Button>
          <LinkButton kind="subtle" href={form}>
            Wijzig
          </LinkButton>
        </div>
      </Form>
    </>
  );
}

function Incomplete({ form, faults }: { form: string; faults: readonly FieldFault[] }) {
  return (
    <Alert tone="warning" title="De verklaring is nog niet volledig" focused>
      <ul>
        {faults.map(({ field, message }) => (
          <li>
            <a class="utrecht-link utrecht-link--html-a" href={`${form}#${field}`}>
              {message}
            </a>
          </li>
        ))}
      </ul>
      <LinkButton href={form}>Vul verder in</LinkButton>
    </Alert>
  );
}
