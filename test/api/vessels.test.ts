import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { loadReports } from '../../src/vessels/edge/load-reports.ts';
import { runWatches } from '../../src/vessels/edge/run-watches.ts';
import { reportFiles } from '../../src/vessels/edge/store-files.ts';
import { watchesAreDue } from '../../src/vessels/edge/store-runs.ts';
import type { TrackAnswer, VesselAnswer, VesselsAnswer } from '../../src/vessels/edge/vessel-shapes.ts';
import { loadExercise } from './load-exercise.ts';
import { wholeApp } from './whole-app.ts';

describe('ships over HTTP', () => {
  let app: Awaited<ReturnType<typeof wholeApp>>;
  let loaded: Awaited<ReturnType<typeof loadExercise>>;
  beforeAll(async () => {
    app = await wholeApp();
    loaded = await loadExercise(app);
  }, 60_000);
  afterAll(() => app?.close());

  const get = async <Answer>(path: string): Promise<Answer> => (await app.ask(path)).json() as Answer;

  it('keeps the bytes by their hash and says what was taken in', async () => {
    const [file] = await reportFiles(app.database);
    const raw = join(app.home, 'vessels', 'raw', `${file?.sha256}.gz`);
    expect(existsSync(raw)).toBe(true);
    expect(
      createHash('sha256')
        .update(gunzipSync(readFileSync(raw)))
        .digest('hex'),
    ).toBe(file?.sha256);
    expect(file).toMatchObject({ exercise: true, format: 'nmea', name: 'exercise.nmea' });
    expect(file?.positions).toBeGreaterThan(10_000);
  });

  it('shows ships, finds them by name and number, and marks the exercise', async () => {
    const all = await get<VesselsAnswer>('/api/v1/vessels?limit=1000');
    expect(all.total).toBe(all.vessels.length);
    expect(
      all.vessels.every(({ exercise, shipName }) => exercise && (shipName === null || shipName.startsWith('EXERCISE'))),
    ).toBe(true);
    const [one] = all.vessels;
    for (const q of [one?.mmsi, one?.shipName, one?.imo])
      expect(
        (await get<VesselsAnswer>(`/api/v1/vessels?q=${encodeURIComponent(q ?? '')}`)).vessels.map(({ mmsi }) => mmsi),
      ).toContain(one?.mmsi);
    expect((await get<VesselsAnswer>('/api/v1/vessels?found=true')).vessels.every(({ findings }) => findings > 0)).toBe(
      true,
    );
    expect((await get<VesselsAnswer>('/api/v1/vessels?q=nobody')).total).toBe(0);
  });

  it('shows one ship with what it said and its track in segments', async () => {
    const [one] = (await get<VesselsAnswer>('/api/v1/vessels?found=true')).vessels;
    const ship = await get<VesselAnswer>(`/api/v1/vessels/${one?.mmsi}`);
    expect(ship.identities.length).toBeGreaterThan(0);
    const track = await get<TrackAnswer>(`/api/v1/vessels/${one?.mmsi}/track`);
    const points = track.segments.flatMap((segment) => segment.points);
    expect(points.length).toBeGreaterThan(50);
    const half = await get<TrackAnswer>(`/api/v1/vessels/${one?.mmsi}/track?to=2026-01-08T00:00:00Z`);
    expect(half.segments.flatMap((segment) => segment.points).length).toBeLessThan(points.length);
    expect((await app.ask('/api/v1/vessels/999999998')).status).toBe(404);
    expect((await app.ask('/api/v1/vessels/ship')).status).toBe(400);
  });

  it('keeps findings with their measures, marked, and cites the bytes they came from', async () => {
    const { findings } = await get<{ findings: Finding[] }>('/api/v1/findings?limit=200');
    expect(findings).toHaveLength(loaded.runs[0]?.findings.length ?? -1);
    const [file] = await reportFiles(app.database);
    for (const { exercise, explanation, measures, observations } of findings) {
      expect(exercise && explanation.startsWith('EXERCISE')).toBe(true);
      expect(measures.length).toBeGreaterThan(0);
      for (const { sha256 } of observations) expect(sha256).toBe(file?.sha256);
    }
    const measure = await app.ask(`/api/v1/regime/measures/${findings[0]?.measures[0]}`);
    expect(measure.status).toBe(200);
  });

  it('keeps bytes that hold static reports alone', async () => {
    const path = join(app.home, 'static-only.nmea');
    const sentences = [
      '!AIVDM,2,1,9,B,55R3Vn82=ILTQ3KKS>1<D60Dq@E918U<F222221J1`?164vc03S1CCAD,0*2A',
      '!AIVDM,2,2,9,B,`88888888888880,2*76',
    ];
    writeFileSync(path, sentences.join('\n'));
    const { database, home } = app;
    const { file } = await loadReports({
      database,
      home,
      path,
      receivedAt: 1_767_571_200,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(file).toMatchObject({ positions: 0, statics: 1, ships: 1, fromAt: '2026-01-05T00:00:00.000Z' });
    expect(existsSync(join(home, 'vessels', 'raw', `${file.sha256}.gz`))).toBe(true);
    await database`delete from report_file where sha256 = ${file.sha256}`;
  });

  it('knows when the watches are due', async () => {
    expect(await watchesAreDue(app.database)).toBe(false);
    await app.database`update report_file set loaded_at = now() + interval '1 second'`;
    expect(await watchesAreDue(app.database)).toBe(true);
  });

  it('finds the same again, and changes nothing', async () => {
    const [again] = await runWatches({
      database: app.database,
      home: app.home,
      parties: app.screener().parties,
      onStage: () => {},
    });
    expect({ raised: again?.raised, amended: again?.amended, withdrawn: again?.withdrawn }).toEqual({
      raised: 0,
      amended: 0,
      withdrawn: 0,
    });
  });
});
