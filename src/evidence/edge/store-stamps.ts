import type { Queryable } from '../../store/database.ts';
import type { StampReport } from '../stamp/verify-stamp.ts';

export interface KeptStamp {
  number: number;
  evidence: string;
  /** Address of the authority, or how else the answer came. */
  authority: string;
  response: Uint8Array;
  /** Hex; null when the answer was brought without its request. */
  nonce: string | null;
  stampedAt: string;
}

/** A stamp with how it was found when it was last verified, and how often it was. */
export type CheckedStamp = Omit<KeptStamp, 'response' | 'nonce'> & {
  checks: number;
  checkedAt: string;
  verdict: StampReport['verdict'];
  report: StampReport;
};

/** Keeps an answer with what its first verification found. Returns its number. */
export async function keepStamp(
  database: Queryable,
  { evidence, authority, response, nonce, stampedAt }: Omit<KeptStamp, 'number'>,
  report: StampReport,
): Promise<number> {
  const [row] = await database<{ number: number }[]>`
    insert into evidence_stamp (evidence, authority, response, nonce, stamped_at)
    values (${evidence}, ${authority}, ${Buffer.from(response)}, ${nonce}, ${stampedAt}) returning number`;
  if (!row) throw new Error('the stamp was not kept');
  await keepStampCheck(database, row.number, report);
  return row.number;
}

export async function keepStampCheck(database: Queryable, stamp: number, report: StampReport): Promise<void> {
  await database`
    insert into evidence_stamp_check (stamp, verdict, report)
    values (${stamp}, ${report.verdict}, ${database.json(report as never)})`;
}

export async function stampsOf(database: Queryable, evidence: string): Promise<KeptStamp[]> {
  return await database<KeptStamp[]>`
    select number, evidence, authority, response, nonce, stamped_at as "stampedAt"
    from evidence_stamp where evidence = ${evidence} order by number`;
}

export async function checkedStamps(database: Queryable, evidence: string): Promise<CheckedStamp[]> {
  return await database<CheckedStamp[]>`
    select s.number, s.evidence, s.authority, s.stamped_at as "stampedAt", c.at as "checkedAt", c.verdict, c.report,
      (select count(*)::int from evidence_stamp_check k where k.stamp = s.number) as checks
    from evidence_stamp s
    join lateral (select at, verdict, report from evidence_stamp_check k where k.stamp = s.number
      order by number desc limit 1) c on true
    where s.evidence = ${evidence} order by s.number`;
}

/** Items with a stamp that was last verified before an instant, those longest ago first. */
export async function stampsDue(database: Queryable, before: string, limit: number): Promise<string[]> {
  const rows = await database<{ evidence: string }[]>`
    select s.evidence, min(c.at) as oldest from evidence_stamp s
    join lateral (select max(at) as at from evidence_stamp_check k where k.stamp = s.number) c on true
    where c.at < ${before} group by s.evidence order by oldest limit ${limit}`;
  return rows.map(({ evidence }) => evidence);
}
