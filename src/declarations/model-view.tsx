import {
  Actions,
  Alert,
  Button,
  ConfirmForm,
  DataTable,
  ErrorSummary,
  Fieldset,
  FileInput,
  Folded,
  Foreign,
  Form,
  ForScreenReader,
  Heading,
  LinkButton,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { ModelText, Questions } from './form-view.js';
import { markOf, type ShownModels } from './keep-model.js';
import { dayPath } from './list-view.js';
import { ADDED, questionFields } from './model-form.js';
import type { Fields, Model, ModelContent } from './model.js';

export const modelPath = (votingDay: string, rest = '') => dayPath(votingDay, `/model${rest}`);

interface Props {
  readonly shown: ShownModels;
  readonly problems: readonly FieldProblem[];
  readonly typed: Fields;
}

/** The editor of a voting day's model, for the Kiesraad. */
export function ModelView(props: Props) {
  const { shown, problems } = props;
  const { votingDay, models } = shown;
  return (
    <>
      <ErrorSummary problems={problems} />
      <Standing models={models} />
      <Editor {...props} />
      <Panel title="Als bestand">
        <Paragraph>
          <LinkButton href={modelPath(votingDay, '/model.json')} download>
            Haal het model op (JSON)
          </LinkButton>
        </Paragraph>
        <Form
          action={modelPath(votingDay, '/laden')}
          files
          hidden={{ gezien: markOf(models[0]) }}
          label="Model laden"
        >
          <FileInput
            name="bestand"
            label="Een model dat u ophaalde"
            description="Wat erin staat, komt in plaats van de tekst hierboven. Er wordt nog niets gepubliceerd."
            accept=".json,application/json"
            error={problemAt(problems, 'bestand')}
            required
          />
          <Button kind="secondary" icon="upload">
            Laad het model
          </Button>
        </Form>
      </Panel>
      <ModelVersions models={models} />
    </>
  );
}

function Standing({ models }: Pick<ShownModels, 'models'>) {
  const inForce = models.find(({ publishedAt }) => publishedAt !== null);
  if (inForce === undefined)
    return (
      <Alert tone="warning" title="Er is nog geen model gepubliceerd">
        <Paragraph>
          Organisaties kunnen pas verklaren na publicatie. De Kiesraad publiceert het model uiterlijk op de
          dag van kandidaatstelling (Kiesbesluit, artikel Ea 7).
        </Paragraph>
      </Alert>
    );
  return models[0] === inForce ? (
    <Alert tone="ok" title={`Versie ${inForce.version} geldt`}>
      <Paragraph>Wijzigt u de tekst, dan wordt dat versie {inForce.version + 1}.</Paragraph>
    </Alert>
  ) : (
    <Alert
      tone="info"
      title={`Versie ${inForce.version} geldt. Een nieuwe versie is nog niet gepubliceerd`}
    />
  );
}

function Editor({ shown, problems, typed }: Props) {
  const { votingDay, start, models } = shown;
  const field = (name: string, kept: string, description?: string) => {
    const value = typed[name]?.replaceAll('\r\n', '\n');
    const isOther = sentBefore(shown, typed) && value !== undefined && value !== kept;
    const now = kept === '' ? 'Bewaard is hier nu niets.' : `Nu bewaard: ${kept}`;
    return {
      ...{ name, value: value ?? kept, error: problemAt(problems, name) },
      description: isOther ? now : description,
    };
  };
  const questions = [...start.questions, ...goneQuestions(shown, typed)];
  const hidden = { gezien: markOf(models[0]), volgorde: questions.map(({ id }) => id).join(',') };
  return (
    <Form action={modelPath(votingDay)} hidden={hidden} label="Model van de verklaring">
      <Save />
      <TextInput {...field('titel', start.title)} label="Titel" width="full" maxlength={200} required />
      <TextArea {...field('inleiding', start.intro)} label="Inleiding" rows={6} maxlength={5000} required />
      {questions.map(({ id, text, explanation }, i) => {
        const names = questionFields(id);
        return (
          <Fieldset legend={`Vraag ${i + 1}`} name={`vraag-groep-${id}`}>
            <TextArea {...field(names.text, text)} label="Vraag" rows={2} maxlength={1000} required />
            <TextArea {...field(names.explanation, explanation)} label="Uitleg" rows={2} maxlength={3000} />
            <MoveButtons id={id} number={i + 1} count={questions.length} />
          </Fieldset>
        );
      })}
      <Fieldset
        legend="Nog een vraag"
        name="vraag-erbij"
        description="Zij komt achteraan. Bij elke vraag kiest een organisatie: voldoet, gaat voldoen, wijkt af of voldoet niet."
      >
        <TextArea
          {...{ name: ADDED.text, value: typed[ADDED.text], error: problemAt(problems, ADDED.text) }}
          label="Nieuwe vraag"
          rows={2}
          maxlength={1000}
        />
        <TextArea
          {...{ name: ADDED.explanation, value: typed[ADDED.explanation] }}
          error={problemAt(problems, ADDED.explanation)}
          label="Uitleg bij de nieuwe vraag"
          rows={2}
          maxlength={3000}
        />
        <Button kind="secondary" name="actie" value="erbij">
          Voeg de vraag toe
        </Button>
      </Fieldset>
      <TextArea {...field('slot', start.closing)} label="Slotverklaring" rows={3} maxlength={3000} required />
      <Save />
    </Form>
  );
}

/** Whether what was sent was written over another text than the one that is kept now. */
const sentBefore = ({ models }: ShownModels, typed: Fields): boolean =>
  typed['gezien'] !== undefined && typed['gezien'] !== markOf(models[0]);

/** Questions that somebody wrote in and that a colleague took away meanwhile. */
function goneQuestions({ start }: ShownModels, typed: Fields): ModelContent['questions'] {
  const ids = (typed['volgorde'] ?? '').split(',').filter((id) => questionFields(id).text in typed);
  const gone = ids.filter((id) => !start.questions.some((question) => question.id === id));
  return gone.map((id) => ({ id, text: '', explanation: '' }));
}

/** What is first in a form is what Enter does: keeping. */
function Save() {
  return (
    <Actions>
      <Button name="actie" value="bewaar">
        Bewaar
      </Button>
      <Button name="actie" value="bekijk" kind="secondary">
        Bewaar en bekijk
      </Button>
    </Actions>
  );
}

function MoveButtons({ id, number, count }: { id: string; number: number; count: number }) {
  const one = (act: string, label: string) => (
    <Button kind="subtle" name="actie" value={`${act}-${id}`}>
      {label}
      <ForScreenReader>: vraag {number}</ForScreenReader>
    </Button>
  );
  return (
    <Actions>
      {number > 1 ? one('omhoog', 'Omhoog') : null}
      {number < count ? one('omlaag', 'Omlaag') : null}
      {count > 1 ? one('weg', 'Haal weg') : null}
    </Actions>
  );
}

function ModelVersions({ models }: Pick<ShownModels, 'models'>) {
  if (models.length === 0) return null;
  return (
    <Folded title="Alle versies">
      <DataTable
        caption="Alle versies van het model"
        captionHidden
        rows={models}
        columns={[
          { header: 'Versie', rowHeader: true, cell: ({ version }) => String(version) },
          { header: 'Bewaard', cell: ({ at }) => <TimeStamp at={at} /> },
          {
            header: 'Gepubliceerd',
            cell: ({ publishedAt }) =>
              publishedAt === null ? (
                <StatusBadge tone="waiting">nog niet</StatusBadge>
              ) : (
                <TimeStamp at={publishedAt} />
              ),
          },
        ]}
      />
    </Folded>
  );
}

/** A model as an organisation will see it, and what follows from publishing it. */
export function PublishView({ model }: { model: Model }) {
  const { votingDay, version, content } = model;
  const isPublished = model.publishedAt !== null;
  return (
    <>
      {isPublished ? (
        <Alert tone="ok" title={`Versie ${version} is gepubliceerd`} />
      ) : (
        <ConfirmForm
          action={modelPath(votingDay, '/publiceren')}
          hidden={{ gezien: markOf(model) }}
          title={`Versie ${version} publiceren?`}
          confirm="Publiceer het model"
          cancelHref={modelPath(votingDay)}
        >
          <List
            items={[
              'Organisaties kunnen hier meteen mee verklaren.',
              version === 1
                ? 'Organisaties die moeten verklaren, zien het model op hun pagina.'
                : 'Wie al begon met een eerder model, ziet dat er een nieuw is en mag met het eerdere verder.',
              'Wat al is verklaard, blijft gelden.',
              'Een gepubliceerd model verandert niet meer. Een wijziging wordt een nieuwe versie.',
            ]}
          />
        </ConfirmForm>
      )}
      <Heading level={2}>Zo ziet een organisatie het</Heading>
      <Heading level={3}>
        <Foreign text={content.title} longest={200} />
      </Heading>
      <ModelText text={content.intro} />
      <Questions content={content} sent={{ fields: {}, problems: [] }} />
      <ModelText text={content.closing} />
    </>
  );
}
