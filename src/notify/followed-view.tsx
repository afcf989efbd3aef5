import { Actions, Button, Form, LinkButton, Paragraph, TimeStamp } from '../web/components/index.js';
import type { FollowedNotice } from './show-notice.js';

/** A notice to which a mail led. For another role than the one worn now, first the way to that role. */
export function FollowedView({
  found: { notice, hat },
  worn,
}: {
  found: FollowedNotice;
  worn: string | null;
}) {
  const { id, at, text, href, seenAt } = notice;
  if (hat.id !== worn)
    return (
      <>
        <Paragraph>
          Dit bericht is voor <strong>{hat.label}</strong>.{' '}
          {worn === null ? 'U koos nog geen rol.' : 'U werkt nu in een andere rol.'}
        </Paragraph>
        <Form action="/rol" hidden={{ hoed: hat.id, naar: `/berichten/${id}` }} label={hat.label}>
          <Button kind="primary">Werk als {hat.label}</Button>
        </Form>
      </>
    );
  return (
    <>
      <Paragraph>
        {text} (<TimeStamp at={at} />)
      </Paragraph>
      {href === null ? null : (
        <Actions>
          <LinkButton href={href} kind="primary">
            Bekijk
          </LinkButton>
        </Actions>
      )}
      {seenAt === null ? (
        <Form action={`/berichten/${id}/gelezen`} label="Dit bericht" hidden={{ terug: '/berichten' }}>
          <Button kind="secondary">Gelezen</Button>
        </Form>
      ) : null}
    </>
  );
}
