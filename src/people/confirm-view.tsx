import type { RestingAccess } from '../identity/consequences.store.js';
import { ConfirmForm, Foreign, List, Paragraph, problemAt, TextArea } from '../web/components/index.js';
import type { FieldProblem } from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { EndingHat, ShownPersonFile } from './show-people.js';

/** What ends, each with how many there are now; what there is none of is left out. */
function Consequences({ access, passkeys = false }: { access: RestingAccess; passkeys?: boolean }) {
  const items = [
    [access.sessions, 'sessie waarmee nu wordt gewerkt', 'sessies waarmee nu wordt gewerkt'],
    [access.tokens, 'toegangstoken van een programma', 'toegangstokens van programma’s'],
    [access.invitations, 'open uitnodiging', 'open uitnodigingen'],
    [passkeys ? access.passkeys : 0, 'passkey', 'passkeys'],
  ] as const;
  const ending = items.filter(([many]) => many > 0).map(([many, one, more]) => counted(many, one, more));
  return ending.length === 0 ? (
    <Paragraph>Er is nu geen sessie, token of uitnodiging die hierdoor eindigt.</Paragraph>
  ) : (
    <>
      <Paragraph>Dit eindigt dan meteen:</Paragraph>
      <List items={ending} />
    </>
  );
}

interface OfHat {
  readonly ending: EndingHat;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly cancelHref: string;
}

/** What follows when somebody's role ends. */
export function EndHatView({ ending: { name, bodyName, access, left }, ...form }: OfHat) {
  return (
    <ConfirmForm {...form} title={`Rol van ${name}`} confirm="Beëindig de rol">
      <Paragraph>
        <Foreign text={name} /> kan dan niets meer doen voor {bodyName}. Wat al is ingediend, blijft.
      </Paragraph>
      <Consequences access={access} />
      <Paragraph>
        {left === 0 ? (
          <strong>Daarna werkt er niemand meer voor dit orgaan.</strong>
        ) : (
          `Daarna ${left === 1 ? 'werkt nog 1 persoon' : `werken nog ${left} personen`} voor dit orgaan.`
        )}
      </Paragraph>
    </ConfirmForm>
  );
}

/** What follows when somebody's access is given anew. */
export function RestoreAccessView({ ending: { name, access }, ...form }: OfHat) {
  return (
    <ConfirmForm {...form} title={`Toegang van ${name}`} confirm="Herstel de toegang">
      <Paragraph>
        Doe dit als <Foreign text={name} /> de passkey kwijt is. Controleer eerst wie u spreekt. U krijgt een
        link om zelf te geven; met die link wordt een nieuwe passkey gemaakt.
      </Paragraph>
      <Consequences access={access} passkeys />
    </ConfirmForm>
  );
}

/** What follows when somebody is kept out. */
export function BlockPersonView({
  file: { person, access },
  problems,
  typed,
}: {
  file: ShownPersonFile;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string | undefined>>;
}) {
  return (
    <ConfirmForm
      action={`/personen/${person.id}/blokkeren`}
      title={`Blokkeren: ${person.name}`}
      confirm="Blokkeer deze persoon"
      cancelHref={`/personen/${person.id}`}
    >
      <Paragraph>
        De persoon kan dan niet meer inloggen. Wat de persoon nu verstuurt of ophaalt, stopt. Ingediende
        bestanden blijven ingediend.
      </Paragraph>
      <Consequences access={access} />
      <TextArea
        name="reden"
        label="Reden"
        description="Komt in het logboek."
        value={typed['reden']}
        error={problemAt(problems, 'reden')}
        required
        maxlength={1000}
      />
    </ConfirmForm>
  );
}
