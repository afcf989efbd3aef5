import { explained } from '../kernel/refusal.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { DataTable, Foreign, List, Panel, Paragraph } from '../web/components/index.js';
import type { CommitteeKey } from './key.js';
import { KeyStateBadge } from './key-view.js';
import { KEY_REFUSALS } from './refusals.js';
import type { CertificateOutcome } from './register-keys.js';

const nameOf = (name: string | null) => name ?? 'De geplakte tekst';

/** Why one certificate of several was not registered, with its name. */
export function whyNot(outcome: Extract<CertificateOutcome, { kind: 'refused' | 'failed' }>): string {
  const name = nameOf(outcome.name);
  if (outcome.kind === 'failed')
    return `${name}: door een fout bij ons is niet zeker of dit certificaat is aangemeld. Kijk hieronder, en meld het zo nodig opnieuw aan.`;
  const { refusal } = outcome;
  if (refusal instanceof RefusalWithReasons)
    return `${name}: ${refusal.errors.map(({ detail }) => detail).join(' ')}`;
  const text = Object.entries(KEY_REFUSALS).find(([code]) => code === refusal.code)?.[1];
  if (text === undefined) throw new Error(`a certificate was refused with ${refusal.code}`);
  const { title, detail } = explained(text, refusal.details);
  return `${name}: ${title}. ${detail}`;
}

/** What of a form with several certificates is registered, where something of it is not. */
export function Registered({
  outcomes,
  others,
}: {
  outcomes: readonly CertificateOutcome[];
  others: readonly OtherElection[];
}) {
  const elsewhere = new Map(others.flatMap(({ label, keys }) => keys.map(({ id }) => [id, label])));
  const items = outcomes.flatMap((each) => {
    if (each.kind === 'registered')
      return [
        <>
          <Foreign text={nameOf(each.name)} />: aangemeld
          {elsewhere.has(each.key.id) ? ` voor ${elsewhere.get(each.key.id)}` : ''}
        </>,
      ];
    if (each.kind !== 'twice') return [];
    return [
      <>
        <Foreign text={nameOf(each.name)} />: hetzelfde bestand als <Foreign text={nameOf(each.as)} />. U koos
        het twee keer; het telt één keer.
      </>,
    ];
  });
  if (items.length === 0) return null;
  return (
    <Panel title="Dit is wel gelukt">
      <Paragraph>Deze bestanden hoeft u niet opnieuw te kiezen.</Paragraph>
      <List items={items} />
    </Panel>
  );
}

/** Keys of the same committee in another election of the day. */
export interface OtherElection {
  /** What one works for there: committee and election. */
  readonly label: string;
  readonly keys: readonly CommitteeKey[];
}

/** How the committee stands with keys in its other elections of the day. */
export function OtherElections({ others, now }: { others: readonly OtherElection[]; now: Date }) {
  if (others.length === 0) return null;
  const rows = others.flatMap(({ label, keys }): { label: string; key: CommitteeKey | null }[] =>
    keys.length === 0 ? [{ label, key: null }] : keys.map((key) => ({ label, key })),
  );
  return (
    <Panel title="Uw sleutels voor andere verkiezingen op deze dag">
      <DataTable
        caption="Sleutels voor andere verkiezingen"
        captionHidden
        rows={rows}
        empty={null}
        columns={[
          { header: 'Stembureau en verkiezing', rowHeader: true, cell: ({ label }) => label },
          {
            header: 'Houder',
            cell: ({ key }) => (key === null ? 'Nog geen sleutel' : <Foreign text={key.subject} />),
          },
          {
            header: 'Stand',
            cell: ({ key }) => (key === null ? 'Meld hieronder aan' : <KeyStateBadge item={key} now={now} />),
          },
        ]}
      />
    </Panel>
  );
}
