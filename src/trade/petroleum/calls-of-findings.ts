import type { Finding } from '../../findings/finding.ts';
import type { TankerCall } from './delivery.ts';

/** Watches over ships whose findings can be a delivery. */
const KINDS: Readonly<Record<string, TankerCall['kind']>> = { 'port-call': 'port-call', encounter: 'transfer' };
/** Days between a call in a file and a finding that tell of the same. */
const SAME_DAYS = 3;
const DAY = 86_400_000;

/**
 * Joins calls with the findings of the watches over ships: a finding that tells of a call is named with it, one that
 * tells of another call of a ship whose deadweight is known becomes a call of its own.
 */
export function withFindings(calls: readonly TankerCall[], findings: readonly Finding[]): TankerCall[] {
  const joined = calls.map((call) => ({ ...call, findings: [...call.findings] }));
  const known = new Map(calls.flatMap((call) => (call.imo ? [[call.imo, call] as const] : [])));
  for (const finding of findings) {
    const kind = KINDS[finding.watch];
    if (!kind || finding.status === 'withdrawn' || finding.startAt === null) continue;
    for (const subject of finding.subjects) {
      const like = subject.imo ? known.get(subject.imo) : undefined;
      if (!like || like.exercise !== finding.exercise) continue;
      const on = finding.startAt.slice(0, 10);
      const told = joined.find(
        (call) => call.imo === subject.imo && call.kind === kind && daysApart(call.on, on) <= SAME_DAYS,
      );
      if (told) told.findings.push(finding.id);
      else joined.push(callOf(finding, like, { kind, on, imo: subject.imo ?? '' }));
    }
  }
  return joined;
}

function callOf(
  finding: Finding,
  like: TankerCall,
  call: Pick<TankerCall, 'kind' | 'on'> & { imo: string },
): TankerCall {
  const other = finding.subjects.find(({ imo }) => imo !== call.imo);
  return {
    ...like,
    ...call,
    // The finding names a place in words of its own; without one it is compared by ship and day alone.
    place: null,
    other: call.kind === 'transfer' ? (other?.imo ?? other?.name ?? null) : null,
    source: `finding ${finding.id}`,
    findings: [finding.id],
  };
}

function daysApart(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / DAY;
}
