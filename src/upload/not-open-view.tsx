import { Alert, Link, Paragraph, TimeStamp } from '../web/components/index.js';

/** Before the real lane opens: when it does, and what can be done until then. */
export function NotOpenYet({ opens }: { opens: Date }) {
  return (
    <Alert tone="info" title="Echt leveren kan nog niet">
      <Paragraph>
        Dat kan vanaf <TimeStamp at={opens} />. Tot dan wordt een telling geweigerd. U kunt wel{' '}
        <Link href="/inrichting">uw gegevens controleren en een proeflevering doen</Link>. Die telt niet mee.
      </Paragraph>
    </Alert>
  );
}
