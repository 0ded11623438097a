import type { ListReader, Sheet } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { dateInName } from '../../reading/date-in-name.ts';
import { readWorkbook } from '../../reading/read-workbook.ts';
import { cellText, type TablePlan, tablesIn } from '../../reading/sheet-table.ts';
import { keyPart, UniqueKeys } from '../../reading/unique-keys.ts';
import { isLifted, type MofSheet, readMofRow } from './mof-row.ts';

const PLAN: TablePlan = {
  columns: {
    noticeDate: /^告示日付/,
    number: /^告示番号/,
    japanese: /^日本語表記/,
    english: /^英語表記/,
    weakAlias: /^確定に十分でない別名/,
    previousName: /^(?:旧称|以前の|過去の)/,
    alias: /^(?:別[称名]|確定可能な別名)/,
    title: /^称号/,
    position: /^(?:役職|肩書)/,
    birthDate: /^生年月日/,
    birthPlace: /^出生地/,
    nationality: /^国籍/,
    passport: /^旅券番号/,
    idNumber: /^(?:id番号|身分登録番号|身分証番号)/,
    address: /^(?:住所|所在地|活動地域)/,
    phone: /^電話/,
    unReference: /^国連参照番号/,
    reason: /^(?:指定の根拠|決議1483上の根拠)/,
    notes: /^(?:その他の情報|詳細)/,
  },
  anchors: ['noticeDate'],
  required: ['noticeDate', 'number', 'japanese', 'english'],
};
const LIFTED_SHEET = '【解除】';

/**
 * Japan's list of persons under asset freeze (Ministry of Finance), a spreadsheet with one sheet a programme. Sheets
 * marked as lifted and numbers marked as deleted are passed over. The list has no lasting reference: the key is the
 * sheet's number and the notice's number in it (`14-70`), which moves when a sheet is put in before it.
 */
export const jpMofXlsx: ListReader = {
  format: 'jp-mof-xlsx',
  title: "Japan's list of persons under asset freeze",
  recognises: ({ sheets }) => (sheets?.some((sheet) => headings(sheet).includes('告示日付')) ? 'jp-mof' : null),
  async read(file, sink) {
    const sheets = (await readWorkbook(file)).filter((sheet) => !sheet.name.includes(LIFTED_SHEET));
    const tables = tablesIn(sheets, PLAN, file.name, this.title);
    const lifted = tables.flatMap(({ table }) => table.rows.filter(isLifted)).length;
    sink.header({ publishedAt: dateInName(file.name), notes: { lifted: `${lifted} numbers without a name` } });
    const keys = new UniqueKeys();
    for (const { sheet, table } of tables) {
      const programme = programmeOf(sheet, table.headerLine);
      for (const row of table.rows) readMofRow(row, programme, keys, sink);
      await sink.ready();
    }
  },
};

function headings(sheet: Sheet): string[] {
  return sheet.rows.slice(0, 40).flatMap((row) => row.map((cell) => cellText(cell).replace(/\s+/g, '')));
}

/** What the sheet's name and the title above its table say of all its rows. */
function programmeOf(sheet: Sheet, headerLine: number): MofSheet {
  const above = sheet.rows.slice(0, headerLine - 1).map((row) => cleanLine(row.map(cellText).join(' ')));
  const act = above.filter((line) => line !== '' && !line.startsWith('（注')).join('');
  const name = sheet.name.trim();
  const persons = /個人/.test(name) || (/個人/.test(act) && !/団体/.test(`${name}${act}`));
  const entities = /団体|銀行/.test(name) || (/団体/.test(act) && !/個人/.test(`${name}${act}`));
  return {
    name: sheet.name,
    number: /^\s*(\d+)/.exec(name.normalize('NFKC'))?.[1] ?? keyPart(name),
    programme: cleanLine(name.replace(/^\s*[\d０-９]+[.．]\s*/, '')),
    act,
    holds: persons && !entities ? 'persons' : entities && !persons ? 'entities' : 'both',
  };
}
