import { Controller } from '@nestjs/common';
import { PUBLIC } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { Handle } from '../platform/http/handle.js';
import { page } from '../platform/http/route.js';
import { OWN_FINGERPRINT, ownFingerprintPage } from './own-fingerprint-view.js';

const saved = page({
  path: OWN_FINGERPRINT,
  access: PUBLIC,
  title: 'De vingerafdruk van een eigen certificaat, als één bestand',
});

/** The page that a committee keeps, to read the fingerprint from its own file: for everybody, and the same for everybody. */
@Controller()
export class OwnFingerprintPage {
  @Handle(saved)
  save(): Promise<Answered<string>> {
    const answered = new Answered(200, ownFingerprintPage(), {
      'content-disposition': 'attachment; filename="vingerafdruk-voorlezen.html"',
    });
    return Promise.resolve(answered);
  }
}
