import { Foreign, Icon, Timeline, type IconName } from '../web/components/index.js';
import type { CommitteeKey, Decision } from './key.js';

/** One step in the life of a key. */
interface Step {
  readonly what: string;
  /** Null: still to come. */
  readonly done: Decision | null;
  readonly sign: IconName;
}

/** A key from its first step to its last, in the order in which they came; what is still to come stands last. */
export function KeyTimeline({ item, names }: { item: CommitteeKey; names: ReadonlyMap<string, string> }) {
  return (
    <Timeline
      steps={stepsOf(item).map(({ what, done, sign }) => {
        const name = done === null ? undefined : names.get(done.by);
        return {
          at: done?.at ?? null,
          title: (
            <>
              <Icon name={done === null ? 'waiting' : sign} /> {what}
            </>
          ),
          who: name && <Foreign text={name} />,
        };
      })}
    />
  );
}

function stepsOf(item: CommitteeKey): readonly Step[] {
  const [first, second] = item.approvals;
  const open = item.state === 'registered' || item.state === 'approved';
  const way: readonly Step[] = [
    { what: 'Aangemeld', done: { at: item.registeredAt, by: item.registeredBy }, sign: 'ok' },
    ...(item.proof === null
      ? []
      : [{ what: 'Bewezen met een proeftelling', done: item.proof, sign: 'ok' } as const]),
    { what: 'Vingerafdruk voorgelezen', done: item.readOut, sign: 'ok' },
    { what: 'Eerste goedkeuring', done: first ?? null, sign: 'ok' },
    { what: 'Tweede goedkeuring', done: second ?? null, sign: 'ok' },
  ];
  return [...inOrder(way.filter(({ done }) => open || done !== null)), ...endOf(item)];
}

/** What was done by its moment, then what is still to come: a key of before was approved first and read out later. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const at = ({ done }: Step) => done?.at.getTime() ?? Infinity;
  return [...steps].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

function endOf(item: CommitteeKey): readonly Step[] {
  switch (item.state) {
    case 'registered':
    case 'approved':
      return [];
    case 'rejected':
      return [{ what: 'Afgewezen', done: item.decided, sign: 'error' }];
    case 'suspended':
      return [
        { what: 'Opgeschort', done: item.suspended, sign: 'error' },
        { what: 'Beslist door een tweede', done: null, sign: 'ok' },
      ];
    case 'revoked':
      return item.confirmed === null
        ? [{ what: 'Ingetrokken', done: item.revoked, sign: 'neutral' }]
        : [
            { what: 'Opgeschort', done: item.revoked, sign: 'error' },
            { what: 'Ingetrokken', done: item.confirmed, sign: 'neutral' },
          ];
  }
}
