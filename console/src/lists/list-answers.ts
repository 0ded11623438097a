import type { AsOfAnswer } from '../../../src/lists/as-of.ts';
import type { FieldChange } from '../../../src/lists/diff-entries.ts';
import type { ListSummary } from '../../../src/lists/edge/list-summaries.ts';
import type { Rejection } from '../../../src/lists/list-record.ts';
import type { WhoRow } from '../../../src/lists/who-lists.ts';

/** Shapes of the answers under `/api/v1/lists`. */
export interface ListsAnswer {
  lists: ListSummary[];
}

export interface VersionRow {
  id: number;
  publishedAt: string | null;
  publishedOn: string;
  loadedAt: string;
  format: string;
  parties: number;
  designations: number;
  snapshot: boolean;
  carriedOver: string[];
  files?: { name: string; size: number; sha256: string }[];
}

export interface EntryRow {
  id: string;
  key: string;
  caption: string;
  schema: string;
}

export interface DifferenceAnswer {
  from: VersionRow;
  to: VersionRow;
  counts: { added: number; removed: number; changed: number };
  added: EntryRow[];
  removed: EntryRow[];
  changed: (EntryRow & { fields: FieldChange[] })[];
}

export interface RejectionsAnswer {
  total: number;
  rejections: Rejection[];
}

export interface AsOfRows {
  party: string;
  answers: (AsOfAnswer & { list: string })[];
}

export interface WhoAnswer {
  total: number;
  authorities: { list: string; title: string }[];
  parties: WhoRow[];
}
