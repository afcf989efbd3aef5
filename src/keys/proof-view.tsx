import {
  Button,
  FileInput,
  Fingerprint,
  Form,
  List,
  Panel,
  Paragraph,
  problemAt,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import type { CommitteeKey } from './key.js';

/** How strongly it is proved that a committee has the private half of its key. */
export function Possession({ proof }: Pick<CommitteeKey, 'proof'>) {
  if (proof === null) return 'Door de handtekening van het certificaat op zichzelf';
  return (
    <>
      Met een proeftelling, <TimeStamp at={proof.at} />. Die telling kan nooit als echte telling worden
      ingediend. Haar vingerafdruk: <Fingerprint value={proof.fingerprint} />
    </>
  );
}

/** For a committee: the form in which a test count is handed in. */
export function ProofForm({
  item: { id },
  problems,
}: {
  item: CommitteeKey;
  problems: readonly FieldProblem[];
}) {
  return (
    <Panel title="Bewijs met een proeftelling (mag, hoeft niet)">
      <Paragraph>
        Zo ziet de Kiesraad dat uw telprogramma echt met deze sleutel ondertekent, en werkt straks alles.
      </Paragraph>
      <List
        ordered
        items={[
          'Vul in het telprogramma een telling in met verzonnen cijfers, op de computer met deze sleutel.',
          'Exporteer haar zoals u dat op de avond van de stemming doet.',
          'Kies hieronder het ZIP-bestand. Het wordt gecontroleerd, en niet ingediend of bewaard.',
        ]}
      />
      <Paragraph>
        Kies nooit een echte telling: wat u hier gebruikt, wordt daarna voorgoed geweigerd als telling. Haal
        de verzonnen cijfers daarna weer uit het telprogramma.
      </Paragraph>
      <Form action={`/sleutels/${id}/proeftelling`} files label="Bewijs met een proeftelling">
        <FileInput
          name="bestand"
          label="Proeftelling"
          description="Het ZIP-bestand, of het .eml.xml samen met het .signature. Samen hoogstens 16 MB."
          accept=".zip,.xml,.signature"
          multiple
          required
          error={problemAt(problems, 'bestand')}
        />
        <Button kind="secondary">Controleer de proeftelling</Button>
      </Form>
    </Panel>
  );
}
