import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { EvidenceSettings } from '../evidence/edge/offices.ts';
import { AppError, messageOf } from '../kernel/errors.ts';
import { type OpenIdProvider, openIdProviderShape } from '../team/openid-provider.ts';
import { version } from './version.ts';

export interface Settings {
  home: string;
  host: string;
  port: number;
  databaseUrl: string | undefined;
  offline: boolean;
  openScreening: boolean;
  keepNothing: boolean;
  webhookPrivate: boolean;
  addressRate: number;
  /** Identity providers by which people may sign in. */
  oidc: OpenIdProvider[];
  /** Hours between regular updates; 0 makes the first at the start alone. */
  updateHours: number;
  /** What `POST /updatez` must show; nobody may without. */
  updateToken: string | undefined;
  /** The name of the log when this node begins it. */
  ledgerOrigin: string | undefined;
  evidence: EvidenceSettings;
  /** The file that was read, if any. */
  file: string | null;
}

const flag = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  if (/^(1|true|yes|on)$/i.test(value)) return true;
  return /^(0|false|no|off|)$/i.test(value) ? false : value;
}, z.boolean('must be true or false'));

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Settings whose values are never shown. */
const SECRET = new Set(['DATABASE_URL', 'WATCHKEEPER_OIDC', 'WATCHKEEPER_UPDATE_TOKEN']);

/** Every setting: its name in the environment, in the file, and its shape. One place, which the guide is checked against. */
export const SETTINGS = {
  WATCHKEEPER_HOME: { file: 'home', shape: z.string().min(1), standard: '.watchkeeper', says: 'folder of the data' },
  HOST: { file: 'host', shape: z.string().min(1).max(255), standard: '127.0.0.1', says: 'address to listen on' },
  PORT: {
    file: 'port',
    shape: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(0, 'must be 0 to 65535')
      .max(65_535, 'must be 0 to 65535'),
    standard: 4717,
    says: 'port to listen on; 0 takes a free one',
  },
  DATABASE_URL: {
    file: 'databaseUrl',
    shape: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
      .optional(),
    standard: undefined,
    says: 'an outside PostgreSQL 15 or later',
  },
  WATCHKEEPER_OFFLINE: { file: 'offline', shape: flag, standard: false, says: 'never fetch lists from the internet' },
  WATCHKEEPER_OPEN_SCREENING: {
    file: 'openScreening',
    shape: flag,
    standard: false,
    says: 'screening needs no API key, even once there are keys',
  },
  WATCHKEEPER_PRIVATE: {
    file: 'private',
    shape: flag,
    standard: false,
    says: 'keep nothing of what is screened: not in the audit trail, not in decisions, not in logs',
  },
  WATCHKEEPER_WEBHOOK_PRIVATE: {
    file: 'webhookPrivate',
    shape: flag,
    standard: false,
    says: 'webhooks may lead to addresses inside this network, and over plain HTTP',
  },
  WATCHKEEPER_ADDRESS_RATE: {
    file: 'addressRate',
    shape: z.coerce.number('must be a number').min(0, 'must be 0 or more'),
    standard: 50,
    says: 'requests a second from one address without a key; 0 does not limit, this machine is never limited',
  },
  WATCHKEEPER_LEDGER_ORIGIN: {
    file: 'ledgerOrigin',
    shape: z
      .string()
      .regex(/^[^\s+\p{Cc}]{1,255}$/u, 'must be a host and path without space or plus')
      .optional(),
    standard: undefined,
    says: 'name of the ledger when this node begins it: a host and path that you own, as watch.example.org/ledger',
  },
  WATCHKEEPER_UPDATE_TOKEN: {
    file: 'updateToken',
    shape: z
      .string()
      .min(16, 'must have 16 characters or more')
      .max(500, 'must have 500 characters at most')
      .optional(),
    standard: undefined,
    says: 'token with which POST /updatez fetches the lists',
  },
  WATCHKEEPER_UPDATE_HOURS: {
    file: 'updateHours',
    shape: z.coerce.number('must be a number').min(0, 'must be 0 or more').max(590, 'must be 590 at most'),
    standard: 24,
    says: 'hours between regular updates, made where anything happened; 0 makes one at the start alone',
  },
  WATCHKEEPER_OIDC: {
    file: 'oidc',
    shape: z.preprocess(fromJson, z.array(openIdProviderShape, 'must be a list of identity providers').max(50)),
    standard: [],
    says: 'identity providers: id, title, issuer, clientId and clientSecret of each; JSON in the environment',
  },
  WATCHKEEPER_CLAMD: {
    file: 'clamd',
    shape: z
      .string()
      .regex(/^(\/.+|\S+:\d{1,5})$/, 'must be host:port or the path of a socket')
      .optional(),
    standard: undefined,
    says: 'address of clamd, which scans evidence on its way in',
  },
  WATCHKEEPER_TSA: {
    file: 'tsa',
    shape: z
      .string()
      .regex(/^https?:\/\/[^\s,]+(\s*,\s*https?:\/\/[^\s,]+)*$/, 'must be addresses of the web, by commas')
      .optional(),
    standard: undefined,
    says: 'timestamp authorities (RFC 3161) for evidence, by commas',
  },
  WATCHKEEPER_BROWSER: {
    file: 'browser',
    shape: z.string().min(1).optional(),
    standard: undefined,
    says: 'program of Chromium, which captures web pages as evidence',
  },
} as const;

