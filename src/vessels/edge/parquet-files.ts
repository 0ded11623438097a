import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { openDuck } from '../../store/analytic-engine.ts';
import { PositionRows } from '../readers/position-rows.ts';
import type { TextReaderParts } from '../readers/text-readers.ts';
import type { WrittenTrack } from '../track-formats.ts';

/** True for a file that begins as Parquet does. */
export async function isParquet(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'PAR1';
  } finally {
    await file.close();
  }
}

/**
 * Reads the positions of a Parquet or GeoParquet file by the names of its columns; a point geometry serves where
 * there is no latitude and longitude. Throws AppError (refused).
 */
export async function readParquet(path: string, parts: TextReaderParts, onRow: (row: number) => void): Promise<void> {
  const duck = await openDuck(tmpdir());
  try {
    const from = `read_parquet('${path.replaceAll("'", "''")}')`;
    const described = await duck.connection.runAndReadAll(`describe select * from ${from}`);
    const columns = described
      .getRowObjects()
      .map(({ column_name, column_type }) => ({ name: String(column_name), type: String(column_type) }));
    const names = columns.map(({ name }) => name);
    const geometry = columns.find(
      ({ type, name }) => /^(BLOB|GEOMETRY)/.test(type) && /^(geometry|geom|wkb_geometry)$/i.test(name),
    );
    const needsPoint = geometry && !names.some((name) => /^lat(itude)?$/i.test(name));
    const shown = columns.map(({ name, type }) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      return type === 'BLOB' ? `hex(${quoted})` : `cast(${quoted} as varchar)`;
    });
    const header = needsPoint ? [...names, 'lat', 'lon'] : names;
    const rows = new PositionRows(header, parts);
    const geometryAt = geometry ? names.indexOf(geometry.name) : -1;
    const result = await duck.connection.stream(`select ${shown.join(', ')} from ${from}`);
    let line = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const row of chunk.getRows()) {
        const cells = row.map((cell) => (cell === null ? '' : String(cell)));
        if (needsPoint) cells.push(...pointOf(cells[geometryAt] ?? ''));
        rows.take(++line, cells);
      }
      onRow(line);
    }
    parts.batch.lines = line;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError({
      code: 'PARQUET_BROKEN',
      kind: 'refused',
      message: `Cannot read "${path}": ${messageOf(cause)}`,
      hint: 'The file may be cut off, or hold what DuckDB cannot read. Fetch it again.',
      cause,
    });
  } finally {
    duck.close();
  }
}

/** Latitude and longitude of a point as WKT or as WKB in hex; empty for anything else. */
function pointOf(text: string): [lat: string, lon: string] {
  const words = /^POINT\s*(?:Z|M|ZM)?\s*\(([-\d.eE+]+) ([-\d.eE+]+)/i.exec(text);
  if (words) return [words[2] ?? '', words[1] ?? ''];
  const bytes = Buffer.from(text, 'hex');
  if (bytes.length < 21) return ['', ''];
  const little = bytes[0] === 1;
  const kind = little ? bytes.readUInt32LE(1) : bytes.readUInt32BE(1);
  if (kind % 1000 !== 1) return ['', ''];
  const number = (at: number): string => String(little ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at));
  return [number(13), number(5)];
}

/** Writes a track as GeoParquet 1.1: a row a point, its place as WKB too. */
export async function writeGeoParquet(track: WrittenTrack, out: string, exercise: boolean): Promise<void> {
  const duck = await openDuck(tmpdir());
  try {
    await duck.connection.run(
      'create table point (mmsi varchar, imo varchar, segment_id varchar, timestamp varchar, lat double, lon double, speed_knots double, course_degrees double, exercise boolean, geometry blob)',
    );
    const appender = await duck.connection.createAppender('point');
    for (const { segmentId, points } of track.segments)
      for (const { at, lat, lon, speedKnots, courseDegrees } of points) {
        appender.appendVarchar(track.mmsi);
        if (track.imo === null) appender.appendNull();
        else appender.appendVarchar(track.imo);
        appender.appendVarchar(segmentId);
        appender.appendVarchar(at);
        for (const number of [lat, lon, speedKnots, courseDegrees]) {
          if (number === null) appender.appendNull();
          else appender.appendDouble(number);
        }
        appender.appendBoolean(exercise);
        appender.appendBlob(wkbPoint(lat, lon));
        appender.endRow();
      }
    appender.closeSync();
    const geo = JSON.stringify({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: { geometry: { encoding: 'WKB', geometry_types: ['Point'] } },
    });
    await duck.connection.run(
      `copy (select * replace (cast(timestamp as timestamptz) as timestamp) from point) to '${out.replaceAll("'", "''")}' (format parquet, compression zstd, kv_metadata {geo: '${geo}'})`,
    );
  } finally {
    duck.close();
  }
}

function wkbPoint(lat: number, lon: number): Uint8Array {
  const bytes = Buffer.alloc(21);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32LE(1, 1);
  bytes.writeDoubleLE(lon, 5);
  bytes.writeDoubleLE(lat, 13);
  return bytes;
}
