import { Code, DataTable, Paragraph } from '../web/components/index.js';
import { CATALOGUE, CATALOGUE_VERSION, CHECK_CODES, type CheckCode } from '../verify/checks/catalogue.js';
import { REFUSED } from './refused-words.js';

/** Of what only warns and yet has something to do. */
const WARNED: Readonly<Partial<Record<CheckCode, { readonly says: string; readonly todo: string }>>> = {
  'order.session': {
    says: 'Er zijn cijfers gewijzigd zonder nieuwe zitting.',
    todo: 'Was er een nieuwe zitting? Kies dat bij het indienen. Anders krijgen de ontvangers een alarm.',
  },
};
const ONLY_WARNS = 'U kunt het bestand indienen. De ontvangers zien dit ook.';

/** Every check by its number: what it says when something is wrong, and what its sender then does. */
export function ChecksCardView({ phone }: { phone: string }) {
  return (
    <>
      <DataTable
        caption={`De controles, lijst ${CATALOGUE_VERSION}`}
        rows={CHECK_CODES}
        columns={[
          { header: 'Nummer', rowHeader: true, cell: (code) => String(CATALOGUE[code].number) },
          {
            header: 'Wat er aan de hand is',
            cell: (code) => (
              <>
                {meaningOf(code)} <Code>{code}</Code>
              </>
            ),
          },
          { header: 'Wat u doet', cell: (code) => (REFUSED[code] ?? WARNED[code])?.todo ?? ONLY_WARNS },
        ]}
      />
      <Paragraph kind="small">
        Helpdesk: {phone}. Noem altijd ook het nummer van de levering. Een geweigerd bestand is niet
        ingediend.
      </Paragraph>
    </>
  );
}

/** What it says when it refuses; of one with several sentences, and of one that only warns, what should have been so. */
function meaningOf(code: CheckCode): string {
  return (REFUSED[code] ?? WARNED[code])?.says ?? `Niet in orde: ${lowerFirst(CATALOGUE[code].title)}.`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
