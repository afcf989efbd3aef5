import { personName } from './who-confirms.js';
import type { ComponentChildren } from 'preact';
import {
  Alert,
  Button,
  ConfirmForm,
  FileInput,
  Fingerprint,
  Foreign,
  Form,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { sha256 } from '../kernel/fingerprint.js';
import type { OfferedDefinition } from '../elections/definition.store.js';

/** A form that was just sent. */
export interface SentForm {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** What a second person of the Kiesraad confirms, in words. */
export interface Subject {
  /** `definitie`; with `de` before it. */
  readonly name: string;
  /** `Definitie`: what the forms are called after. */
  readonly title: string;
  /** `110a`: what one's own copy is. */
  readonly copy: string;
  /** Of the field with one's own file. */
  readonly field: string;
}

interface AnswerProps {
  readonly subject: Subject;
  /** The address above those of the answers. */
  readonly at: string;
  readonly sent: SentForm;
}

/** To who offered it: another has to confirm it. */
export function AskAnother() {
  return (
    <Alert tone="info" title="Vraag een ander om te bevestigen">
      <Paragraph>Geef deze vingerafdruk niet door: de ander leest haar bij de bron.</Paragraph>
    </Alert>
  );
}

/** The fingerprint of what one offered, and the form to take it back. */
export function TakeBack({
  at,
  value,
  label = 'Aanbod intrekken',
  hidden,
}: {
  at: string;
  value: string;
  label?: string;
  hidden?: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <Fingerprint value={sha256(value)} />
      <Form action={`${at}/afwijzen`} label={label} hidden={hidden}>
        <Button kind="secondary">Trek het aanbod in</Button>
      </Form>
    </>
  );
}

/** The ways to confirm: with the typed fingerprint, or with the file itself; several files where `multiple`. */
export function ConfirmForms({
  subject: { name, title, copy, field },
  at,
  sent,
  confirm,
  multiple = false,
}: AnswerProps & { confirm: string; multiple?: boolean }) {
  return (
    <>
      <Form action={`${at}/bevestigen`} label={`${title} bevestigen`}>
        <TextInput
          name="vingerafdruk"
          label={`Vingerafdruk (SHA-256) van uw eigen ${copy}`}
          description={`Neem haar over van waar u de ${name} zelf kreeg, niet van degene die haar hier aanbood. 64 tekens; spaties mogen.`}
          width="full"
          maxlength={400}
          value={sent.typed['vingerafdruk']}
          error={problemAt(sent.problems, 'vingerafdruk')}
          required
        />
        <Button>{confirm}</Button>
      </Form>
      <Form action={`${at}/vergelijken`} files label={`${title} vergelijken`}>
        <FileInput
          name={field}
          label={multiple ? 'Of kies uw eigen bestanden' : 'Of kies uw eigen bestand'}
          accept=".xml,.eml"
          multiple={multiple}
          error={problemAt(sent.problems, field)}
          required
        />
        <Button kind="secondary">Vergelijk</Button>
      </Form>
    </>
  );
}

/** The form to say what is wrong. `children`: the field for which one, where there are several. */
export function TurnDownForm({
  subject: { name, title },
  at,
  sent,
  children,
}: AnswerProps & { children?: ComponentChildren }) {
  return (
    <Form action={`${at}/afwijzen`} label={`${title} afwijzen`}>
      {children}
      <TextArea
        name="waarom"
        label="Klopt het niet? Wat is er mis?"
        value={sent.typed['waarom']}
        error={problemAt(sent.problems, 'waarom')}
        rows={3}
        maxlength={1000}
        required
      />
      <Button kind="secondary">{`Wijs de ${name} af`}</Button>
    </Form>
  );
}

/** Asks once more, when one's own copy was found to be equal. `hidden`: its fingerprint. */
export function EqualCopy({
  subject: { name },
  at,
  hidden,
  children = 'Uw bestand is byte voor byte gelijk aan wat is aangeboden. Daarna geldt het.',
}: {
  subject: Subject;
  at: string;
  hidden: Readonly<Record<string, string>>;
  children?: ComponentChildren;
}) {
  return (
    <ConfirmForm
      action={`${at}/bevestigen`}
      hidden={hidden}
      title="Uw exemplaar is gelijk"
      confirm={`Bevestig de ${name}`}
      cancelHref={at}
    >
      <Paragraph>{children}</Paragraph>
    </ConfirmForm>
  );
}

/** What was said of what was offered, by whom, and why not. */
export function Said({
  offered: { confirmation, seat },
  names,
}: {
  offered: Pick<OfferedDefinition, 'confirmation' | 'seat'>;
  names: ReadonlyMap<string, string>;
}) {
  if (confirmation === null)
    return (
      <>
        <StatusBadge tone="waiting">wacht</StatusBadge>
        {seat === null ? null : ' ook op het stembureau van de gemeente'}
      </>
    );
  const { outcome, why, byPerson, at } = confirmation;
  return (
    <>
      <StatusBadge tone={outcome === 'confirmed' ? 'ok' : 'error'}>
        {outcome === 'confirmed' ? 'bevestigd' : 'afgewezen'}
      </StatusBadge>{' '}
      {personName(names, byPerson)}, <TimeStamp at={at} />
      {why === null ? null : (
        <>
          : <Foreign text={why} longest={1000} />
        </>
      )}
    </>
  );
}
