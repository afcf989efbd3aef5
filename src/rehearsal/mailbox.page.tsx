import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { ListMailbox, type ShownMail } from '../notify/list-mailbox.js';
import { inSession, SIGNED_IN } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import {
  EmptyState,
  Foreign,
  Link,
  Panel,
  Paragraph,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';

const mailbox = page({ path: '/postvak', access: inSession(SIGNED_IN), title: 'Postvak van de oefening' });

const STATES = {
  waiting: 'wacht',
  sending: 'wordt verstuurd',
  sent: 'verstuurd',
  dead: 'niet aangekomen',
  dropped: 'niet verstuurd',
} as const;

/** The mails of an exercise, as they would arrive. */
@Controller()
export class MailboxPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly mails: ListMailbox,
  ) {}

  @Handle(mailbox)
  async show({ actor }: Input<typeof mailbox>, { request }: Call): Promise<string> {
    const mails = await this.mails.run(actor);
    return await this.frame.html(request, {
      title: mailbox.title,
      lead: 'Zo zien mails eruit. In een oefening gaan zij alleen uit als er een mailserver is ingesteld.',
      active: '/',
      back: { href: '/', label: 'Begin' },
      body:
        mails.length === 0 ? (
          <EmptyState title="Er is nog geen mail" />
        ) : (
          mails.map((mail) => <Mail mail={mail} />)
        ),
    });
  }
}

function Mail({ mail: { id, letter, state, createdAt } }: { mail: ShownMail }) {
  const link = letter && /^http\S+(\/berichten\/\S+)$/m.exec(letter.mail.text)?.[1];
  return (
    <Panel title={letter?.mail.subject ?? 'Aan niemand meer'} id={`mail-${id}`}>
      <Paragraph>
        {letter === null ? null : (
          <>
            Aan <Foreign text={letter.to.name} /> (<Foreign text={letter.to.address} />
            ),{' '}
          </>
        )}
        <TimeStamp at={createdAt} /> <StatusBadge tone="neutral">{STATES[state]}</StatusBadge>
      </Paragraph>
      {letter?.mail.text.split('\n\n').map((part) => (
        <Paragraph>{part}</Paragraph>
      ))}
      {link ? <Link href={link}>Volg de link uit deze mail</Link> : null}
    </Panel>
  );
}
