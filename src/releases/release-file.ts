import { Refusal } from '../kernel/refusal.js';

/** What one file of a release may be. */
export const RELEASE_LIMITS = {
  /** 4 GiB. */
  fileBytes: 4 * 1024 * 1024 * 1024,
  files: 20,
  nameBytes: 255,
  /** Free bytes below which nothing new is announced. */
  spareBytes: 512 * 1024 * 1024,
  /** Bytes by which a web page is recognised. */
  headBytes: 1024,
} as const;

/** Folders, what no file system or shell keeps, and what cannot be seen (control and direction marks). */
const NOT_IN_A_NAME = /[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
/** Names that Windows keeps for devices, and those of the lists that stand beside the files. */
const TAKEN = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|^sha256sums(\.p7s)?$/i;

/**
 * A file name as it is offered to everybody: it is published as it is, so that what does not fit is refused
 * (release.badName) and never made to fit. In Unicode's composed form.
 */
export function readReleaseFileName(given: string): string {
  const name = given.normalize('NFC');
  const fits =
    name.trim() === name &&
    name !== '' &&
    !/^[.~-]|\.$/.test(name) &&
    !NOT_IN_A_NAME.test(name) &&
    !TAKEN.test(name) &&
    Buffer.byteLength(name) <= RELEASE_LIMITS.nameBytes;
  if (!fits) throw new Refusal('release.badName');
  return name;
}

const BEFORE = String.raw`(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->)*`;
const PAGE = new RegExp(
  String.raw`^${BEFORE}<(?:!doctype\s+(?:html|svg)|(?:\w+:)?(?:html|head|body|svg|script|iframe|meta|style|title)[\s/>])`,
  'i',
);

/** Whether it starts as a web page or a drawing that a browser would run (HTML, SVG), in UTF-8 or UTF-16. */
export function isWebPage(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, RELEASE_LIMITS.headBytes));
  return PAGE.test(text.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)+/, '').replaceAll('\0', ''));
}
