import { UNITS_PER_DEGREE } from '../positions.ts';
import type { SlotRows } from './resample.ts';

/** Metres within which two hulls are in contact: twice what Global Fishing Watch takes for an encounter. */
export const CONTACT_METRES = 1000;
const METRES_PER_UNIT = 1852 / 10_000;
/** A cell is 0.01 degrees high, wide enough for a kilometre at its latitude: a contact is in it or beside it. */
const CELL_UNITS = UNITS_PER_DEGREE / 100;
const COLUMNS = 36_000;
/**
 * Hulls in one cell of one slot from which it is a harbour or an anchorage: there only pairs with a hull of interest are
 * compared, since no other would be judged an encounter. Ours.
 */
const CROWD = 12;

/** Two hulls near each other at a slot. Columns; `one` < `other` as places in the list of tracks. */
export interface Contacts {
  length: number;
  slot: Uint32Array;
  one: Uint32Array;
  other: Uint32Array;
  metres: Uint16Array;
  /** The faster of the two, tenths of a knot. */
  knots10: Uint16Array;
  /** Middle between the two, units. */
  lat: Int32Array;
  lon: Int32Array;
  /** Times that a cell was a crowd. */
  crowds: number;
}

/** Finds all contacts, slot by slot. `ofInterest` says of each hull, by its place in the list of tracks, whether it is (1). */
export function findContacts(rows: SlotRows, ofInterest: Uint8Array): Contacts {
  const contacts = new ContactColumns();
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && rows.slot[to] === rows.slot[from]) to++;
    contactsOfSlot({ rows, ofInterest, contacts }, from, to);
    from = to;
  }
  return contacts;
}

interface Search {
  rows: SlotRows;
  ofInterest: Uint8Array;
  contacts: ContactColumns;
}

function contactsOfSlot(search: Search, from: number, to: number): void {
  if (to - from < 2) return;
  const { rows, contacts } = search;
  const cells = new Map<number, number[]>();
  for (let row = from; row < to; row++) {
    const key = cellOf(rows.lat[row] ?? 0, rows.lon[row] ?? 0);
    const cell = cells.get(key);
    if (cell) cell.push(row);
    else cells.set(key, [row]);
  }
  for (const [key, cell] of cells) {
    if (cell.length >= CROWD) contacts.crowds++;
    if (cell.length > 1) compareWithin(search, cell);
    for (const beside of cellsAfter(key)) {
      const others = cells.get(beside);
      if (others) compareAcross(search, cell, others);
    }
  }
}

function compareWithin({ rows, ofInterest, contacts }: Search, cell: readonly number[]): void {
  const isCrowd = cell.length >= CROWD;
  for (let a = 0; a < cell.length; a++) {
    const one = cell[a] ?? 0;
    const counts = !isCrowd || ofInterest[rows.hull[one] ?? 0] === 1;
    for (let b = a + 1; b < cell.length; b++) {
      const other = cell[b] ?? 0;
      if (counts || ofInterest[rows.hull[other] ?? 0] === 1) compare(rows, one, other, contacts);
    }
  }
}

function compareAcross(
  { rows, ofInterest, contacts }: Search,
  cell: readonly number[],
  others: readonly number[],
): void {
  const isCrowd = cell.length >= CROWD || others.length >= CROWD;
  for (const one of cell) {
    const counts = !isCrowd || ofInterest[rows.hull[one] ?? 0] === 1;
    for (const other of others)
      if (counts || ofInterest[rows.hull[other] ?? 0] === 1) compare(rows, one, other, contacts);
  }
}

/** Those neighbours of a cell that come after it, so that each pair is met once. */
function cellsAfter(key: number): number[] {
  const column = key % COLUMNS;
  const row = key - column;
  const columns = COLUMNS / widthOf(row / COLUMNS / 100 - 90);
  const [right, left] = [(column + 1) % columns, (column + columns - 1) % columns];
  return [row + right, row + COLUMNS + left, row + COLUMNS + column, row + COLUMNS + right];
}

/** Hundredths of a degree that a cell is wide: a kilometre and more, to 80 degrees. */
function widthOf(latDegrees: number): number {
  return Math.abs(latDegrees) > 60 ? 6 : 2;
}

function compare(rows: SlotRows, a: number, b: number, contacts: ContactColumns): void {
  const [latA, latB, lonA, lonB] = [rows.lat[a] ?? 0, rows.lat[b] ?? 0, rows.lon[a] ?? 0, rows.lon[b] ?? 0];
  const north = (latB - latA) * METRES_PER_UNIT;
  if (north > CONTACT_METRES || north < -CONTACT_METRES) return;
  let across = lonB - lonA;
  if (across > 180 * UNITS_PER_DEGREE) across -= 360 * UNITS_PER_DEGREE;
  else if (across < -180 * UNITS_PER_DEGREE) across += 360 * UNITS_PER_DEGREE;
  const east = across * METRES_PER_UNIT * Math.cos((latA / UNITS_PER_DEGREE) * (Math.PI / 180));
  const squared = east * east + north * north;
  if (squared > CONTACT_METRES * CONTACT_METRES) return;
  contacts.add(rows, a, b, Math.sqrt(squared), latA + (latB - latA) / 2, lonA + across / 2);
}

function cellOf(lat: number, lon: number): number {
  const row = Math.floor((lat + 90 * UNITS_PER_DEGREE) / CELL_UNITS);
  const wide = widthOf(row / 100 - 90);
  const column = Math.floor((lon + 180 * UNITS_PER_DEGREE) / (CELL_UNITS * wide));
  return row * COLUMNS + (column % (COLUMNS / wide));
}

class ContactColumns implements Contacts {
  length = 0;
  slot = new Uint32Array(1024);
  one = new Uint32Array(1024);
  other = new Uint32Array(1024);
  metres = new Uint16Array(1024);
  knots10 = new Uint16Array(1024);
  lat = new Int32Array(1024);
  lon = new Int32Array(1024);
  crowds = 0;

  add(rows: SlotRows, a: number, b: number, metres: number, lat: number, lon: number): void {
    if (this.length === this.slot.length) this.#grow();
    const [hullA, hullB] = [rows.hull[a] ?? 0, rows.hull[b] ?? 0];
    const i = this.length++;
    this.slot[i] = rows.slot[a] ?? 0;
    this.one[i] = Math.min(hullA, hullB);
    this.other[i] = Math.max(hullA, hullB);
    this.metres[i] = metres;
    this.knots10[i] = Math.max(rows.knots10[a] ?? 0, rows.knots10[b] ?? 0);
    this.lat[i] = lat;
    this.lon[i] = lon;
  }

  #grow(): void {
    const grown = new ContactColumns();
    const capacity = this.slot.length * 2;
    grown.slot = new Uint32Array(capacity);
    for (const name of ['slot', 'one', 'other'] as const) this[name] = copied(new Uint32Array(capacity), this[name]);
    for (const name of ['metres', 'knots10'] as const) this[name] = copied(new Uint16Array(capacity), this[name]);
    for (const name of ['lat', 'lon'] as const) this[name] = copied(new Int32Array(capacity), this[name]);
  }
}

function copied<Column extends Uint32Array | Uint16Array | Int32Array>(into: Column, from: Column): Column {
  into.set(from as never);
  return into;
}
