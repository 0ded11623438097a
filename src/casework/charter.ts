import { readShippedJson } from '../kernel/shipped-data.ts';

/** The terms that this installation sets for casework: its own, and marked as such. */
interface CaseworkCharter {
  source: string;
  checked: boolean;
  reply: { leastDays: number; usualDays: number; mostDays: number; sentence: string };
  request: { usualDays: number; mostDays: number; remindAtShares: number[] };
  taskTemplates: Record<string, string[]>;
}

export const CHARTER: Readonly<CaseworkCharter> = readShippedJson<CaseworkCharter>('casework/charter.json');
