import {
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  UINTEGER,
  USMALLINT,
  UTINYINT,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { COLUMNS, type Positions, type PositionsBuilder } from '../positions.ts';

/** How each column of positions is kept. */
const KEPT: Readonly<Record<(typeof COLUMNS)[number], DuckDBType>> = {
  mmsi: UINTEGER,
  at: UINTEGER,
  lat: INTEGER,
  lon: INTEGER,
  sog: USMALLINT,
  cog: USMALLINT,
  heading: USMALLINT,
  navStatus: UTINYINT,
  type: UTINYINT,
  source: USMALLINT,
};
const TYPES = COLUMNS.map((name) => KEPT[name]);
const CHUNK_ROWS = 2048;

/** The columns as SQL defines them. */
export const POSITION_COLUMNS = COLUMNS.map((name) => `"${name}" ${KEPT[name]}`).join(', ');

/** Appends rows of columns to a table, whole blocks of memory at a time. */
export async function appendPositions(connection: DuckDBConnection, table: string, rows: Positions): Promise<void> {
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(TYPES, CHUNK_ROWS);
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows.length - from);
    chunk.reset();
    for (const [number, name] of COLUMNS.entries()) {
      const { buffer, byteOffset, BYTES_PER_ELEMENT } = rows[name];
      duckdb.copy_data_to_vector(
        duckdb.data_chunk_get_vector(chunk.chunk, number),
        0,
        buffer as ArrayBuffer,
        byteOffset + from * BYTES_PER_ELEMENT,
        count * BYTES_PER_ELEMENT,
      );
    }
    chunk.rowCount = count;
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Runs a query whose columns are those of positions, in that order, and adds its rows. */
export async function readPositions(connection: DuckDBConnection, sql: string, into: PositionsBuilder): Promise<void> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const from = into.length;
    into.reserve(chunk.rowCount);
    for (const [number, name] of COLUMNS.entries()) {
      const { BYTES_PER_ELEMENT } = into[name];
      const bytes = duckdb.vector_get_data(
        duckdb.data_chunk_get_vector(chunk.chunk, number),
        chunk.rowCount * BYTES_PER_ELEMENT,
      );
      const target = into[name];
      new Uint8Array(target.buffer, target.byteOffset + from * BYTES_PER_ELEMENT, bytes.length).set(bytes);
    }
    into.length = from + chunk.rowCount;
  }
}