const FILE = 'watchkeeper.yaml';

/**
 * The settings of this run: the environment wins over `watchkeeper.yaml` in the working folder. Every wrong value and
 * every unknown name in the file is named at once.
 */
export function readSettings(environment: Record<string, string | undefined>, folder: string): Settings {
  const path = join(folder, FILE);
  const file = existsSync(path) ? readFile(path) : {};
  const faults: string[] = [];
  const names = Object.values(SETTINGS).map((setting) => setting.file as string);
  for (const name of Object.keys(file))
    if (!names.includes(name)) faults.push(`${FILE}: "${name}" is not a setting (known are ${names.join(', ')})`);
  for (const name of Object.keys(environment)) {
    if (/^WATCHKEEPER_/.test(name) && !(name in SETTINGS)) faults.push(`${name} is not a setting`);
  }
  const value = (name: keyof typeof SETTINGS): unknown => {
    const setting = SETTINGS[name];
    const given = environment[name] === '' ? undefined : environment[name];
    const raw = given ?? file[setting.file] ?? setting.standard;
    const read = setting.shape.safeParse(raw);
    if (read.success) return read.data;
    faults.push(
      `${given === undefined ? `${FILE}: ${setting.file}` : name} is ${JSON.stringify(SECRET.has(name) ? '…' : raw)}: ${read.error.issues[0]?.message}`,
    );
    return undefined;
  };
  const settings = {
    home: resolve(folder, String(value('WATCHKEEPER_HOME'))),
    host: String(value('HOST')),
    port: Number(value('PORT')),
    databaseUrl: value('DATABASE_URL') as string | undefined,
    offline: value('WATCHKEEPER_OFFLINE') === true,
    openScreening: value('WATCHKEEPER_OPEN_SCREENING') === true,
    keepNothing: value('WATCHKEEPER_PRIVATE') === true,
    webhookPrivate: value('WATCHKEEPER_WEBHOOK_PRIVATE') === true,
    addressRate: Number(value('WATCHKEEPER_ADDRESS_RATE')),
    updateHours: Number(value('WATCHKEEPER_UPDATE_HOURS')),
    updateToken: value('WATCHKEEPER_UPDATE_TOKEN') as string | undefined,
    ledgerOrigin: value('WATCHKEEPER_LEDGER_ORIGIN') as string | undefined,
    oidc: (value('WATCHKEEPER_OIDC') ?? []) as OpenIdProvider[],
    evidence: {
      scanner: (value('WATCHKEEPER_CLAMD') as string | undefined) ?? null,
      browser: (value('WATCHKEEPER_BROWSER') as string | undefined) ?? null,
      software: `Watchkeeper ${version}`,
      authorities: String(value('WATCHKEEPER_TSA') ?? '')
        .split(/\s*,\s*/)
        .filter(Boolean),
    },
    file: existsSync(path) ? path : null,
  };
  if (faults.length > 0) throw wrong(faults);
  return settings;
}

function readFile(path: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    throw wrong([`${path}: ${messageOf(cause)}`]);
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content))
    throw wrong([`${path}: must hold one setting a line, as "port: 4800"`]);
  return content as Record<string, unknown>;
}

function wrong(faults: readonly string[]): AppError {
  return new AppError({
    code: 'SETTINGS_WRONG',
    kind: 'usage',
    message: `Cannot use the settings: ${faults.join('; ')}`,
    hint: 'All settings are listed in docs/guides/operate.md.',
    data: { faults },
  });
}
