import type { Database } from '../../store/database.ts';
import { EvidenceOffice } from './evidence-office.ts';
import { StampOffice } from './stamp-office.ts';

export interface EvidenceSettings {
  /** Address of clamd; null where there is none. */
  scanner: string | null;
  /** Addresses of timestamp authorities that are asked when none is named. */
  authorities: readonly string[];
  /** The program of Chromium; null looks for it. */
  browser: string | null;
  /** Name and version of this program, for what it makes. */
  software: string;
}

export interface Offices {
  office: EvidenceOffice;
  stamps: StampOffice;
}

/** What commands and routes work with. */
export function openOffices(
  database: Database,
  { home, scanner, now }: { home: string; scanner: string | null; now(): Date },
): Offices {
  const office = new EvidenceOffice({ database, home, scanner, now });
  return { office, stamps: new StampOffice({ office, home, now }) };
}
