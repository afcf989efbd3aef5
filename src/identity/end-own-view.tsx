import { ConfirmForm, Foreign, Paragraph } from '../web/components/index.js';
import type { Account } from './show-account.js';

/** What follows when one takes away a passkey of one's own. */
export function RemovePasskeyView({ passkey: { credentialId, name } }: { passkey: Account['passkeys'][0] }) {
  return (
    <ConfirmForm
      action="/account/passkey/verwijderen"
      hidden={{ passkey: credentialId }}
      title="Passkey verwijderen"
      confirm="Verwijder de passkey"
      cancelHref="/account"
    >
      <Paragraph>
        Met de passkey <Foreign text={name} /> kunt u dan niet meer inloggen. Dit kan niet ongedaan worden
        gemaakt. Waar u nu bent ingelogd, blijft u dat: kies daarna ook Overal afmelden als u het apparaat
        kwijt bent.
      </Paragraph>
    </ConfirmForm>
  );
}

/** What follows when a program's token is taken away. `of`: whose it is, if it is another's. */
export function RevokeTokenView({
  token: { tokenHash, label },
  at,
  of,
}: {
  token: Account['tokens'][0];
  /** The page with all tokens; what is asked stands below it. */
  at: string;
  of?: string;
}) {
  return (
    <ConfirmForm
      action={`${at}/tokens/intrekken`}
      hidden={{ token: tokenHash }}
      title="Token intrekken"
      confirm="Trek het token in"
      cancelHref={at}
    >
      <Paragraph>
        Het programma <Foreign text={label} />
        {of === undefined ? null : (
          <>
            {' '}
            van <Foreign text={of} />
          </>
        )}{' '}
        kan dan niets meer ophalen of leveren. Wat het nu verstuurt, stopt. Dit kan niet ongedaan worden
        gemaakt; {of === undefined ? 'u kunt' : 'de persoon kan'} wel een nieuw token maken.
      </Paragraph>
    </ConfirmForm>
  );
}
