import { Alert, Link } from '../web/components/index.js';
import type { FileAlarm } from './file-alarms.js';

/** The alarm over a file, on its own page. */
export function FileAlarmView({ alarm }: { alarm: FileAlarm | null }) {
  if (alarm === null) return null;
  const { title, text, link } = alarm;
  return (
    <Alert tone="error" title={title}>
      <p>
        {text} <Link href={link.href}>{link.label}</Link>
      </p>
    </Alert>
  );
}
