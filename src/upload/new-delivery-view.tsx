import type { KeyStanding } from '../keys/show-key-standing.js';
import type { Fallback } from '../fallback/fallback.js';
import type { ShownFallback } from '../fallback/show-fallback.js';
import {
  Alert,
  Foreign,
  Link,
  List,
  Panel,
  Paragraph,
  Select,
  TimeStamp,
  UploadForm,
} from '../web/components/index.js';
import { likelyReplaced, type SubmissionList } from './list-submissions.js';
import { NotOpenYet } from './not-open-view.js';
import { DeliverySteps } from './submission-parts-view.js';
import { submissionNumber } from './submission.js';
import { Unfinished } from './waiting-view.js';
import { messageWords } from './words.js';

/** Step 1: which file, and whether it replaces what was delivered. `problem` is why it was turned down just now. */
export function NewDeliveryView({
  list,
  keys,
  fallbacks,
  problem,
}: {
  list: SubmissionList;
  keys: KeyStanding['own'];
  fallbacks: readonly ShownFallback[];
  problem: string | null;
}) {
  if (list.opens !== null) return <NotOpenYet opens={list.opens} />;
  const replaced = likelyReplaced(list);
  const mayChoose = replaced === null && list.current.length > 0;
  return (
    <>
      <DeliverySteps current={1} />
      <Unsigned fallbacks={fallbacks} />
      <NoKeyYet keys={keys} />
      <Unfinished submissions={list.unfinished} />
      {replaced === null ? null : (
        <Alert tone="info" title={`Dit wordt een correctie van ${replaced.number}`}>
          <Paragraph>
            Uw stembureau heeft dit bestand al ingediend. Wat u nu indient, komt daarvoor in de plaats. De
            ontvangers zien beide versies; niets wordt overschreven.
          </Paragraph>
        </Alert>
      )}
      <Panel title="Kies het bestand">
        <UploadForm
          action="/leveringen"
          election={list.electionId}
          replaces={replaced?.id}
          page="/leveringen/"
          error={problem ?? undefined}
          signed={list.signed.filter(
            (message) =>
              !fallbacks.some(({ fallback }) => isAllowed(fallback) && fallback.message === message),
          )}
          unfinished={list.unfinished.map(({ id }) => id)}
        >
          {mayChoose ? <WhatItReplaces list={list} /> : null}
        </UploadForm>
      </Panel>
      {list.signed.length === 0 ? null : (
        <Paragraph>
          <Link href="/terugval">Ik heb geen sleutel meer</Link>
        </Paragraph>
      )}
      <WhatHappens />
    </>
  );
}

function WhatHappens() {
  return (
    <Panel title="Wat er gebeurt">
      <List
        ordered
        items={[
          'Het platform controleert het bestand en toont u alle uitkomsten.',
          'U vergelijkt met het papieren proces-verbaal. Tot dan is er niets ingediend en kunt u stoppen.',
          'U dient in en krijgt een ontvangstbewijs. Daarna gaat het bestand naar de ontvangers die de wet noemt.',
        ]}
      />
    </Panel>
  );
}

const isAllowed = ({ state }: Pick<Fallback, 'state'>) => state === 'allowed';

/** Said before choosing: which file may be unsigned now. */
function Unsigned({ fallbacks }: { fallbacks: readonly ShownFallback[] }) {
  return (
    <>
      {fallbacks.map(({ fallback }) =>
        fallback.state === 'allowed' ? (
          <Alert
            tone="info"
            title={`U mag één keer zonder handtekening leveren: ${messageWords(fallback.message)}`}
          >
            <Paragraph>
              De Kiesraad staat dit toe tot <TimeStamp at={fallback.until} />, op grond van:{' '}
              <Foreign text={fallback.article} longest={200} />. Kies het .eml.xml, of het ZIP-bestand zonder
              handtekening.
            </Paragraph>
          </Alert>
        ) : null,
      )}
    </>
  );
}

/** Said before choosing: without an approved key a signed count is refused. */
function NoKeyYet({ keys }: { keys: KeyStanding['own'] }) {
  if (keys === null || keys === 'approved') return null;
  return (
    <Alert
      tone="warning"
      title={
        keys === 'waiting'
          ? 'Uw sleutel is nog niet goedgekeurd'
          : 'Uw stembureau heeft nog geen sleutel aangemeld'
      }
    >
      <Paragraph>
        {keys === 'waiting'
          ? 'U hoeft nu niets te doen. Lever pas als de Kiesraad uw sleutel goedkeurt. '
          : 'Meld eerst uw sleutel aan. Lever pas als de Kiesraad die goedkeurt: een ondertekende telling wordt anders geweigerd. '}
        <Link href="/sleutels">Ga naar Sleutels</Link>.
      </Paragraph>
    </Alert>
  );
}

function WhatItReplaces({ list }: { list: SubmissionList }) {
  return (
    <Select
      name="vervangt"
      label="Vervangt dit bestand een eerdere levering?"
      placeholder="Nee, dit soort bestand is nog niet ingediend"
      options={list.current.map((delivered) => ({
        value: delivered.id,
        label: `Ja, ${submissionNumber(delivered)}: ${messageWords(delivered.message)}`,
      }))}
      required
    />
  );
}
