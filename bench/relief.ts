import { parseArgs } from 'node:util';
import { aidGoods } from '../src/relief/aid-goods.ts';
import { readApproval } from '../src/relief/approval.ts';
import { checkConsignment } from '../src/relief/consignment.ts';
import { readPackingBytes } from '../src/relief/edge/read-packing-list.ts';

/** A packing list of 5,000 lines, read and held against an approval of 500 items: at most 2 s. EXERCISE goods. */
const LINES = 5000;
const ITEMS = 500;
const { values } = parseArgs({ options: { lines: { type: 'string', default: String(LINES) } } });
const total = Number(values.lines);
const { goods } = aidGoods();

const items = Array.from({ length: ITEMS }, (_, at) => {
  const { names, hsCode } = goods[at % goods.length] ?? { names: { en: ['?'] }, hsCode: '0000' };
  return {
    line: at + 1,
    name: `${names.en[0]} EXERCISE model ${letters(at)}`,
    hsCode,
    quantity: '100000',
    unit: 'pieces',
  };
});
const approval = readApproval({
  format: 'watchkeeper-approval/1',
  id: 'EXERCISE-BENCH',
  authority: 'EXERCISE committee',
  letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
  grantee: 'EXERCISE Aid',
  window: { from: '2026-01-10', to: '2026-10-10' },
  mostShipments: 3,
  route: [],
  items,
  exercise: true,
});
const rows = Array.from({ length: total }, (_, at) => {
  const { names, hsCode } = goods[(at * 7) % goods.length] ?? {
    names: { en: ['?'], ko: ['?'], ja: ['?'], zh: ['?'] },
    hsCode: '',
  };
  const language = (['en', 'ko', 'ja', 'zh'] as const)[at % 4] ?? 'en';
  return `${names[language][0]} EXERCISE ${letters(at)},${hsCode},${(at % 9) + 1},pcs`;
});
const file = new TextEncoder().encode(['Item,HS code,Quantity,Unit', ...rows].join('\n'));

const begin = performance.now();
const list = await readPackingBytes(file, 'bench.csv');
const read = performance.now();
const answer = checkConsignment(
  list.lines,
  { approval, revoked: false, drawn: new Map(), shipments: [] },
  { on: '2026-02-01' },
);
const end = performance.now();
console.log(
  `${list.lines.length} lines against ${ITEMS} items: read ${(read - begin).toFixed(0)} ms, checked ${(end - read).toFixed(0)} ms, together ${(end - begin).toFixed(0)} ms`,
);
console.log(JSON.stringify(answer.counts));
process.exitCode = end - begin <= 2000 || total > LINES ? 0 : 1;

/** A different run of letters for each number. */
function letters(at: number): string {
  return [...String(at)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
}
