import {
  Button,
  DataTable,
  ErrorSummary,
  FileInput,
  Foreign,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  Select,
  TextArea,
  TextInput,
  TimeStamp,
  type Column,
  type FieldProblem,
} from '../web/components/index.js';
import { DOCUMENT_KINDS, FACTS, SOFTWARE, type DocumentKind } from './document-kinds.js';
import { type Entry, type RegisteredDocument } from './document.js';
import { DocumentTables, Due, registerPath, State, TurnFigures, Where } from './register-table.js';
import type { ShownRegister } from './show-register.js';

/** What is due of an election, by when, and how it stands; `names` are those of the people who said so. */
export function RegisterTable({
  register: { plan, documents },
  names,
}: {
  register: ShownRegister;
  names: ReadonlyMap<string, string>;
}) {
  const { id } = plan.definition;
  const asked: readonly Column<RegisteredDocument>[] = [
    {
      header: 'Document',
      rowHeader: true,
      cell: ({ kind }) => <Link href={registerPath(id, kind)}>{DOCUMENT_KINDS[kind].title}</Link>,
    },
    { header: 'Uiterlijk', cell: (document) => <Due document={document} /> },
    { header: 'Stand', cell: (document) => <State document={document} /> },
  ];
  const said: Column<RegisteredDocument> = {
    header: 'Vastgelegd',
    cell: ({ entry }) => (entry === null ? null : <Said entry={entry} names={names} />),
  };
  const law: Column<RegisteredDocument> = { header: 'Wet', cell: ({ kind }) => DOCUMENT_KINDS[kind].law };
  return (
    <>
      <TurnFigures id={id} documents={documents} />
      <DocumentTables
        id={id}
        documents={documents}
        level={2}
        columns={(turn) => [...asked, turn === 'said' ? said : law]}
      />
    </>
  );
}

/** When it was said, and by whom. */
function Said({ entry: { at, by }, names }: { entry: Entry; names: ReadonlyMap<string, string> }) {
  return (
    <>
      <TimeStamp at={at} />
      <br />
      <Foreign text={names.get(by) ?? 'onbekend'} />
    </>
  );
}

/** What was typed in a form, and what is wrong with it. */
export interface TypedForm {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

/** The days that no file gives. */
export function FactsForm({
  register: { plan, facts },
  form: { typed, problems },
}: {
  register: ShownRegister;
  form: TypedForm;
}) {
  const day = (name: string, label: string, value: string | undefined) => (
    <TextInput
      name={name}
      label={label}
      type="date"
      value={typed[name] ?? value ?? ''}
      error={problemAt(problems, name)}
    />
  );
  return (
    <Panel title="Datums die in geen bestand staan">
      <Form action={registerPath(plan.definition.id)} label="Datums vastleggen">
        {day('uitslagvaststelling', FACTS.result, facts.result)}
        {day('geloofsbrieven', FACTS.credentials, facts.credentials)}
        {day('toelating', FACTS.admission, facts.admission)}
        {day('hertoetsOpgeleverd', FACTS.retest, facts.retest)}
        <Select
          name="telprogramma"
          label={FACTS.software}
          description="Van OSV2020 hoeft de broncode niet openbaar te zijn."
          value={typed['telprogramma'] ?? facts.software ?? 'new'}
          error={problemAt(problems, 'telprogramma')}
          options={Object.entries(SOFTWARE).map(([value, label]) => ({ value, label }))}
          required
        />
        <Button>Datums opslaan</Button>
      </Form>
    </Panel>
  );
}

/** One document: how it stands, what was said of it before, and the form to say something else. */
export function DocumentView({
  electionId,
  document,
  names,
  form,
}: {
  electionId: string;
  document: RegisteredDocument;
  names: ReadonlyMap<string, string>;
  form: TypedForm;
}) {
  const { kind, history } = document;
  const { gazette, law }: DocumentKind = DOCUMENT_KINDS[kind];
  return (
    <>
      <ErrorSummary problems={form.problems} />
      <Paragraph>
        <State document={document} /> Uiterlijk: <Due document={document} />. Wet: {law}.
      </Paragraph>
      {gazette === true ? (
        <Paragraph>
          De wet wil dit in de Staatscourant. Die bekendmaking telt; wat hier staat, is een kopie.
        </Paragraph>
      ) : null}
      {history.length === 0 ? null : (
        <DataTable
          caption="Wat er is vastgelegd, het nieuwste eerst"
          columns={[
            {
              header: 'Wanneer, en door wie',
              rowHeader: true,
              cell: (entry) => <Said entry={entry} names={names} />,
            },
            { header: 'Wat', cell: (entry) => <Where entry={entry} /> },
          ]}
          rows={history}
        />
      )}
      <SayForm electionId={electionId} document={document} form={form} />
    </>
  );
}

function SayForm({
  electionId,
  document: { kind, entry },
  form,
}: {
  electionId: string;
  document: RegisteredDocument;
  form: TypedForm;
}) {
  const { typed, problems } = form;
  const error = (field: string) => problemAt(problems, field);
  return (
    <Panel title={entry === null ? 'Vastleggen' : 'Vervangen'}>
      {entry === null ? null : <Paragraph>Wat er nu staat, blijft bij de oudere versies staan.</Paragraph>}
      <Form
        action={registerPath(electionId, kind)}
        hidden={{ versie: String(entry?.number ?? 0) }}
        files
        label="Dit document vastleggen"
      >
        <RadioGroup
          name="stand"
          label="Wat legt u vast?"
          value={typed['stand']}
          error={error('stand')}
          options={[
            { value: 'hier', label: 'Het bestand hier publiceren' },
            { value: 'elders', label: 'Het staat elders' },
            { value: 'geldtNog', label: 'Een eerdere versie geldt nog' },
            { value: 'nietOpenbaar', label: 'Het wordt niet openbaar' },
          ]}
        />
        <FileInput
          name="bestand"
          label="Bestand, als u het hier publiceert"
          description="PDF, ZIP, ODS, ODT, XLSX, DOCX, tekst, CSV of XML, hoogstens 32 MB."
          error={error('bestand')}
        />
        <OtherThanFile form={form} />
        <Button>Vastleggen</Button>
      </Form>
    </Panel>
  );
}

/** Where it is, which version still holds, or why it is not public. */
function OtherThanFile({ form: { typed, problems } }: { form: TypedForm }) {
  const error = (field: string) => problemAt(problems, field);
  return (
    <>
      <TextInput
        name="adres"
        label="Adres, als het elders staat"
        description="Begint met https://"
        type="url"
        width="full"
        value={typed['adres']}
        error={error('adres')}
        required="depends"
      />
      <TextInput
        name="uitgave"
        label="Versie, als die nog geldt"
        value={typed['uitgave']}
        error={error('uitgave')}
        required="depends"
      />
      <TextInput
        name="staatscourant"
        label="Nummer van de Staatscourant, als die versie nog geldt"
        description="Bijvoorbeeld 2025, 26913"
        value={typed['staatscourant']}
        error={error('staatscourant')}
        required="depends"
      />
      <TextArea
        name="reden"
        label="Reden, als het niet openbaar wordt"
        description="Iedereen kan dit lezen."
        value={typed['reden']}
        error={error('reden')}
        required="depends"
      />
    </>
  );
}
