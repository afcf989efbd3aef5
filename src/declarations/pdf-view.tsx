import {
  Button,
  DataTable,
  DescriptionList,
  ErrorSummary,
  FileInput,
  Foreign,
  Form,
  LinkButton,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  type FieldProblem,
} from '../web/components/index.js';
import { formatTime } from '../web/format-time.js';
import { PDF_CHECKS } from '../verify/pdf/catalogue.js';
import { MAX_PDF_BYTES } from '../verify/pdf/limits.js';
import type { Check } from '../verify/verdict.js';
import { OUTCOMES, type Mandate } from './declaration.js';
import { Behalf, Days, ownPath } from './form-view.js';
import type { ReceivedPdf } from './received-pdf.js';
import type { DeclaringBody } from './who-declares.js';
import { OUTCOME_WORDS } from './words.js';

const MB = String(MAX_PDF_BYTES / 2 ** 20);
const RESULTS = {
  pass: { tone: 'ok', text: 'in orde' },
  warn: { tone: 'warning', text: 'let op' },
  refuse: { tone: 'error', text: 'afgekeurd' },
  skipped: { tone: 'neutral', text: 'overgeslagen' },
} as const;

const SIGNED = [
  {
    value: 'pdf',
    label: 'Digitaal',
    description: 'De handtekening zit in de PDF, of in een bestand ernaast.',
  },
  { value: 'scan', label: 'Op papier', description: 'De PDF is een scan.' },
];

/**
 * Handing a declaration in as a PDF: signed, with its signature beside it, or a scan. The files come last: of what was sent without
 * a passkey just used, the fields before them are kept.
 */
export function HandInPdfView({
  body,
  mandates,
  problems,
  typed,
}: {
  body: DeclaringBody;
  /** Those of who looks, that hold. */
  mandates: readonly Mandate[];
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const field = (name: string) => ({ name, value: typed[name], error: problemAt(problems, name) });
  const file = (name: string) => ({ name, error: problemAt(problems, name) });
  const sent = { fields: typed, problems };
  return (
    <>
      <ErrorSummary problems={problems} />
      <Form
        action={ownPath(body.votingDay, '/inleveren')}
        files
        hidden={{ versie: String(body.state?.version ?? 0) }}
        label="PDF inleveren"
      >
        <RadioGroup
          {...field('uitkomst')}
          label="Wat verklaart uw bestuur?"
          options={OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }))}
        />
        <Days sent={sent} />
        <Behalf body={body} mandates={mandates} sent={sent} />
        <RadioGroup {...field('hoe')} label="Hoe is de verklaring ondertekend?" options={SIGNED} />
        <FileInput
          {...file('bestand')}
          label="De verklaring"
          description={`Een PDF van hoogstens ${MB} MB, zonder wachtwoord en zonder bijlagen.`}
          accept=".pdf,application/pdf"
          required
        />
        <FileInput
          {...file('handtekening')}
          label="De handtekening ernaast"
          description="Alleen als uw programma een apart bestand maakt (.p7s)."
          accept=".p7s,.p7m,.sig"
        />
        <Button icon="upload">Lever in</Button>
      </Form>
    </>
  );
}

/** How a PDF was judged: who signed, and every check. */
export function PdfChecksView({ received, pdfPath }: { received: ReceivedPdf; pdfPath: string }) {
  const { verdict, fileName } = received;
  const { signer, signedAt, known, form, catalogue } = verdict;
  const forms = {
    signed: 'in de PDF',
    detached: 'in een bestand ernaast',
    unsigned: 'scan, niet digitaal ondertekend',
  };
  return (
    <>
      <Panel title="De PDF" tone="accent">
        <DescriptionList
          facts={[
            { term: 'Bestand', value: <Foreign text={fileName} longest={200} /> },
            { term: 'Handtekening', value: forms[form] },
            ...(signer === null
              ? []
              : [
                  { term: 'Ondertekenaar', value: <Foreign text={signer.name} longest={200} /> },
                  {
                    term: 'Vastgesteld',
                    value: known ? 'ja' : 'nee: handtekening klopt, ondertekenaar niet vastgesteld',
                  },
                ]),
            ...(signedAt === null ? [] : [{ term: 'Ondertekend', value: formatTime(new Date(signedAt)) }]),
          ]}
        />
        <LinkButton href={pdfPath} download>
          Haal de PDF op
        </LinkButton>
      </Panel>
      <DataTable
        caption="Alle controles"
        rows={verdict.checks}
        columns={[
          { header: 'Nummer', cell: ({ code }) => numberOf(code) },
          { header: 'Controle', rowHeader: true, cell: (check) => titleOf(check) },
          {
            header: 'Uitkomst',
            cell: ({ result }) => (
              <StatusBadge tone={RESULTS[result].tone}>{RESULTS[result].text}</StatusBadge>
            ),
          },
          { header: 'Uitleg', cell: ({ detail }) => <Foreign text={detail} longest={500} /> },
        ]}
      />
      <Paragraph>Gecontroleerd met versie {String(catalogue)} van de lijst van controles.</Paragraph>
    </>
  );
}

const entryOf = (code: string) => (code in PDF_CHECKS ? PDF_CHECKS[code as keyof typeof PDF_CHECKS] : null);
const numberOf = (code: string): string => String(entryOf(code)?.number ?? code);
const titleOf = ({ code }: Check): string => entryOf(code)?.title ?? `Controle ${code}`;
