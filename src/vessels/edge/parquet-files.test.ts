import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDuck } from '../../store/analytic-engine.ts';
import { positionAt } from '../positions.ts';
import { ReportBatch } from '../report-batch.ts';
import { isParquet, readParquet, writeGeoParquet } from './parquet-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const point = (minute: number, lon: number) => ({
  at: `2026-01-05T00:${String(minute).padStart(2, '0')}:00.000Z`,
  lat: 38.5,
  lon,
  speedKnots: 9.3,
  courseDegrees: null,
});
const track = {
  mmsi: '351990001',
  imo: null,
  segments: [{ segmentId: 'a', points: [point(0, 124.1), point(10, 124.2)] }],
};

async function read(path: string): Promise<ReportBatch> {
  const batch = new ReportBatch();
  await readParquet(path, { batch, name: 'file', source: 0, given: {} }, () => {});
  return batch;
}

describe('Parquet files of positions', () => {
  const path = join(folder, 'track.parquet');

  it('are written as GeoParquet and read back the same', async () => {
    await writeGeoParquet(track, path, true);
    expect(await isParquet(path)).toBe(true);
    const { positions } = await read(path);
    expect(positions.length).toBe(2);
    expect(positionAt(positions, 1)).toMatchObject({
      mmsi: 351_990_001,
      at: Date.UTC(2026, 0, 5, 0, 10) / 1000,
      lat: 38.5,
      lon: 124.2,
      speedKnots: 9.3,
      courseDegrees: null,
    });
    const duck = await openDuck(folder);
    const meta = await duck.connection.runAndReadAll(
      `select decode(key) as key, decode(value) as value from parquet_kv_metadata('${path}') where decode(key) = 'geo'`,
    );
    expect(JSON.parse(String(meta.getRowObjects()[0]?.value))).toMatchObject({
      version: '1.1.0',
      primary_column: 'geometry',
    });
    duck.close();
  });

  it('take the place from the geometry where there is no other', async () => {
    const bare = join(folder, 'bare.parquet');
    const duck = await openDuck(folder);
    await duck.connection.run(
      `copy (select mmsi, timestamp as base_date_time, geometry from read_parquet('${path}')) to '${bare}' (format parquet)`,
    );
    duck.close();
    expect(positionAt((await read(bare)).positions, 0)).toMatchObject({ lat: 38.5, lon: 124.1 });
  });

  it('are refused with a reason when broken or of something else', async () => {
    const broken = join(folder, 'broken.parquet');
    writeFileSync(broken, 'PAR1 and then nothing');
    await expect(read(broken)).rejects.toThrow(/Cannot read/);
    const other = join(folder, 'other.parquet');
    const duck = await openDuck(folder);
    await duck.connection.run(`copy (select 1 as a) to '${other}' (format parquet)`);
    duck.close();
    await expect(read(other)).rejects.toThrow(/no column is known to hold/);
    expect(await isParquet(join(folder, 'nothing'))).toBe(false);
  });
});
