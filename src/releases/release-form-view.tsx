import {
  Button,
  CheckboxGroup,
  ErrorSummary,
  Form,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  TextArea,
  TextInput,
  type FieldProblem,
  type Option,
} from '../web/components/index.js';

/** What a form of a release shows. */
export interface ReleaseFormProps {
  readonly action: string;
  readonly submit: string;
  readonly elections: readonly Option[];
  readonly chosen: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

/** Everything that is said of a release. */
export function ReleaseForm(props: ReleaseFormProps) {
  const { action, submit, elections, chosen, problems, values } = props;
  const field = (name: string) => ({ name, value: values[name], error: problemAt(problems, name) });
  return (
    <>
      <ErrorSummary problems={problems} />
      <Form action={action}>
        <WhichRelease
          field={field}
          elections={elections}
          chosen={chosen}
          error={problemAt(problems, 'verkiezingen')}
        />
        <AssuranceFields field={field} />
        <Panel title="Broncode">
          <TextInput
            {...field('bron')}
            label="Adres van de broncode"
            type="url"
            width="full"
            description="Begint met https://."
          />
          <TextArea
            {...field('bouwen')}
            label="Hoe het is gebouwd"
            description="Zo dat een ander uit de broncode dezelfde bestanden kan maken."
          />
        </Panel>
        <Button>{submit}</Button>
      </Form>
    </>
  );
}

type FieldOf = (name: string) => { name: string; value: string | undefined; error: string | undefined };

function WhichRelease({
  field,
  elections,
  chosen,
  error,
}: {
  field: FieldOf;
  elections: readonly Option[];
  chosen: readonly string[];
  error: string | undefined;
}) {
  return (
    <Panel title="Welke release">
      <TextInput {...field('product')} label="Programma" description="Zoals Abacus of OSV2020." required />
      <TextInput {...field('versie')} label="Versie" width="small" required />
      <TextInput {...field('platform')} label="Platform" description="Zoals Windows of Linux." required />
      <CheckboxGroup
        name="verkiezingen"
        label="Voor welke verkiezingen"
        options={elections}
        values={chosen}
        error={error}
      />
      <TextInput {...field('datum')} label="Beschikbaar vanaf (dag)" type="date" width="small" required />
      <TextInput {...field('tijd')} label="Tijd" description="Zoals 09:00, Nederlandse tijd." width="small" />
      <RadioGroup
        {...field('gehost')}
        label="Waar draait het"
        options={[
          { value: 'eigen', label: 'Op computers van gemeenten en andere organen' },
          { value: 'centraal', label: 'Alleen bij de Kiesraad' },
        ]}
      />
      <TextArea
        {...field('toelichting')}
        label="Wat is er nieuw"
        description="Gewone tekst. Iedereen kan dit lezen."
        rows={6}
        required
      />
    </Panel>
  );
}

function AssuranceFields({ field }: { field: FieldOf }) {
  return (
    <Panel title="Test">
      <Paragraph>
        Zonder testuitslag van deze versie, of een verklaring dat de wijziging klein is, kan niemand de
        release goedkeuren (Kieswet Ea 2 lid 2 en Ea 5 lid 2).
      </Paragraph>
      <RadioGroup
        {...field('soort')}
        label="Hoe is deze versie beoordeeld"
        options={[
          { value: '', label: 'Nog niet' },
          { value: 'test', label: 'Deze versie is getest' },
          {
            value: 'kleineWijziging',
            label: 'Het is een kleine wijziging',
            description: 'Zij raakt de zetelverdeling niet en de beveiliging niet.',
          },
        ]}
      />
      <TextInput
        {...field('testversie')}
        label="Geteste versie, bij een test"
        width="small"
        required="depends"
      />
      <TextArea {...field('uitslag')} label="Uitslag, bij een test" required="depends" />
      <TextInput
        {...field('rapport')}
        label="Adres van het testrapport, bij een test"
        type="url"
        width="full"
        required="depends"
      />
      <TextArea
        {...field('verklaring')}
        label="Verklaring, bij een kleine wijziging"
        description="Wat is gewijzigd, en waarom dat de zetelverdeling en de beveiliging niet raakt."
        required="depends"
      />
    </Panel>
  );
}
