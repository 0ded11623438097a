import type { SourceFile } from '../../list-reader.ts';
import type { CsvRow } from '../../reading/read-csv.ts';
import { ofacRows, type Reject } from './ofac-csv-rows.ts';

/** The companion files of a main CSV file, with the word that a header's `lacks` uses for each. */
const COMPANIONS = {
  alt: { width: 5, lacks: 'aliases' },
  add: { width: 6, lacks: 'addresses' },
  comments: { width: 2, lacks: 'ends of long remarks' },
} as const;

export type CompanionKind = keyof typeof COMPANIONS;
const KINDS: readonly CompanionKind[] = ['alt', 'add', 'comments'];

/** `SDN.CSV` goes with `ALT.CSV`, `cons_prim.csv` with `cons_alt.csv`, `sdn-2024-05-03.csv` with `alt-2024-05-03.csv`. */
export function companionNames(main: string): Record<CompanionKind, string> {
  const capitals = main === main.toUpperCase();
  const named = (kind: string): string => {
    const part = kind === 'comments' && /^sdn/i.test(main) ? 'sdn_comments' : kind;
    const name = /prim/i.test(main) ? main.replace(/prim/i, part) : main.replace(/^[a-z]+/i, part);
    return capitals ? name.toUpperCase() : name;
  };
  return { alt: named('alt'), add: named('add'), comments: named('comments') };
}

/** The rows of the companion files, held by the number of their party. */
export class OfacCompanions {
  readonly #files = new Map<CompanionKind, { name: string; rows: Map<string, CsvRow[]> }>();

  async read(main: string, files: ReadonlyMap<string, SourceFile>, reject: Reject): Promise<void> {
    const names = companionNames(main);
    for (const kind of KINDS) {
      const file = files.get(names[kind]);
      if (!file) continue;
      const rows = new Map<string, CsvRow[]>();
      const table = { title: `the ${kind} file of an OFAC list`, width: COMPANIONS[kind].width };
      for await (const row of ofacRows(file, table, reject)) {
        const key = row.cells[0]?.trim() ?? '';
        const held = rows.get(key);
        if (held) held.push(row);
        else rows.set(key, [row]);
      }
      this.#files.set(kind, { name: file.name, rows });
    }
  }

  of(kind: CompanionKind, key: string): readonly CsvRow[] {
    return this.#files.get(kind)?.rows.get(key) ?? [];
  }

  /** What the set lacks because files are not there. */
  get lacks(): string[] {
    return KINDS.filter((kind) => !this.#files.has(kind)).map((kind) => COMPANIONS[kind].lacks);
  }

  /** Rejects the rows of parties that the main file does not hold: the files are not of one day. */
  rejectStrangers(known: ReadonlySet<string>, reject: Reject): void {
    for (const { name, rows } of this.#files.values()) {
      for (const [key, strangers] of rows) {
        if (known.has(key)) continue;
        const reason = `party ${key} is not in the main file; the files may be of different days`;
        for (const { line } of strangers) {
          reject({ place: { line, file: name }, reason, reference: key, severity: 'record' });
        }
      }
    }
  }
}
