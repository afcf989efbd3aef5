import { savedPage } from '../web/saved-page.js';
import { CheckBox, CommandLines, PublishedFiles, SavedNote } from './check-view.js';
import type { SignedCheckList } from './make-check-list.js';
import type { PublicRelease } from './release.js';

/** The check as one file with the list and its signature in it. It says of which moment it is. */
export function savedCheck(
  { content, signature }: SignedCheckList,
  releases: readonly PublicRelease[],
  { at, phone }: { readonly at: Date; readonly phone: string },
): string {
  // in JSON a < can be written so that no markup begins with it
  const list = content.toString('utf8').replaceAll('<', '\\u003c');
  const cms = signature === null ? '' : Buffer.from(signature.cms).toString('base64');
  return savedPage({
    title: 'Is mijn installatiebestand echt?',
    scripts: ['pace.js', 'compare-chunks.js', 'choose-file.js', 'release-check.js'],
    body: (
      <>
        <SavedNote at={at} />
        <CheckBox phone={phone} />
        <CommandLines />
        <PublishedFiles releases={releases} />
      </>
    ),
    held: [
      `<script type="application/json" id="controlelijst">${list}</script>`,
      `<script type="application/pkcs7-signature" id="handtekening">${cms}</script>`,
    ].join('\n'),
  });
}
