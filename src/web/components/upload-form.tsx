import type { ComponentChildren } from 'preact';
import { PACKAGE_BYTES, sizeWords } from '../../kernel/recognise-file.js';
import { localPath } from '../href.js';
import { Button } from './button.js';
import { Form, useMadeFor } from './form.js';
import { FileInput } from './inputs.js';

interface UploadFormProps {
  action: string;
  election: string;
  replaces?: string | undefined;
  api?: string | undefined;
  page: string;
  error?: string | undefined;
  submit?: string | undefined;
  signed?: readonly string[] | undefined;
  unfinished?: readonly string[] | undefined;
  only?: boolean | undefined;
  children?: ComponentChildren;
}

/**
 * The form that delivers files. Without script it sends multipart to `action` with the fields `verkiezing`, `vervangt`
 * and `bestand`; with script the island looks at what was chosen, sends it through the API at `api` and then goes to
 * `page` + the id that the API gave. `signed`: the messages that need a signature. `unfinished`: ids of deliveries of
 * which a part is kept; with the same file only the rest is sent. `only`: the first of those and nothing else.
 */
export function UploadForm({
  action,
  election,
  replaces,
  api = '/v1/leveringen',
  page,
  error,
  submit = 'Versturen en controleren',
  signed = [],
  unfinished = [],
  only = false,
  children,
}: UploadFormProps) {
  const announceAt = useMadeFor(api);
  const [begun] = unfinished;
  const hidden = {
    verkiezing: election,
    ...(replaces === undefined ? {} : { vervangt: replaces }),
    ...(only && begun !== undefined ? { stopt: begun } : {}),
  };
  return (
    <div
      class="upload"
      data-island="upload"
      data-upload-api={announceAt}
      data-upload-page={localPath(page)}
      data-upload-signed={signed.join(' ')}
      data-upload-unfinished={unfinished.join(' ')}
      data-upload-only={only ? '' : undefined}
    >
      <div role="alert" tabindex={-1} data-upload-message />
      <Form action={action} hidden={hidden} files>
        <div data-upload-choose>
          {children}
          <FileInput
            name="bestand"
            label="Bestand met de telling"
            description={`Het ZIP-bestand uit OSV of Abacus, of het .eml.xml samen met het .signature. Samen hoogstens ${sizeWords(PACKAGE_BYTES)}.`}
            error={error}
            multiple
            required
          />
          <p class="upload__name" data-upload-chosen />
          <div class="actions">
            <Button icon="upload">{submit}</Button>
          </div>
        </div>
        <Sending />
        <div class="visually-hidden" role="status" data-upload-status />
      </Form>
    </div>
  );
}

/** What an island shows while it sends. */
export function Sending() {
  return (
    <div
      class="upload__progress"
      role="group"
      aria-labelledby="upload-naam"
      tabindex={-1}
      data-upload-progress
      hidden
    >
      <p class="upload__name" id="upload-naam" data-upload-name />
      <label class="upload__label" for="upload-voortgang" data-upload-label>
        Versturen
      </label>
      <progress class="progress__bar" id="upload-voortgang" value={0} max={100} />
      <p class="upload__detail" data-upload-detail />
      <div class="actions">
        <button class="utrecht-button utrecht-button--secondary-action" type="button" data-upload-pause>
          Pauzeren
        </button>
        <button class="utrecht-button utrecht-button--subtle" type="button" data-upload-cancel>
          Stoppen
        </button>
      </div>
    </div>
  );
}
