import { PositionsBuilder } from './positions.ts';
import type { StaticReport } from './static-report.ts';

/** A line or message that was not taken, and why, in words that are the same for the same fault. */
export interface Rejection {
  line: number;
  reason: string;
}

/** Rejections that are listed one by one; all are counted. */
const MOST_LISTED = 1000;

/** Unix seconds: AIS began in the 1990s, and 2100 is as far as anybody looks. */
const [FIRST_AT, LAST_AT] = [631_152_000, 4_102_444_800];

/** What a reader makes of a file or a stream: reports by kind, and what it could not use. */
export class ReportBatch {
  readonly positions: PositionsBuilder;
  /** As read, in order; `foldStatics` makes runs of them. */
  readonly statics: StaticReport[] = [];
  /** How many lines fell to each reason. */
  readonly rejectedBy = new Map<string, number>();
  readonly rejections: Rejection[] = [];
  /** Messages by AIS type (index 0: rows of files that do not say). */
  readonly messages = new Uint32Array(64);
  lines = 0;

  readonly #latestAt: number;

  /** Reports after `latestAt` (Unix seconds) are a clock's fault. */
  constructor(capacity = 1024, latestAt = LAST_AT) {
    this.positions = new PositionsBuilder(capacity);
    this.#latestAt = Math.min(latestAt, LAST_AT);
  }

  /** Why no report can be of that instant, or null. */
  timeFault(at: number): string | null {
    if (at < FIRST_AT) return 'a time before 1990';
    return at > this.#latestAt ? 'a time in the future' : null;
  }

  reject(line: number, reason: string): void {
    this.rejectedBy.set(reason, (this.rejectedBy.get(reason) ?? 0) + 1);
    if (this.rejections.length < MOST_LISTED) this.rejections.push({ line, reason });
  }
}

type Said = Omit<StaticReport, 'firstAt' | 'lastAt' | 'count'>;

/** Equal but for when and how often. */
export function saysTheSame(one: StaticReport, other: StaticReport): boolean {
  return (Object.keys(one) as (keyof StaticReport)[]).every(
    (name) => name === 'firstAt' || name === 'lastAt' || name === 'count' || one[name] === other[name],
  );
}

/** Static reports by ship in the order of time, equal ones that follow each other made one row. */
export function foldStatics(reports: readonly StaticReport[]): StaticReport[] {
  const sorted = [...reports].sort((one, other) => one.mmsi - other.mmsi || one.firstAt - other.firstAt);
  const folded: StaticReport[] = [];
  for (const report of sorted) {
    const last = folded.at(-1);
    if (last && saysTheSame(last, report)) {
      last.lastAt = Math.max(last.lastAt, report.lastAt);
      last.count += report.count;
    } else folded.push({ ...report });
  }
  return folded;
}

/** A report said once at an instant. */
export function saidAt(at: number, said: Said): StaticReport {
  return { ...said, firstAt: at, lastAt: at, count: 1 };
}
