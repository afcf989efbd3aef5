import { StatusBadge, type StatusTone } from '../web/components/index.js';
import { isExpired, type CommitteeKey, type KeyState } from './key.js';

const LOOK: Readonly<Record<KeyState, readonly [StatusTone, string]>> = {
  registered: ['waiting', 'Wacht op de Kiesraad'],
  approved: ['ok', 'Goedgekeurd'],
  rejected: ['error', 'Afgewezen'],
  revoked: ['neutral', 'Ingetrokken'],
};

/** A key's state, and that it is past its last day. */
export function KeyStateBadge({ item, now }: { item: CommitteeKey; now: Date }) {
  const [tone, text] = LOOK[item.state];
  return (
    <>
      <StatusBadge tone={tone}>{text}</StatusBadge>
      {isExpired(item, now) ? (
        <>
          {' '}
          <StatusBadge tone="warning">Verlopen</StatusBadge>
        </>
      ) : null}
    </>
  );
}
