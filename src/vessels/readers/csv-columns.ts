import { AppError } from '../../kernel/errors.ts';
import { readShippedJson } from '../../kernel/shipped-data.ts';

const data = readShippedJson<{
  columns: Record<string, string[]>;
  shipTypes: Record<string, number>;
  statuses: Record<string, number>;
  notShips: string[];
}>('vessels/csv-columns.json');

export const SHIP_TYPES: ReadonlyMap<string, number> = new Map(Object.entries(data.shipTypes));
export const STATUSES: ReadonlyMap<string, number> = new Map(Object.entries(data.statuses));
export const NOT_SHIPS: ReadonlySet<string> = new Set(data.notShips);

/** Index of each column that is there, by what it holds. */
export type ColumnPlaces = Readonly<Record<string, number>>;

const NEEDED = ['at', 'lat', 'lon'];

/**
 * Finds what the columns of a position file hold: by `given` (what → the header's own word), else by the names that
 * files are known to use. Throws AppError (refused) when time, place or ship are not among them.
 */
export function columnPlaces(
  header: readonly string[],
  { given, name }: { given: Readonly<Record<string, string>>; name: string },
): ColumnPlaces {
  const refused = (why: string): AppError => notRead(header, why, name);
  const plain = header.map(plainName);
  const places: Record<string, number> = {};
  for (const [what, names] of Object.entries(data.columns)) {
    const wanted = given[what];
    const at = wanted === undefined ? firstOf(plain, names) : plain.indexOf(plainName(wanted));
    if (wanted !== undefined && at < 0) throw refused(`it has no column "${wanted}"`);
    if (at >= 0) places[what] = at;
  }
  const strange = Object.keys(given).find((what) => !(what in data.columns));
  if (strange) throw refused(`"${strange}" is nothing that a column can hold`);
  const missing = [...NEEDED, ...(places.id === undefined ? ['mmsi'] : [])].filter(
    (what) => places[what] === undefined,
  );
  if (missing.length > 0) throw refused(`no column is known to hold ${missing.join(', ')}`);
  return places;
}

function firstOf(plain: readonly string[], names: readonly string[]): number {
  for (const name of names) {
    const at = plain.indexOf(name);
    if (at >= 0) return at;
  }
  return -1;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9/]/g, '');
}

function notRead(header: readonly string[], why: string, name: string): AppError {
  return new AppError({
    code: 'COLUMNS_UNKNOWN',
    kind: 'refused',
    message: `Cannot read positions in "${name}": ${why}`,
    hint: `The columns are ${header.slice(0, 40).join(', ')}. Say which holds what, as in --columns mmsi=Vessel,at=Time,lat=Y,lon=X; known are ${Object.keys(data.columns).join(', ')}.`,
  });
}
