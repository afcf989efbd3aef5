import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parse } from '../platform/http/parse.js';
import { originOf } from '../platform/http/request.js';
import { Heading, List, Paragraph, PasskeyForm, TextInput, TimeStamp } from '../web/components/index.js';
import { AcceptInvitation } from './accept-invitation.js';
import { Public } from './access.js';
import { AttemptLimit } from './attempt-limit.js';
import { sessionCookie } from './cookie.js';
import { roleName } from './hat.js';
import { OfferPasskey } from './offer-passkey.js';
import { PageFrame } from '../frame/page-frame.js';
import { registrationAnswer } from './passkey-ceremony.js';
import { ShowInvitation, type ShownInvitation } from './show-invitation.js';
import { emailAddress, line } from '../frame/text.js';

const fields = z.object({
  naam: line(60, 'Vul een naam voor dit apparaat in.'),
  persoon: line(120, 'Vul uw naam in.').optional(),
  email: emailAddress.optional(),
});
const answerBody = fields.extend({ antwoord: registrationAnswer });

const saidToBe = ({ persoon, email }: z.infer<typeof fields>) =>
  persoon === undefined || email === undefined ? {} : { saidToBe: { name: persoon, email } };

/** Setting up an account with an invitation. The secret is in the address, which goes to nobody else. */
@Controller('uitnodiging/:geheim')
export class InvitationPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly invitations: ShowInvitation,
    private readonly offer: OfferPasskey,
    private readonly accept: AcceptInvitation,
    private readonly limit: AttemptLimit,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@Req() request: FastifyRequest, @Param('geheim') secret: string): Promise<string> {
    await this.limit.pass(request);
    const invitation = await this.invitations.run(secret);
    return this.frame.html(request, {
      title: 'Stel uw account in',
      body: <InvitationBody invitation={invitation} path={`/uitnodiging/${secret}`} />,
    });
  }

  @Post('passkey/opties')
  @Public()
  @HttpCode(200)
  async options(@Req() request: FastifyRequest, @Param('geheim') secret: string, @Body() body: unknown) {
    await this.limit.pass(request);
    return this.offer.forInvitation(secret, saidToBe(parse(fields, body)).saidToBe);
  }

  @Post('passkey/antwoord')
  @Public()
  @HttpCode(200)
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('geheim') secret: string,
    @Body() body: unknown,
  ): Promise<{ volgende: string }> {
    await this.limit.pass(request);
    const said = parse(answerBody, body);
    const acceptance = {
      answer: said.antwoord,
      passkeyName: said.naam,
      before: request.sessionId,
      ...saidToBe(said),
    };
    const session = await this.accept.run(secret, acceptance, originOf(request));
    void reply.header('set-cookie', sessionCookie(session));
    return { volgende: '/account?melding=ingesteld' };
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
