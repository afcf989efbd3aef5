import { PhoneLink } from '../web/components/index.js';
import type { OnCallNow } from './on-call.js';

/** Whom to call now. `names`: only for who signed in; to everybody the numbers alone are shown. */
export function OnCallPhones({ people, names }: { people: readonly OnCallNow[]; names: boolean }) {
  return (
    <>
      {people.map(({ name, phone }, i) => (
        <>
          {i === 0 ? '' : ' of '}
          <PhoneLink number={phone} />
          {names && name !== null ? ` (${name})` : ''}
        </>
      ))}
    </>
  );
}
