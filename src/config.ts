import path from 'node:path';
import { z } from 'zod';
import type { Waits } from './platform/settings.js';
import type { SigningFiles } from './platform/signing/signing-key.js';
import { readS3Address, type S3Address } from './platform/objects/s3-address.js';
import { readSmtpAddress, type SmtpAddress } from './platform/sending/smtp-address.js';
import { readNetworks, readPorts, type Networks } from './platform/sending/web-address.js';

const flag = z.enum(['0', '1'], { error: 'kies 0 of 1' }).transform((value) => value === '1');

function whole(least: number, most: number) {
  const error = `geef een heel getal van ${least} tot en met ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

function oneOf<const Name extends string>(names: readonly Name[]) {
  return z.enum(names, { error: `kies een van: ${names.join(', ')}` });
}

const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, { error: 'moet met postgres:// beginnen' });

/** Text as its reader takes it; the sentence that the reader throws is the fault. */
function readBy<T>(read: (text: string) => T) {
  return z.string().transform((text, check): T => {
    try {
      return read(text);
    } catch (error) {
      check.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const Environment = z
  .object({
    MODE: oneOf(['rehearsal', 'real']).default('rehearsal'),
    PORT: whole(1, 65535).optional(),
    /** Address the server listens on; `localhost` means both loopback addresses. */
    LISTEN: z.string().min(1).default('localhost'),
    /** How the world reaches the site, for instance `https://overdracht.example.nl`. Required for MODE=real. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'geef een adres zoals https://overdracht.example.nl' })
      .optional(),
    VAR_DIR: z.string().min(1).default('var'),
    DATABASE_URL: databaseUrl.optional(),
    DATABASE_OWNER_URL: databaseUrl.optional(),
    /** Objects in S3 instead of in files: `https://KEY:SECRET@host/bucket?region=…&prefix=…&retention=days`. */
    S3_URL: readBy(readS3Address).optional(),
    /** Where the queue stands, instead of in the database. */
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, { error: 'moet met redis:// of rediss:// beginnen' })
      .optional(),
    /** The mail server: `smtp://USER:PASSWORD@host:587`, or `smtps://` for TLS from the first byte. */
    SMTP_URL: readBy(readSmtpAddress).optional(),
    /** From which address mail comes; absent: geen-antwoord@ the host of PUBLIC_URL. */
    MAIL_FROM: z.email({ error: 'geef een e-mailadres' }).optional(),
    /** CIDR list of networks that are not public and to which webhooks may go all the same, also without TLS; empty: none. */
    WEBHOOK_ALLOW: readBy(readNetworks).optional(),
    /** On which ports webhooks go to what is public; to the networks above on any. The network must let the workers through. */
    WEBHOOK_PORTS: readBy(readPorts).default([443]),
    /** What the platform signs with, PEM: for a worker alone. Absent in a rehearsal: made in VAR_DIR. */
    SIGNING_KEY_FILE: z.string().min(1).optional(),
    SIGNING_CERT_FILE: z.string().min(1).optional(),
    /** CIDR list of reverse proxies whose X-Forwarded-For is believed; empty: none. */
    TRUSTED_PROXIES: z.string().default(''),
    HELPDESK_PHONE: z.string().min(1).max(40, { error: 'hoogstens 40 tekens' }).default('070 - 000 00 00'),
    SECURITY_CONTACT: z.string().min(1).default('mailto:beveiliging@example.nl'),
    LOG_LEVEL: oneOf(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
    JUDGES: whole(1, 64).optional(),
    QUARANTINE_MB_PER_COMMITTEE: whole(16, 1_000_000).default(2048),
    /** Where figures and health are told to whoever watches; absent: nowhere. Not for the world. */
    METRICS_PORT: whole(1, 65535).optional(),
    METRICS_LISTEN: z.string().min(1).default('localhost'),
    SEED: flag.default(true),
    /** How long a site that is asked to stop (SIGTERM) lets what is being sent go on. */
    DRAIN_SECONDS: whole(0, 3600).default(600),
    UPLOAD_STALL_SECONDS: whole(1, 600).default(25),
    UPLOAD_MINUTES: whole(1, 60).default(60),
    VERDICT_WAIT_SECONDS: whole(0, 300).default(25),
    JUDGE_CPU_SECONDS: whole(5, 3600).default(60),
    JUDGE_WALL_SECONDS: whole(5, 86_400).default(300),
    /** After so long without a sign of life another process takes over what one had in hand. */
    LEASE_SECONDS: whole(1, 600).default(15),
    /** How many days before the vote committees have an approved key. */
    KEY_DUE_DAYS: whole(0, 60).default(2),
    /** Keys that everybody has, as Debian's openssl-blacklist lists them; absent: none are known. */
    WEAK_KEYS_FILE: z.string().min(1).optional(),
    /** Certificates of whoever issues those by which a PDF may be signed, PEM; absent: who signed is not established. */
    TRUST_LIST_FILE: z.string().min(1).optional(),
  })
  .superRefine((env, check) => {
    const fault = (name: string, message: string) =>
      check.addIssue({ code: 'custom', path: [name], message });
    if (env.DATABASE_URL === undefined && env.DATABASE_OWNER_URL !== undefined)
      fault('DATABASE_OWNER_URL', 'geef ook DATABASE_URL op: de rol waarmee de dienst werkt');
    if ((env.SIGNING_KEY_FILE === undefined) !== (env.SIGNING_CERT_FILE === undefined))
      fault('SIGNING_KEY_FILE', 'geef SIGNING_KEY_FILE en SIGNING_CERT_FILE samen op, of geen van beide');
    if (env.MODE === 'real' && env.PUBLIC_URL === undefined)
      fault('PUBLIC_URL', 'is verplicht bij MODE=real');
    if (
      env.MODE === 'real' &&
      env.PUBLIC_URL?.startsWith('http:') &&
      !/^http:\/\/localhost(:|\/|$)/.test(env.PUBLIC_URL)
    )
      fault('PUBLIC_URL', 'moet met https:// beginnen');
  });

