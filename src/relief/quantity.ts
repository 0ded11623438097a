/** Exact amounts: whole numbers of the smallest unit of a kind, so that no sum of parts ever drifts. */
export type UnitKind = 'count' | 'mass' | 'volume' | 'length' | 'area' | 'pack';

export interface Amount {
  kind: UnitKind;
  /** Millionths of a piece; micrograms; microlitres; micrometres; square millimetres; millionths of a pack. */
  base: bigint;
  /** Of a pack: its word (`box`, `set`), since a box is no carton. */
  pack?: string;
}

const PIECE = 1_000_000n;
/** Unit words as packing lists write them, with how much of the smallest unit one is. */
const UNITS: readonly (readonly [UnitKind, bigint, string])[] = [
  [
    'count',
    PIECE,
    'piece pieces pc pcs ea each unit units no nos number item items tablet tablets tab tabs capsule capsules 개 개입 대 권 장 벌 자루 정 個 本 台 枚 冊 着 錠 件 个 支 只 把 张 台套 片 辆 頭 head',
  ],
  ['count', 2n * PIECE, 'pair pairs 켤레 쌍 足 双 副'],
  ['count', 12n * PIECE, 'dozen dozens doz 다스 ダース 打'],
  ['count', 144n * PIECE, 'gross'],
  ['mass', 1_000_000n, 'g gram grams gr 그램 グラム 克'],
  ['mass', 1_000n, 'mg milligram milligrams 毫克'],
  ['mass', 1_000_000_000n, 'kg kgs kilo kilos kilogram kilograms 킬로그램 킬로 キログラム キロ 公斤 千克'],
  ['mass', 1_000_000_000_000n, 't mt ton tons tonne tonnes 톤 トン 吨 公吨'],
  ['mass', 453_592_370n, 'lb lbs pound pounds 磅'],
  ['volume', 1_000n, 'ml millilitre millilitres milliliter milliliters cc 毫升'],
  ['volume', 1_000_000n, 'l lt ltr litre litres liter liters 리터 リットル 升'],
  ['volume', 1_000_000_000n, 'm3 m³ cbm 立方米 立方メートル 세제곱미터'],
  ['length', 1_000n, 'mm 毫米'],
  ['length', 10_000n, 'cm 厘米'],
  ['length', 1_000_000n, 'm metre metres meter meters 미터 メートル 米'],
  ['length', 1_000_000_000n, 'km 公里'],
  ['area', 1_000_000n, 'm2 m² sqm 제곱미터 平方米 平方メートル'],
  ['pack', PIECE, 'set sets kit kits 세트 조 키트 セット 套'],
  ['pack', PIECE, 'box boxes bx 상자 박스 箱 盒'],
  ['pack', PIECE, 'carton cartons ctn ctns 카톤 カートン 纸箱'],
  ['pack', PIECE, 'bag bags 포대 마대 袋 包'],
  ['pack', PIECE, 'bottle bottles 병 瓶'],
  ['pack', PIECE, 'roll rolls 롤 卷 巻'],
  ['pack', PIECE, 'drum drums barrel barrels 드럼 桶'],
  ['pack', PIECE, 'pallet pallets'],
  ['pack', PIECE, 'vial vials ampoule ampoules 바이알 앰플'],
];

interface KnownUnit {
  kind: UnitKind;
  factor: bigint;
  pack?: string;
}

const byWord = new Map<string, KnownUnit>();
for (const [kind, factor, words] of UNITS) {
  const [first = '', ...others] = words.split(' ');
  for (const word of [first, ...others])
    byWord.set(word.normalize('NFKC'), kind === 'pack' ? { kind, factor, pack: first } : { kind, factor });
}

/** `box of 100`, `100/box`, `box/100 pcs`: a pack that says what it holds. */
const PACK_OF = /^(?<pack>\p{L}+)\s*(?:of|\/|x|\(|@)\s*(?<held>\d+)\s*(?<unit>\p{L}*)\)?$/u;
const PER_PACK = /^(?<held>\d+)\s*(?<unit>\p{L}*)\s*(?:\/|per)\s*(?<pack>\p{L}+)$/u;
const DECIMAL = /^(\d+)(?:\.(\d{1,6}))?$/;

/** The amount of a number and a unit as written; null when either is not understood. Nothing is guessed. */
export function amountOf(value: string, unit: string): Amount | null {
  const word = unit.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '');
  const known = byWord.get(word) ?? packOf(word);
  const number = DECIMAL.exec(plainNumber(value) ?? '');
  if (!known || !number) return null;
  const [, whole = '0', fraction = ''] = number;
  const millionths = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  const product = millionths * known.factor;
  if (product % 1_000_000n !== 0n) return null;
  const base = product / 1_000_000n;
  return known.pack === undefined ? { kind: known.kind, base } : { kind: known.kind, base, pack: known.pack };
}

/** True when the two can be held against each other: of one kind, packs of one word. */
export function isComparable(one: Amount, other: Amount): boolean {
  return one.kind === other.kind && one.pack === other.pack;
}

const SHOWN: Record<Exclude<UnitKind, 'pack'>, readonly [bigint, string]> = {
  count: [PIECE, 'pieces'],
  mass: [1_000_000_000n, 'kg'],
  volume: [1_000_000n, 'l'],
  length: [1_000_000n, 'm'],
  area: [1_000_000n, 'm²'],
};

/** An amount as people read it: `1200 pieces`, `25.5 kg`. */
export function amountText({ kind, base, pack }: Amount): string {
  const [factor, unit] = kind === 'pack' ? ([PIECE, pack ?? 'pack'] as const) : SHOWN[kind];
  const sign = base < 0n ? '-' : '';
  const size = base < 0n ? -base : base;
  const digits = factor.toString().length - 1;
  const fraction = (size % factor).toString().padStart(digits, '0').replace(/0+$/, '');
  return `${sign}${size / factor}${fraction ? `.${fraction}` : ''} ${unit}`;
}

/** `1,200`, `1 200` and `１２００` as `1200`; null for what is no number, or could be two. */
export function plainNumber(text: string): string | null {
  const folded = text.normalize('NFKC').trim();
  if (/^\d+(\.\d+)?$/.test(folded)) return folded;
  if (/^\d{1,3}([, '’]\d{3})+(\.\d+)?$/.test(folded)) return folded.replace(/[, '’]/g, '');
  return null;
}

function packOf(word: string): KnownUnit | undefined {
  const groups = (PACK_OF.exec(word) ?? PER_PACK.exec(word))?.groups;
  if (!groups || byWord.get(groups.pack ?? '')?.kind !== 'pack') return undefined;
  const held = byWord.get(groups.unit || 'piece');
  if (!held || held.kind === 'pack') return undefined;
  return { kind: held.kind, factor: held.factor * BigInt(groups.held ?? '0') };
}
