import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { positionAt } from '../positions.ts';
import { ReportBatch } from '../report-batch.ts';
import { readerFor } from './read-reports.ts';

function read(content: string | Uint8Array, columns: Record<string, string> = {}, pieces = 1_000_000): ReportBatch {
  const batch = new ReportBatch();
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const reader = readerFor(bytes, { batch, name: 'file', sourceOf: () => 3, columns });
  for (let from = 0; from < bytes.length; from += pieces) reader.feed(bytes.subarray(from, from + pieces));
  reader.finish();
  return batch;
}

const MARINE_CADASTRE =
  'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass\n';
const DANISH =
  '# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D\n';

describe('readerFor()', () => {
  it('reads MarineCadastre, in small pieces too', () => {
    const file = `${MARINE_CADASTRE}412990001,2023-01-11T00:00:00,26.09241,-80.04806,8.8,272.7,270.0,EXERCISE,IMO9307839,4LCB4,70,8.0,208.0,30.0,8.0,70.0,A\r\n412990001,2023-01-11T00:01:00,26.09,-80.05,0.0,360.0,511.0,EXERCISE,IMO9307839,4LCB4,70,,208,30,8,70,B`;
    const batch = read(file);
    expect(positionAt(batch.positions, 0)).toEqual({
      mmsi: 412_990_001,
      at: Date.UTC(2023, 0, 11) / 1000,
      lat: 26.09241,
      lon: -80.04806,
      speedKnots: 8.8,
      courseDegrees: 272.7,
      headingDegrees: 270,
      navStatus: 8,
      type: 0,
      source: 3,
    });
    expect(positionAt(batch.positions, 1)).toMatchObject({
      courseDegrees: null,
      headingDegrees: null,
      navStatus: 15,
      type: 18,
    });
    expect(batch.statics).toHaveLength(1);
    expect(batch.statics[0]).toMatchObject({ imo: 9_307_839, shipName: 'EXERCISE', toBow: 208, draught: 8, count: 2 });
    expect(read(file, {}, 7)).toEqual(batch);
  });

  it('reads the Danish authority, and leaves out what is no ship', () => {
    const row = (kind: string, mmsi: number) =>
      `13/12/2021 01:50:59,${kind},${mmsi},55.2685,14.3138,Moored,,6.1,218,218,Unknown,Unknown,EXERCISE,Cargo,,12,90,GPS,4.5,AARHUS,,AIS,70,20,6,6`;
    const batch = read(`${DANISH}${row('Class A', 219_990_001)}\n${row('Base Station', 2_190_001)}\n`);
    expect(positionAt(batch.positions, 0)).toMatchObject({
      at: Date.UTC(2021, 11, 13, 1, 50, 59) / 1000,
      navStatus: 5,
    });
    expect(batch.statics[0]).toMatchObject({
      imo: null,
      callSign: null,
      shipType: 70,
      toBow: 70,
      toStern: 20,
      destination: 'AARHUS',
    });
    expect([...batch.rejectedBy]).toEqual([['not a ship: base station', 1]]);
  });

  it('takes columns by the words that the user gives, and says which are there when it cannot guess', () => {
    const file = 'Boat;When;North;East\n440990001;1673395200;35.1;129.1\n';
    expect(() => read(file)).toThrow(/no column is known to hold at, lat, lon, mmsi/);
    expect(read(file, { mmsi: 'boat', at: 'When', lat: 'North', lon: 'East' }).positions.length).toBe(1);
    expect(() => read(file, { mmsi: 'ship' })).toThrow(/no column "ship"/);
    expect(() => read(file, { speed: 'When' })).toThrow(/nothing that a column can hold/);
  });

  it('counts bad rows by reason and keeps the good ones', () => {
    const rows = [
      '412990001,2023-01-11T00:00:00,26,-80',
      '0,2023-01-11T00:00:00,26,-80',
      '111111111,2023-01-11T00:00:00,26,-80',
      '412990001,yesterday,26,-80',
      '412990001,1923-01-11T00:00:00,26,-80',
      '412990001,2123-01-11T00:00:00,26,-80',
      '412990001,2023-01-11T00:00:00,91,181',
      '412990001,2023-01-11T00:00:00,95,-80',
      'ship,2023-01-11T00:00:00,26,-80',
      `"412990001","2023-01-11 00:00:00","26","-80"`,
    ];
    const batch = read(`MMSI,BaseDateTime,LAT,LON\n${rows.join('\n')}\n${'9'.repeat(70_000)}\n`);
    expect(batch.positions.length).toBe(2);
    expect(Object.fromEntries(batch.rejectedBy)).toEqual({
      'an MMSI that no ship has been given': 2,
      '"yesterday" is no time': 1,
      'a time before 1990': 1,
      'a time in the future': 1,
      'position not available': 1,
      'a position outside the world': 1,
      'an MMSI that is no number of nine digits': 1,
      'a line of more than 65536 bytes': 1,
    });
    expect(batch.rejections[0]).toEqual({ line: 3, reason: 'an MMSI that no ship has been given' });
  });

  it('reads a row that goes on in the next line, and takes a quote that never ends for a letter', () => {
    const row = (name: string) => `412990001,2023-01-11T00:00:00,26,-80,${name}`;
    const header = 'MMSI,BaseDateTime,LAT,LON,VesselName\n';
    const whole = read(`${header}${row('"EXERCISE\nTWO"')}\n${row('THREE')}\n`);
    expect(whole.statics.map(({ shipName }) => shipName)).toEqual(['EXERCISE\nTWO', 'THREE']);
    const broken = read(`${header}${row('"OPEN')}\n${Array(30).fill(row('GOOD')).join('\n')}\n`);
    expect(broken.positions.length).toBe(31);
    expect(broken.rejectedBy.size).toBe(0);
  });

  it('reads times within a day as it reads them whole', () => {
    const times = [
      '2023-01-11T00:00:00',
      '2023-01-11 23:59:59',
      '2023-01-11T24:00:00',
      '2023-01-11T1:00:00',
      '2023-01-12T00:00:01',
    ];
    const rows = times.map((time) => `412990001,${time},26,-80`);
    const together = read(`MMSI,BaseDateTime,LAT,LON\n${rows.join('\n')}\n`);
    const alone = rows.flatMap((row) => {
      const { positions } = read(`MMSI,BaseDateTime,LAT,LON\n${row}\n`);
      return positions.length === 1 ? [positions.at[0]] : [];
    });
    expect([...together.positions.at.subarray(0, together.positions.length)]).toEqual(alone);
    expect(alone).toHaveLength(3);
  });

  it('reads JSON lines as Global Fishing Watch writes them', () => {
    const batch = read(
      '{"ssvid": 263576000, "lat": -23.26, "lon": 97.16, "timestamp": "2015-10-15T02:39:55.000000Z", "speed": 2.3, "course": 267}\nnot json\n',
    );
    expect(positionAt(batch.positions, 0)).toMatchObject({ mmsi: 263_576_000, speedKnots: 2.3, at: 1_444_876_795 });
    expect([...batch.rejectedBy]).toEqual([['a line that is no JSON object', 1]]);
  });

  const files: [string, number][] = [
    ['boat-positions.csv', 22_287],
    ['collision_219021240_232018267.csv', 77],
    ['noaa_test_track.csv', 999],
    ['test_data_noaa_20230101.csv', 1000],
    ['416000000.json', 1668],
    ['263576000.json', 948],
  ];
  it.skipIf(!existsSync(sharedData('ais/boat-positions.csv') ?? '')).each(files)('reads the real %s', (name, rows) => {
    const batch = read(readFileSync(sharedData(`ais/${name}`) ?? ''));
    const rejected = [...batch.rejectedBy.values()].reduce((sum, count) => sum + count, 0);
    expect(batch.positions.length + rejected).toBe(rows);
    expect(batch.positions.length).toBeGreaterThan(rows * 0.95);
  });
});