/** Every setting there is, by the name it has in the environment. */
export const SETTINGS: readonly string[] = Object.keys(Environment.shape);

/** Settings that hold credentials: nothing that this process starts may inherit them. */
export const SECRETS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'S3_URL', 'REDIS_URL', 'SMTP_URL'] as const;

/** The environment, parsed once. Everything else receives what it needs from here. */
export interface Config {
  readonly mode: 'rehearsal' | 'real';
  /** null: the first free port from 3000. */
  readonly port: number | null;
  readonly listen: string;
  readonly publicUrl: string | null;
  readonly varDir: string;
  /** As the service's role; null: an embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** The same database as its owner: for `migrate` alone. */
  readonly databaseOwnerUrl: string | null;
  /** null: objects are files in varDir. */
  readonly s3: S3Address | null;
  /** null: the queue stands in the database. */
  readonly redisUrl: string | null;
  /** null: mail goes to a folder in varDir. */
  readonly smtp: SmtpAddress | null;
  readonly mailFrom: string | null;
  readonly webhookAllow: Networks;
  readonly webhookPorts: readonly number[];
  /** null: none is given. */
  readonly signing: SigningFiles | null;
  readonly trustedProxies: readonly string[];
  readonly helpdeskPhone: string;
  readonly securityContact: string;
  readonly logLevel: string;
  readonly judges: number | null;
  readonly quarantineBytesPerCommittee: number;
  readonly drainMs: number;
  readonly waits: Waits;
  readonly leaseSeconds: number;
  readonly keyDueDays: number;
  /** null: no list of weak keys. */
  readonly weakKeysFile: string | null;
  /** null: nobody who signs a PDF is established. */
  readonly trustListFile: string | null;
  /** null: figures are told nowhere. */
  readonly metrics: { readonly listen: string; readonly port: number } | null;
  /** Whether an empty rehearsal is filled; an external database never is. */
  readonly seed: boolean;
}

/** Reads and checks the environment. Throws one Dutch message that names every wrong setting. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const known = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(known);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`De instellingen kloppen niet:\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  return {
    mode: value.MODE,
    port: value.PORT ?? null,
    listen: value.LISTEN,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    varDir: path.resolve(value.VAR_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    databaseOwnerUrl: value.DATABASE_OWNER_URL ?? null,
    s3: value.S3_URL ?? null,
    redisUrl: value.REDIS_URL ?? null,
    smtp: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM ?? null,
    webhookAllow: value.WEBHOOK_ALLOW ?? [],
    webhookPorts: value.WEBHOOK_PORTS,
    signing:
      value.SIGNING_KEY_FILE === undefined || value.SIGNING_CERT_FILE === undefined
        ? null
        : {
            keyFile: path.resolve(value.SIGNING_KEY_FILE),
            certificateFile: path.resolve(value.SIGNING_CERT_FILE),
          },
    trustedProxies: value.TRUSTED_PROXIES.split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    helpdeskPhone: value.HELPDESK_PHONE,
    securityContact: value.SECURITY_CONTACT,
    logLevel: value.LOG_LEVEL,
    judges: value.JUDGES ?? null,
    quarantineBytesPerCommittee: value.QUARANTINE_MB_PER_COMMITTEE * 1024 * 1024,
    metrics:
      value.METRICS_PORT === undefined ? null : { listen: value.METRICS_LISTEN, port: value.METRICS_PORT },
    drainMs: value.DRAIN_SECONDS * 1000,
    waits: {
      stallMs: value.UPLOAD_STALL_SECONDS * 1000,
      receiveMs: value.UPLOAD_MINUTES * 60_000,
      verdictMs: value.VERDICT_WAIT_SECONDS * 1000,
      judgeCpuMs: value.JUDGE_CPU_SECONDS * 1000,
      judgeWallMs: value.JUDGE_WALL_SECONDS * 1000,
    },
    leaseSeconds: value.LEASE_SECONDS,
    keyDueDays: value.KEY_DUE_DAYS,
    weakKeysFile: value.WEAK_KEYS_FILE === undefined ? null : path.resolve(value.WEAK_KEYS_FILE),
    trustListFile: value.TRUST_LIST_FILE === undefined ? null : path.resolve(value.TRUST_LIST_FILE),
    seed: value.SEED && value.MODE === 'rehearsal' && value.DATABASE_URL === undefined,
  };
}
