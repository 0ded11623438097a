import { nationalityCode } from '../../../parties/nationality.ts';
import type { ListReader, ListSink } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { dateInName } from '../../reading/date-in-name.ts';
import { unreadable } from '../../reading/file-errors.ts';
import { type DraftDesignation, PartyDraft } from '../../reading/party-draft.ts';
import { readJson } from '../../reading/read-json.ts';
import { addPersonParts } from './person-parts.ts';

/** 개인 is a person, 단체 an organisation, 선박 a vessel. */
const SCHEMATA: Readonly<Record<string, string>> = { 개인: 'Person', 단체: 'Organization', 선박: 'Vessel' };
const HANGUL = /[가-힣]/;

interface NameRow {
  /** Row of the file, from 1. */
  at: number;
  source: string;
  key: string;
  name: string;
  /** A country or a programme. */
  about: string;
  type: string;
}

/**
 * The Republic of Korea's list of persons under restriction as rows of names:
 * `{rows: [[source, KF-number, name, country or programme, 개인|단체|선박], …]}`. Rows of one KF-number are one party;
 * the number is the key, and changes when the list is revised. Equal names under two numbers are two parties.
 */
export const krKofiuRowsJson: ListReader = {
  format: 'kr-kofiu-rows-json',
  title: "the Republic of Korea's list of persons under restriction, as rows",
  recognises: ({ head }) => (/^\s*\{\s*"rows"\s*:\s*\[/.test(head) && /"KF-\d+"/.test(head) ? 'kr-kofiu' : null),
  async read(file, sink) {
    const content = await readJson(file, this.title);
    const rows = (content as { rows?: unknown } | null)?.rows;
    if (!Array.isArray(rows)) {
      throw unreadable(file.name, `it has no rows, so it is not ${this.title}`, 'Check which file it is.');
    }
    sink.header({ publishedAt: dateInName(file.name) });
    const parties = new Map<string, NameRow[]>();
    for (const [index, row] of rows.entries()) {
      const read = nameRow(row, index + 1);
      if (typeof read === 'string') sink.reject({ place: {}, reason: `row ${index + 1} ${read}`, severity: 'record' });
      else parties.set(read.key, [...(parties.get(read.key) ?? []), read]);
    }
    for (const [key, names] of parties) pushParty(key, names, sink);
    await sink.ready();
  },
};

/** The row, or what is wrong with it. */
function nameRow(row: unknown, at: number): NameRow | string {
  if (!Array.isArray(row)) return 'is not a list of values';
  const [source = '', key = '', name = '', about = '', type = ''] = row.map((value) => cleanLine(String(value ?? '')));
  if (!/^KF-\d+$/.test(key)) return `has no KF-number: "${key}"`;
  if (name === '') return `has no name for ${key}`;
  return { at, source, key, name, about, type };
}

function pushParty(key: string, rows: NameRow[], sink: ListSink): void {
  const draft = new PartyDraft(sink, key, {});
  const type = rows[0]?.type ?? '';
  draft.schema = SCHEMATA[type] ?? 'Organization';
  if (!SCHEMATA[type]) draft.reject(`type "${type}" is none of ${Object.keys(SCHEMATA).join(', ')}`);
  const [whole, stubs] = [rows.filter((row) => isWhole(row.name)), rows.filter((row) => !isWhole(row.name))];
  const primary = whole.find((row) => !HANGUL.test(row.name)) ?? rows[0];
  draft.add('name', primary?.name);
  draft.add('alias', ...whole.filter((row) => row !== primary).map((row) => row.name));
  for (const stub of stubs) {
    draft.add('weakAlias', stub.name);
    draft.reject(`row ${stub.at} holds half a name: "${stub.name}"`);
  }
  if (draft.schema === 'Person') addPersonParts(draft);
  draft.push([designationOf(draft, rows)]);
}

/** Brackets that do not close are left behind by a parser that lost the rest. */
function isWhole(name: string): boolean {
  return name.split('(').length === name.split(')').length;
}

function designationOf(draft: PartyDraft, rows: NameRow[]): DraftDesignation {
  const programmes = new Set<string>();
  for (const { about, source } of rows) {
    const country = nationalityCode(about);
    if (country) draft.add(draft.schema === 'Person' ? 'nationality' : 'country', country);
    programmes.add(country || about === '' ? source : about);
  }
  return { programmes: [...programmes], listedOn: null };
}
