import {
  Actions,
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  Link,
  LinkButton,
  Paragraph,
  type FieldProblem,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { Chosen } from './assess-together.js';
import { numberOf, type OwnLook } from './delivery.js';
import { messageText } from './words.js';

/** Where many files are said to be as required. */
export const TOGETHER_PATH = '/ontvangen/voldoet';

/** Which of the chosen files are said to be as required together, and which must be looked at by themselves. */
export function TogetherView({
  chosen,
  problems,
}: {
  chosen: readonly Chosen[];
  problems: readonly FieldProblem[];
}) {
  const ready = chosen.filter(({ look }) => look === null);
  const apart = chosen.filter(({ look }) => look !== null);
  if (chosen.length === 0)
    return (
      <EmptyState title="U koos geen bestand dat binnen is">
        <Paragraph>Kies stembureaus die hebben geleverd.</Paragraph>
        <LinkButton href="/ontvangen?kies=1">Kies stembureaus</LinkButton>
      </EmptyState>
    );
  return (
    <>
      <ErrorSummary problems={problems} />
      {ready.length === 0 ? (
        <Paragraph>Van wat u koos, kan niets samen. Controleer de bestanden hieronder apart.</Paragraph>
      ) : (
        <Form action={TOGETHER_PATH} label="Vastleggen dat de bestanden voldoen">
          <Paragraph>
            U vergeleek deze bestanden met het papier, en geen controle gaf een waarschuwing. U legt van
            allemaal vast dat u ze kreeg zoals de wet het vraagt (Kieswet O 2, P 1c). De afzenders zien dat.
          </Paragraph>
          {ready.map(({ delivery }) => (
            <input type="hidden" name="levering" value={delivery.id} />
          ))}
          <Lines chosen={ready} caption="Deze bestanden voldoen" />
          <Actions>
            <Button>Leg vast: {counted(ready.length, 'bestand voldoet', 'bestanden voldoen')}</Button>
            <LinkButton kind="subtle" href="/ontvangen">
              Terug zonder vast te leggen
            </LinkButton>
          </Actions>
        </Form>
      )}
      {apart.length === 0 ? null : <Lines chosen={apart} caption="Deze bestanden kunnen niet samen" />}
    </>
  );
}

const WHY: Readonly<Record<OwnLook, string>> = {
  superseded: 'er is een nieuwe versie',
  assessed: 'u legde al een oordeel vast',
  warned: 'een controle gaf een waarschuwing',
  inDoubt: 'er is iets met het papier, de sleutel of de cijfers',
  notCompared: 'nog niet vergeleken met het papier',
};

function Lines({ chosen, caption }: { chosen: readonly Chosen[]; caption: string }) {
  const why = {
    header: 'Waarom niet',
    cell: ({ look, delivery }: Chosen) =>
      look === null ? '' : <Link href={`/ontvangen/${delivery.id}`}>{WHY[look]}</Link>,
  };
  return (
    <DataTable
      caption={caption}
      rows={chosen}
      columns={[
        { header: 'Stembureau', rowHeader: true, cell: ({ row }) => row.committee.name },
        { header: 'Bestand', cell: ({ row }) => messageText(row.message) },
        { header: 'Nummer', cell: ({ delivery }) => numberOf(delivery) },
        ...(chosen.some(({ look }) => look !== null) ? [why] : []),
      ]}
    />
  );
}
