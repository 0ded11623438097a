import { nationalityCode } from '../../parties/nationality.ts';
import type { ListReader, ListSink } from '../list-reader.ts';
import { cleanLine } from '../reading/clean-text.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { PartyDraft } from '../reading/party-draft.ts';
import { readWorkbook } from '../reading/read-workbook.ts';
import { holdsTable, type TablePlan, type TableRow, tablesIn } from '../reading/sheet-table.ts';
import { keyPart, UniqueKeys } from '../reading/unique-keys.ts';

const PLAN: TablePlan = {
  columns: {
    number: /^no\.?$/,
    country: /countryorregion|^国名/,
    name: /companyororganization|^企業名/,
    alias: /alsoknownas|^別名/,
    weapons: /typeofwmd|^懸念区分/,
    conventional: /conventionalweapons|^通常兵器/,
  },
  anchors: ['country', 'name'],
  required: ['country', 'name', 'weapons'],
};
/** Names in the list have up to about 200 characters; the pattern below is not run on more. */
const LONGEST_NAME = 400;
const CJK_IN_BRACKETS =
  /[（(]\s*((?:[^()（）]|[（(][^()（）]*[)）])*[\u3040-\u30ff\u2e80-\u9fff](?:[^()（）]|[（(][^()（）]*[)）])*)[)）]\s*$/;

/**
 * Japan's Foreign End User List (Ministry of Economy, Trade and Industry), a spreadsheet of one sheet. It has no
 * reference of its own and its numbers shift every year: the key is country and name (`kp-air-koryo`). The
 * programmes are the weapons of concern as the list codes them: B, C, M, N, and CW for conventional ones.
 */
export const jpMetiEulXlsx: ListReader = {
  format: 'jp-meti-eul-xlsx',
  title: "Japan's Foreign End User List",
  recognises: ({ sheets }) => (sheets?.some((sheet) => holdsTable(sheet, PLAN)) ? 'jp-meti-eul' : null),
  async read(file, sink) {
    const tables = tablesIn(await readWorkbook(file), PLAN, file.name, this.title);
    sink.header({ publishedAt: dateInName(file.name) });
    const keys = new UniqueKeys();
    for (const { sheet, table } of tables) for (const row of table.rows) readRow(row, sheet.name, keys, sink);
    await sink.ready();
  },
};

function readRow(row: TableRow, sheet: string, keys: UniqueKeys, sink: ListSink): void {
  const names = namesOf(row.text('name'));
  const country = row.text('country');
  if (names.length === 0 && country === '') return;
  const code = country
    .split('\n')
    .map(nationalityCode)
    .find((found) => found !== null);
  const { key, repeated } = keys.take(
    [code ?? keyPart(country), keyPart(names[0] ?? '')].filter((part) => part !== '').join('-'),
  );
  const draft = new PartyDraft(sink, key, { line: row.line, sheet });
  if (repeated) draft.reject(`"${names[0]}" stands twice under one country`);
  draft.add('name', names[0]);
  draft.add('alias', ...names.slice(1), ...bulletsIn(row.text('alias')).flatMap(namesOf));
  if (code) draft.add('country', code);
  else draft.countries('country', country, 'country');
  const weapons = [row.text('weapons'), row.text('conventional')].filter((text) => text !== '');
  const programmes = weapons.flatMap(codesOf);
  if (weapons.length > 0 && programmes.length === 0)
    draft.reject(`type of weapon "${cleanLine(weapons[0] ?? '')}" has no code`);
  const reason = weapons.map(cleanLine).join('; ');
  draft.push([{ programmes, listedOn: null, ...(reason === '' ? {} : { reason }) }]);
}

/** `Exercise Co.⏎(演習会社)` is a name and its Chinese characters; other brackets belong to the name. */
function namesOf(text: string): string[] {
  const line = cleanLine(text);
  const characters = line.length > LONGEST_NAME ? null : CJK_IN_BRACKETS.exec(line);
  const names = characters ? [line.slice(0, characters.index), characters[1] ?? ''] : [line];
  return names.map(cleanLine).filter((name) => name !== '');
}

/** Names behind `・`; a line without it goes on with the one before, unless brackets enclose it. */
function bulletsIn(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split('\n')) {
    const last = names.at(-1);
    if (last === undefined || line.startsWith('・') || line.startsWith('･')) names.push(line.replace(/^[・･]\s*/, ''));
    else names[names.length - 1] = `${last} ${line}`;
  }
  return names;
}

/** `ミサイル、核⏎M、N` and `ミサイルM` by their letters, in any width. */
function codesOf(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(/(?<![A-Za-z])(CW|[BCMN])(?![A-Za-z])/g)].map((match) => match[1] ?? '');
}
