import {
  Actions,
  Alert,
  Button,
  FileInput,
  Foreign,
  Form,
  LinkButton,
  List,
  Panel,
  Paragraph,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { Loading } from './organisation-file.js';

/** Choosing a CSV to load: what it would do is shown first. */
export function LoadForm({
  action,
  title,
  columns,
  error,
}: {
  action: string;
  title: string;
  columns: string;
  error?: string | undefined;
}) {
  return (
    <Panel title={title}>
      <Paragraph>{columns}</Paragraph>
      <Form action={action} files label={title}>
        <FileInput
          name="bestand"
          label="CSV-bestand"
          description="UTF-8 of Windows-1252, met puntkomma’s of komma’s, hoogstens 1 MB. U ziet eerst wat erin staat."
          accept=".csv,.txt"
          error={error}
          required
        />
        <Button icon="upload">Controleer het bestand</Button>
      </Form>
    </Panel>
  );
}

interface PreviewProps<T> {
  readonly loading: Loading<T>;
  /** Where it is loaded, and where one goes back. */
  readonly action: string;
  readonly back: string;
  /** The file itself, to carry along. */
  readonly file: string;
  /** How a line that does something is shown. */
  readonly show: (line: T) => string;
}

const SHOWN = 20;

/** What loading a file would do; with a wrong line nothing can be loaded. */
export function LoadPreview<T>({ loading, action, back, file, show }: PreviewProps<T>) {
  const { added, changed, same, problems } = loading;
  if (problems.length > 0)
    return (
      <>
        <Alert tone="error" title={`${counted(problems.length, 'fout', 'fouten')}: er is niets geladen`} live>
          <List
            items={problems.slice(0, 200).map(({ line, detail }) => (
              <>
                Regel {line}: <Foreign text={detail} />
              </>
            ))}
          />
        </Alert>
        <Paragraph>Verbeter deze regels in het bestand en kies het opnieuw.</Paragraph>
        <LinkButton href={back}>Kies een ander bestand</LinkButton>
      </>
    );
  const rest = (lines: readonly T[]) =>
    lines.length > SHOWN ? [<>en nog {lines.length - SHOWN}</>] : ([] as never[]);
  const listed = (lines: readonly T[]) => [
    ...lines.slice(0, SHOWN).map((line) => <Foreign text={show(line)} />),
    ...rest(lines),
  ];
  return (
    <>
      <Alert
        tone="info"
        title={`Nieuw: ${added.length}. Veranderd: ${changed.length}. Al bekend: ${same}.`}
        live
      >
        <p>Er is nog niets geladen.</p>
      </Alert>
      {added.length === 0 ? null : (
        <Panel title="Nieuw">
          <List items={listed(added)} />
        </Panel>
      )}
      {changed.length === 0 ? null : (
        <Panel title="Veranderd">
          <List items={listed(changed)} />
        </Panel>
      )}
      <Form action={action} files hidden={{ bestand: file }} label="Laden">
        <Actions>
          <Button>Laad het bestand</Button>
          <LinkButton kind="subtle" href={back}>
            Annuleren
          </LinkButton>
        </Actions>
      </Form>
    </>
  );
}
