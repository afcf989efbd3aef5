import { pino, type Logger } from 'pino';

export type { Logger };

/** Lines of JSON on standard error for whoever runs the platform; the audit log is elsewhere and leads. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    pino.destination(2),
  );
}
