import {
  DataTable,
  Day,
  EmptyState,
  FilterForm,
  LinkButton,
  Panel,
  Paragraph,
  PrintButton,
  Select,
  TextInput,
} from '../web/components/index.js';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kinds.js';
import { calendarDays, type RegisteredDocument } from './document.js';
import { Due, State, Where } from './register-view.js';
import type { ShownRegister } from './show-register.js';

/** Documents per election, with a calendar, for everybody. */
export function PublicationsView({
  registers,
  zoek,
  verkiezing,
}: {
  registers: readonly ShownRegister[];
  zoek: string;
  verkiezing: string;
}) {
  const shown = registers.filter(({ plan }) => verkiezing === '' || plan.definition.id === verkiezing);
  return (
    <>
      <div lang="en">
        <Paragraph>
          English summary: this page lists the documents that Dutch law requires to be public for each
          election, the legal deadline, and where to find each document.
        </Paragraph>
      </div>
      <FilterForm action="/publicaties" active={zoek !== '' || verkiezing !== ''} submit="Zoek">
        <TextInput name="zoek" label="Zoek een document" type="search" value={zoek} />
        <Select
          name="verkiezing"
          label="Verkiezing"
          value={verkiezing}
          placeholder="Alle verkiezingen"
          options={registers.map(({ plan: { definition } }) => ({
            value: definition.id,
            label: definition.name,
          }))}
        />
      </FilterForm>
      <div class="actions">
        <LinkButton href="/publicaties/agenda.ics" download>
          Kalender downloaden (ICS)
        </LinkButton>
        <PrintButton />
      </div>
      {shown.length === 0 ? <EmptyState title="Er is nog geen verkiezing" /> : null}
      {shown.map((register) => (
        <Election register={register} search={zoek} />
      ))}
    </>
  );
}

function Election({ register, search }: { register: ShownRegister; search: string }) {
  const { plan, calendar, facts, documents } = register;
  const { id, name } = plan.definition;
  return (
    <Panel title={name} id={`register-${id}`}>
      <DataTable
        caption={`Documenten: ${name}`}
        columns={[
          {
            header: 'Document',
            rowHeader: true,
            cell: ({ kind }) => (
              <>
                {DOCUMENT_KINDS[kind].title}
                <br />
                <span lang="en">{DOCUMENT_KINDS[kind].english}</span>
              </>
            ),
          },
          { header: 'Uiterlijk', cell: (document) => <Due document={document} /> },
          { header: 'Stand', cell: (document) => <State document={document} /> },
          { header: 'Waar', cell: ({ entry, kind }) => <Place entry={entry} kind={kind} /> },
        ]}
        rows={documents.filter(matching(search))}
        empty={<EmptyState title="Niets gevonden. Zoek op een ander woord." />}
      />
      <DataTable
        caption={`Kalender: ${name}`}
        columns={[
          { header: 'Dag', rowHeader: true, cell: ({ day }) => <Day day={day} /> },
          { header: 'Wat', cell: ({ title }) => title },
        ]}
        rows={calendarDays(calendar, facts, documents)}
      />
    </Panel>
  );
}

function Place({ entry, kind }: Pick<RegisteredDocument, 'entry' | 'kind'>) {
  const { gazette }: DocumentKind = DOCUMENT_KINDS[kind];
  return (
    <>
      {entry === null ? null : <Where entry={entry} />}
      {gazette === true ? ' De bekendmaking in de Staatscourant telt.' : null}
    </>
  );
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function matching(search: string) {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return ({ kind }: RegisteredDocument) => {
    const { title, english, law } = DOCUMENT_KINDS[kind];
    const text = plain(`${title} ${english} ${law}`);
    return words.every((word) => text.includes(word));
  };
}
