import {
  Actions,
  DataTable,
  EmptyState,
  Figures,
  Heading,
  Link,
  LinkButton,
  Paragraph,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { tallyOf } from './referral.js';
import type { NamedReferral, ShownReferrals } from './show-referrals.js';
import { REFERRALS_PATH, referralPath } from './words.js';

/** The tally of what was sent back, per gemeente for the CSB, and every referral. */
export function ReferralsView({ shown: { own, referrals, tallies, total } }: { shown: ShownReferrals }) {
  if (referrals.length === 0)
    return (
      <EmptyState title={own ? 'U verwees nog niets terug' : 'Er is niets naar u terugverwezen'}>
        <Paragraph>
          {own
            ? 'Open een telling bij Ontvangen en kies daar Stembureaus terugverwijzen.'
            : 'Valt het centraal stembureau iets op bij een stembureau, dan ziet u dat hier en krijgt u bericht.'}
        </Paragraph>
      </EmptyState>
    );
  return (
    <>
      <Figures
        label="Stembureaus"
        figures={[
          { label: 'Terugverwezen', value: total.sent },
          { label: 'Beantwoord', value: total.answered },
          { label: 'Gecorrigeerd', value: total.corrected },
          { label: 'Blijft staan', value: total.stands },
        ]}
      />
      <Actions>
        <LinkButton href={`${REFERRALS_PATH}.csv`}>Alles als CSV</LinkButton>
      </Actions>
      {own ? (
        <DataTable
          caption="Terugverwezen per gemeente"
          rows={tallies}
          columns={[
            { header: 'Gemeente', rowHeader: true, cell: ({ name }) => name },
            { header: 'Stembureaus', numeric: true, cell: ({ sent }) => sent },
            { header: 'Beantwoord', numeric: true, cell: ({ answered }) => answered },
            { header: 'Gecorrigeerd', numeric: true, cell: ({ corrected }) => corrected },
            { header: 'Blijft staan', numeric: true, cell: ({ stands }) => stands },
          ]}
        />
      ) : null}
      <Heading level={2}>Terugverwijzingen</Heading>
      <DataTable
        caption="De nieuwste eerst"
        rows={referrals}
        columns={[
          {
            header: own ? 'Gemeente' : 'Van',
            rowHeader: true,
            cell: (one) => <Link href={referralPath(one.id)}>{own ? one.toName : one.fromName}</Link>,
          },
          { header: 'Wanneer', cell: ({ at }) => <TimeStamp at={at} /> },
          {
            header: 'Stembureaus',
            cell: ({ stations }) => counted(stations.length, 'stembureau', 'stembureaus'),
          },
          { header: 'Stand', cell: (one) => <Standing referral={one} /> },
        ]}
      />
    </>
  );
}

function Standing({ referral }: { referral: NamedReferral }) {
  const { open, sent } = tallyOf([referral]);
  return open === 0 ? (
    <StatusBadge tone="ok">alles beantwoord</StatusBadge>
  ) : (
    <StatusBadge tone="waiting">{`${sent - open} van ${sent} beantwoord`}</StatusBadge>
  );
}
