import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, messageOf } from '../src/kernel/errors.ts';
import type { Direction, Family, Measure, Obligation } from '../src/regime/measure.ts';

/**
 * Makes `data/regime/dprk/{measures,instruments,exemptions}.json` of a file of facts:
 * `npx tsx scripts/make-regime-data.ts FACTS/measures.json`. `exemptions.json` is read from the same folder.
 * What this project corrects stands in `corrections.json`, with the reason; nothing else is changed but the names of
 * fields and values. The same input gives the same bytes.
 */

interface FactRow {
  id: string;
  regime: string;
  instrument: string;
  paragraph: string;
  kind: string;
  also_kinds?: string[];
  direction: string;
  summary: string;
  hs_codes: string[];
  hs_basis: Measure['hsBasis'];
  cap: number | null;
  unit: string | null;
  threshold: string | null;
  in_force: string;
  status: Measure['status'];
  superseded_by: string | null;
  exemptions: string[];
  source_url: string;
  seen_at: string | null;
  confidence: Measure['confidence'];
  check: {
    verdict: string;
    seen_at: string | null;
    note: string | null;
    partial: boolean;
    print_paragraph: boolean;
    obligation?: string;
    new_row?: boolean;
  };
}

interface Correction {
  id?: string;
  paragraph?: null;
  supersededBy?: string;
  obligation?: Obligation;
  addExemptions?: string[];
  note?: string;
  why: string;
}

const FAMILIES: Record<string, Family> = {
  trade: 'trade-restriction',
  arms: 'trade-restriction',
  petroleum: 'trade-restriction',
  'proliferation-support': 'trade-restriction',
  finance: 'financial-sanction',
  travel: 'travel-ban',
  'asset-freeze': 'asset-freeze',
  transport: 'transport',
  labour: 'labour',
  'technical-cooperation': 'technical-cooperation',
};

const DIRECTIONS: Record<string, Direction> = {
  'export-to-DPRK': 'to-dprk',
  'import-from-DPRK': 'from-dprk',
  both: 'both',
  'n/a': 'none',
};

const OBLIGATIONS: Record<string, Obligation> = {
  'calls upon': 'called-upon',
  'calls upon and allows': 'called-upon',
  requests: 'requested',
  'requires (not Chapter VII)': 'not-chapter-vii',
};

function lookUp<Value>(table: Record<string, Value>, key: string, row: string): Value {
  const value = table[key];
  if (value === undefined) {
    throw new AppError({
      code: 'FACT_UNKNOWN',
      kind: 'invalid',
      message: `Cannot make the regime data: row "${row}" has the unknown value "${key}"`,
      hint: 'Add the value to the table of this script, or correct the row.',
    });
  }
  return value;
}

function instrumentId(row: FactRow): string {
  const resolution = /^UNSCR (\d+) /.exec(row.instrument)?.[1];
  return resolution ? `unscr-${resolution}` : row.id.toLowerCase();
}

function obligationOf(
  row: FactRow,
  correction: Correction | undefined,
): Pick<Measure, 'obligation' | 'obligationBasis'> {
  if (row.check.obligation)
    return { obligation: lookUp(OBLIGATIONS, row.check.obligation, row.id), obligationBasis: 'check' };
  if (row.summary.startsWith('EXEMPTION RULE')) return { obligation: 'exemption-rule', obligationBasis: 'summary' };
  if (correction?.obligation) return { obligation: correction.obligation, obligationBasis: 'summary' };
  return { obligation: 'duty', obligationBasis: 'unmarked' };
}

/** Notes name the search by which a source was found; only the source itself is a fact. */
function withoutSearch(note: string | null): string | null {
  return note?.replace(/ \(find_string ids [\d, ]+\)/, '').replace('the stored copies', 'what was read') ?? null;
}

function measureOf(row: FactRow, correction: Correction | undefined): Measure {
  return {
    id: correction?.id ?? row.id,
    regime: `${row.regime.toLowerCase()}-dprk`,
    instrument: instrumentId(row),
    paragraph: correction?.paragraph === null ? null : row.paragraph,
    family: lookUp(FAMILIES, row.kind, row.id),
    kind: row.kind,
    alsoKinds: row.also_kinds ?? [],
    direction: lookUp(DIRECTIONS, row.direction, row.id),
    summary: row.summary,
    hsCodes: row.hs_codes,
    hsBasis: row.hs_basis,
    cap: row.cap,
    unit: row.unit,
    threshold: row.threshold,
    inForceFrom: row.in_force,
    inForceTo: null,
    status: row.status,
    supersededBy: correction?.supersededBy ?? row.superseded_by,
    exemptions: [...row.exemptions, ...(correction?.addExemptions ?? [])],
    ...obligationOf(row, correction),
    source: row.source_url,
    seenAt: withoutSearch(row.seen_at),
    confidence: row.confidence,
    check: {
      verdict: row.check.verdict,
      seenAt: withoutSearch(row.check.seen_at),
      note: correction?.note ?? withoutSearch(row.check.note),
      partial: row.check.partial,
      printParagraph: row.check.print_paragraph,
      obligation: row.check.obligation ?? null,
      newRow: row.check.new_row ?? false,
    },
    correction: correction?.why ?? null,
  };
}

/** A superseded measure ends on the day before its successor begins; no other end is known from the facts. */
function closeSuperseded(measures: Measure[]): void {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  for (const measure of measures) {
    if (measure.supersededBy === null) continue;
    const successor = byId.get(measure.supersededBy);
    if (!successor) lookUp({}, measure.supersededBy, measure.id);
    else if (measure.status === 'superseded') measure.inForceTo = dayBefore(successor.inForceFrom);
  }
}

function dayBefore(day: string): string {
  const instant = new Date(`${day}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() - 1);
  return instant.toISOString().slice(0, 10);
}

function instrumentsOf(rows: FactRow[]) {
  const instruments = new Map<string, { id: string; regime: string; title: string; from: string; source: string }>();
  for (const row of rows) {
    const id = instrumentId(row);
    const known = instruments.get(id);
    if (!known) {
      const regime = `${row.regime.toLowerCase()}-dprk`;
      instruments.set(id, { id, regime, title: row.instrument, from: row.in_force, source: row.source_url });
    } else if (row.in_force < known.from) known.from = row.in_force;
  }
  return [...instruments.values()];
}

function readJson<Shape>(path: string): Shape {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Shape;
  } catch (cause) {
    throw new AppError({
      code: 'FACTS_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read facts "${basename(path)}": ${messageOf(cause)}`,
      hint: 'Give the path of measures.json; exemptions.json must lie beside it.',
      cause,
    });
  }
}

function main(factsPath: string | undefined): void {
  if (!factsPath) {
    console.error('usage: npx tsx scripts/make-regime-data.ts FACTS/measures.json');
    process.exitCode = 2;
    return;
  }
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../data/regime/dprk');
  const corrections = readJson<Record<string, Correction>>(join(folder, 'corrections.json'));
  const rows = readJson<FactRow[]>(factsPath);
  const texts = readJson<Record<string, string>>(join(dirname(factsPath), 'exemptions.json'));
  const measures = rows.map((row) => measureOf(row, corrections[row.id]));
  closeSuperseded(measures);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
  write('measures.json', measures);
  write('instruments.json', instrumentsOf(rows));
  write(
    'exemptions.json',
    Object.entries(texts).map(([code, text]) => ({ code, text })),
  );
  console.error(`${measures.length} measures, ${Object.keys(texts).length} exemptions`);
}

main(process.argv[2]);
