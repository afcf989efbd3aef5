import type { CheckGroup } from '../checks/check.js';
import { MAX_PDF_BYTES } from './limits.js';

/** Goes up when a check is added or taken away; a verdict keeps the version by which it was made. */
export const PDF_CATALOGUE_VERSION = 1;

/** The checks of a PDF that is handed in, signed in itself, by a file beside it, or a scan. */
export const PDF_CHECKS = {
  'pdf.size': {
    number: 201,
    title: `Het bestand is hoogstens ${String(MAX_PDF_BYTES / 2 ** 20)} MB`,
    outcomes: ['refuse'],
  },
  'pdf.header': {
    number: 202,
    title: 'Het bestand is een PDF vanaf de eerste byte',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.polyglot': {
    number: 203,
    title: 'Het bestand is niet ook nog een ander soort bestand',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.limits': {
    number: 204,
    title: 'Er zijn niet meer onderdelen dan een gewoon document nodig heeft',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.objects': {
    number: 205,
    title: 'Elk onderdeel is heel, en er staat niets tussen',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.encryption': {
    number: 206,
    title: 'Het bestand is niet versleuteld',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.active': { number: 207, title: 'Er zit niets in dat zelf iets doet', outcomes: ['refuse', 'skipped'] },
  'pdf.xfa': { number: 208, title: 'Er zit geen XFA-formulier in', outcomes: ['refuse', 'skipped'] },
  'pdf.attachments': {
    number: 209,
    title: 'Er zitten geen andere bestanden in',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.external': {
    number: 210,
    title: 'Alles wat te zien is, staat in het bestand zelf',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.xref': {
    number: 211,
    title: 'De inhoudsopgaven wijzen de onderdelen aan die er staan',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.pages': {
    number: 212,
    title: 'Er zijn bladzijden, elk op één plaats',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.signatures': { number: 221, title: 'Er is precies één handtekening', outcomes: ['refuse', 'skipped'] },
  'pdf.form': {
    number: 222,
    title: 'De handtekening staat in de PDF zoals is afgesproken',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.range': {
    number: 223,
    title: 'Alles is ondertekend, behalve de handtekening zelf',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.after': {
    number: 224,
    title: 'Na het ondertekenen is er niets veranderd',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'pdf.cms': {
    number: 225,
    title: 'De handtekening heeft de afgesproken vorm, met één ondertekenaar',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.algorithms': {
    number: 226,
    title: 'De rekenwijzen en de sleutel zijn sterk genoeg',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.digest': {
    number: 227,
    title: 'De handtekening hoort bij de inhoud van dit bestand',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.signature': {
    number: 228,
    title: 'De handtekening is gezet met de sleutel van het certificaat',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.time': {
    number: 229,
    title: 'De tijd van ondertekenen staat erin en ligt niet in de toekomst',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'pdf.certificate': {
    number: 230,
    title: 'Het certificaat was geldig toen is ondertekend, en mag ondertekenen',
    outcomes: ['refuse', 'skipped'],
  },
  'pdf.chain': {
    number: 231,
    title: 'De uitgever van het certificaat wordt vertrouwd',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'pdf.revocation': {
    number: 232,
    title: 'Het certificaat is niet ingetrokken',
    outcomes: ['skipped'],
  },
} as const satisfies CheckGroup;

export type PdfCheck = keyof typeof PDF_CHECKS;
/** In the order in which a verdict lists them. */
export const PDF_CODES = Object.keys(PDF_CHECKS) as readonly PdfCheck[];
