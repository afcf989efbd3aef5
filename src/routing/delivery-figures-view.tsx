import { Alert, Folded, Foreign, TimeStamp } from '../web/components/index.js';
import { isAlarming } from '../upload/count-session.js';
import { CountFigures } from '../upload/figures-view.js';
import type { Delivery } from './delivery.js';
import type { ShownDelivery } from './show-delivery.js';

/** The alarm over other figures that are not said to come from a new session. */
export function SenderSession({ delivery: { session, supersededAt } }: { delivery: Delivery }) {
  if (supersededAt !== null || !isAlarming(session)) return null;
  const said = session?.said;
  return (
    <Alert tone="error" title="Er zijn cijfers gewijzigd zonder nieuwe zitting">
      <p>
        {said?.kind === 'same' ? (
          <>
            De afzender zegt: dezelfde zitting, want: <Foreign text={said.reason} longest={500} />
          </>
        ) : (
          'De afzender zei niet van welke zitting dit bestand is.'
        )}
      </p>
      <p>Bel het stembureau en vergelijk met het papier. Het papier gaat voor.</p>
    </Alert>
  );
}

/** That somebody else may have had the key with which it was signed. */
export function MisusedKey({ delivery: { misusedSince } }: { delivery: Delivery }) {
  if (misusedSince === null) return null;
  return (
    <Alert tone="error" title="De sleutel is misschien misbruikt">
      <p>
        Dit bestand is ingediend nadat een ander de sleutel kan hebben gehad: sinds{' '}
        <TimeStamp at={misusedSince} />. Bel het stembureau en vergelijk met het papier. Het papier gaat voor.
      </p>
    </Alert>
  );
}

/** The figures in the count, and what is different from the version that this body got before it. */
export function CountedIn({ shown: { delivery, before } }: { shown: ShownDelivery }) {
  const { figures } = delivery.verdict;
  if (figures === null) return null;
  return (
    <Folded title="Cijfers in het bestand">
      <CountFigures
        figures={figures}
        before={before}
        type={delivery.message}
        path={`/ontvangen/${delivery.id}`}
      />
    </Folded>
  );
}
