import postgres from 'postgres';
import { AppError, messageOf } from '../kernel/errors.ts';

/** The connection that every room's `edge/store.ts` is given: tagged SQL of postgres.js. */
export type Database = postgres.Sql<Record<string, unknown>>;
/** The connection inside a transaction. */
export type Transaction = postgres.TransactionSql<Record<string, unknown>>;
/** Either: what a query needs that does not care. */
export type Queryable = Database | Transaction;

export interface ConnectionTarget {
  /** A PostgreSQL URL, or the folder, user and password of the own cluster's socket. */
  url?: string;
  socketFolder?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  /** Most connections at once. */
  pool?: number;
}

/** Instants arrive as ISO strings and dates as `YYYY-MM-DD`: JavaScript's Date knows neither partial nor zone-free days. */
const TYPES = {
  instant: { to: 1184, from: [1114, 1184], serialize: String, parse: (text: string) => new Date(text).toISOString() },
  day: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
};

/** Opens a pool and proves that the server answers. Throws AppError (unavailable) that never holds the password. */
export async function openDatabase(target: ConnectionTarget): Promise<Database> {
  const options = { max: target.pool ?? 12, onnotice: () => {}, types: TYPES, connect_timeout: 10, idle_timeout: 60 };
  let database: Database | undefined;
  try {
    database = (target.url
      ? postgres(target.url, options)
      : postgres({
          ...options,
          host: target.socketFolder ?? '127.0.0.1',
          port: target.port ?? 5432,
          user: target.user ?? 'watchkeeper',
          password: target.password ?? '',
          database: target.database ?? 'watchkeeper',
        })) as unknown as Database;
    await database`select 1`;
    return database;
  } catch (cause) {
    await database?.end({ timeout: 1 }).catch(() => {});
    throw new AppError({
      code: 'DATABASE_UNREACHABLE',
      kind: 'unavailable',
      message: `Cannot open the database${target.url ? ` at ${withoutPassword(target.url)}` : ''}: ${messageOf(cause)}`,
      hint: target.url
        ? 'Check DATABASE_URL: host, port, database name, user and password, and that the server is running.'
        : 'Run "watchkeeper doctor" to see what is wrong with the own database.',
      cause,
    });
  }
}

/** A database URL without its password, for messages and logs. */
export function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password) parsed.password = '***';
    for (const name of parsed.searchParams.keys()) if (/pass/i.test(name)) parsed.searchParams.set(name, '***');
    return parsed.toString();
  } catch {
    return '(unreadable address)';
  }
}
