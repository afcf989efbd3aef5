import type { RefusalTable } from '../kernel/refusal.js';

export const REGISTER_REFUSALS = {
  'register.stale': {
    status: 409,
    title: 'Iemand anders was u voor',
    detail:
      'Dit document is veranderd terwijl u het formulier open had. Er is niets overschreven. Bekijk de nieuwe stand hieronder en sla daarna op als dat nog nodig is.',
  },
  'register.badFile': {
    status: 415,
    title: 'Dit soort bestand kan hier niet staan',
    detail:
      'Kies een PDF, ZIP, ODS, ODT, XLSX, DOCX, of een tekst, CSV of XML in UTF-8. Een webpagina of een tekening (HTML, SVG) wordt niet aangenomen. Er is niets gepubliceerd.',
  },
  'register.tooLarge': {
    status: 413,
    title: 'Het bestand is te groot',
    detail:
      'Een document is hoogstens 32 MB. Er is niets gepubliceerd. Publiceer het elders en geef het adres op.',
  },
  'register.damaged': {
    status: 503,
    title: 'Dit bestand is nu niet op te halen',
    detail:
      'Het bestand is bij ons beschadigd. De Kiesraad ziet dat in het logboek. Probeer het later opnieuw.',
  },
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    register: typeof REGISTER_REFUSALS;
  }
}
