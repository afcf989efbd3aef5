import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { emailAddress, line } from '../frame/text.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { originOf } from '../platform/http/request.js';
import { json, page, script, type Input } from '../platform/http/route.js';
import { Heading, List, Paragraph, PasskeyForm, TextInput, TimeStamp } from '../web/components/index.js';
import { AcceptInvitation, ShowInvitation, type ShownInvitation } from './accept-invitation.js';
import { roleName } from './hat.js';
import { OfferPasskey } from './change-passkeys.js';
import { registrationAnswer } from './passkey-ceremony.js';
import { sessionCookie } from './session.js';

const said = z.object({
  naam: line(60, 'Vul een naam voor dit apparaat in.'),
  persoon: line(120, 'Vul uw naam in.').optional(),
  email: emailAddress.optional(),
});

const saidToBe = ({ persoon, email }: z.infer<typeof said>) =>
  persoon === undefined || email === undefined ? {} : { saidToBe: { name: persoon, email } };

const open = {
  access: PUBLIC,
  limited: 'signIn',
  params: { geheim: z.string() },
  refusals: ['accounts.invitationInvalid'],
} as const;
const invited = page({ ...open, path: '/uitnodiging/:geheim', title: 'Stel uw account in' });
const asking = script({ ...open, path: '/uitnodiging/:geheim/passkey/opties', body: json(said) });
const answering = script({
  ...open,
  path: '/uitnodiging/:geheim/passkey/antwoord',
  body: json(said.extend({ antwoord: registrationAnswer })),
  refusals: [...open.refusals, 'accounts.passkeyNotAdded'],
});

/** Setting up an account with an invitation. The secret is in the address, which goes to nobody else. */
@Controller()
export class InvitationPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly invitations: ShowInvitation,
    private readonly offer: OfferPasskey,
    private readonly accept: AcceptInvitation,
  ) {}

  @Handle(invited)
  async show({ params: { geheim } }: Input<typeof invited>, { request }: Call): Promise<string> {
    const invitation = await this.invitations.run(geheim);
    return this.frame.html(request, {
      title: invited.title,
      body: <InvitationBody invitation={invitation} path={`/uitnodiging/${geheim}`} />,
    });
  }

  @Handle(asking)
  async options({ params: { geheim }, body }: Input<typeof asking>) {
    return this.offer.forInvitation(geheim, saidToBe(body).saidToBe);
  }

  @Handle(answering)
  async answer({ params: { geheim }, body }: Input<typeof answering>, { request, reply }: Call) {
    const acceptance = {
      answer: body.antwoord,
      passkeyName: body.naam,
      before: request.sessionId,
      ...saidToBe(body),
    };
    const session = await this.accept.run(geheim, acceptance, originOf(request));
    void reply.header('set-cookie', sessionCookie(session));
    return { volgende: '/?melding=ingesteld' };
  }
}

function InvitationBody({ invitation, path }: { invitation: ShownInvitation; path: string }) {
  const { name, hats, expiresAt, nameless } = invitation;
  return (
    <>
      {nameless ? null : <Paragraph kind="lead">Welkom, {name}.</Paragraph>}
      <Paragraph>U bent uitgenodigd voor:</Paragraph>
      <List items={hats.map((hat) => `${hat.label} (${roleName(hat.role)})`)} />
      <Heading level={2}>Maak een passkey</Heading>
      <Paragraph>
        Met een passkey logt u in zonder wachtwoord: uw apparaat vraagt om uw pincode, vingerafdruk of
        gezicht. Doe dit op een apparaat dat alleen u gebruikt. Maak daarna ook een tweede passkey, voor als u
        de eerste kwijt bent.
      </Paragraph>
      <PasskeyForm
        action="register"
        options={`${path}/passkey/opties`}
        answer={`${path}/passkey/antwoord`}
        submit="Passkey maken"
      >
        {nameless ? (
          <>
            <TextInput name="persoon" label="Uw naam" required maxlength={120} autocomplete="name" />
            <TextInput
              name="email"
              label="Uw e-mailadres"
              type="email"
              required
              maxlength={200}
              autocomplete="email"
            />
          </>
        ) : null}
        <TextInput
          name="naam"
          label="Naam van dit apparaat"
          description="Zo herkent u de passkey later, bijvoorbeeld: laptop werk."
          required
          maxlength={60}
        />
      </PasskeyForm>
      <Paragraph kind="small">
        Deze uitnodiging is voor u alleen en werkt één keer, tot <TimeStamp at={expiresAt} />.
      </Paragraph>
    </>
  );
}
