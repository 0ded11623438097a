import { describe, expect, it } from 'vitest';
import { contextOf } from '../fixtures/invented-context.ts';
import { BEGIN_AT, reports, type Seen, stay } from '../fixtures/invented-track.ts';
import { identityRuns } from '../identity/identity-runs.ts';
import { foldStatics, saidAt } from '../report-batch.ts';
import type { StaticReport } from '../static-report.ts';
import { tracksOf } from '../tracks/tracks-of.ts';
import { identityEvents, judgeIdentity } from './identity.ts';

const [OLD, NEW] = [518_990_001, 457_990_002];
const place = { lat: 29.8, lon: 122.6 };

function says(mmsi: number, hour: number, more: Partial<StaticReport> = {}): StaticReport[] {
  const said = {
    mmsi,
    imo: 4_000_008,
    shipName: 'EXERCISE',
    callSign: null,
    shipType: 80,
    toBow: 90,
    toStern: 15,
    toPort: 8,
    toStarboard: 8,
    draught: null,
    destination: null,
    eta: null,
    source: 1,
    ...more,
  };
  return [saidAt(BEGIN_AT + hour * 3600, said), saidAt(BEGIN_AT + (hour + 1) * 3600, said)];
}

function kinds(rows: readonly Seen[], statics: readonly StaticReport[]) {
  const { tracks } = tracksOf(reports(rows));
  const events = identityEvents(identityRuns(foldStatics(statics)), tracks);
  return events.flatMap((event) => {
    const judgement = judgeIdentity(event, contextOf());
    return judgement ? [[event.details.kind, judgement.confidence] as const] : [];
  });
}

const names = (found: readonly (readonly [string, number])[]) => found.map(([kind]) => kind);

describe('the watch over identities', () => {
  it('sees a hull go on under another number and flag soon after and near by', () => {
    const rows = [...stay({ ...place, mmsi: OLD }, 0, 10), ...stay({ ...place, mmsi: NEW }, 14, 24)];
    expect(names(kinds(rows, [...says(OLD, 1), ...says(NEW, 15, { imo: 4_000_010 })]))).toContain(
      'new-identity-on-old-hull',
    );
  });

  it('does not take a ship that is only heard late, or not long after, for another', () => {
    const early = [...stay({ ...place, mmsi: OLD }, 0, 1), ...stay({ ...place, mmsi: NEW }, 1.2, 24)];
    expect(names(kinds(early, [...says(OLD, 0), ...says(NEW, 2, { imo: 4_000_010 })]))).not.toContain(
      'new-identity-on-old-hull',
    );
    const soon = [...stay({ ...place, mmsi: OLD }, 0, 10), ...stay({ ...place, mmsi: NEW }, 11, 13)];
    expect(names(kinds(soon, [...says(OLD, 1), ...says(NEW, 11, { imo: 4_000_010 })]))).not.toContain(
      'new-identity-on-old-hull',
    );
  });

  it('sees none when the other ship is of another size, far away, or comes weeks later', () => {
    const swap = (lat: number, hour: number, toBow: number) =>
      names(
        kinds(
          [...stay({ ...place, mmsi: OLD }, 0, 10), ...stay({ ...place, lat, mmsi: NEW }, hour, hour + 8)],
          [...says(OLD, 1), ...says(NEW, hour + 1, { imo: 4_000_010, toBow })],
        ),
      );
    expect(swap(29.8, 14, 60)).not.toContain('new-identity-on-old-hull');
    expect(swap(33, 14, 90)).not.toContain('new-identity-on-old-hull');
    expect(swap(29.8, 100, 90)).not.toContain('new-identity-on-old-hull');
  });

  it('sees one IMO number under two MMSIs at once', () => {
    const rows = [...stay({ ...place, mmsi: OLD }, 0, 20), ...stay({ lat: 33, lon: 123, mmsi: NEW }, 0, 20)];
    expect(names(kinds(rows, [...says(OLD, 1), ...says(OLD, 15), ...says(NEW, 2), ...says(NEW, 14)]))).toContain(
      'one-imo-on-two',
    );
  });

  it('sees two ships under one MMSI, and not one whose position jumps once', () => {
    const both = [...stay({ ...place, mmsi: OLD }, 0, 20), ...stay({ lat: 35, lon: 123, mmsi: OLD }, 0.1, 20)];
    expect(names(kinds(both, says(OLD, 1)))).toContain('two-hulls');
    const jump = [...stay({ ...place, mmsi: OLD }, 0, 10), ...stay({ lat: 35, lon: 123, mmsi: OLD }, 10.1, 20)];
    expect(names(kinds(jump, says(OLD, 1)))).not.toContain('two-hulls');
  });

  it('sees an IMO number that changes under one MMSI, and not a slip of a single report', () => {
    const rows = stay({ ...place, mmsi: 351_990_001 }, 0, 20);
    expect(names(kinds(rows, [...says(351_990_001, 1), ...says(351_990_001, 10, { imo: 4_000_010 })]))).toContain(
      'new-imo-under-one-mmsi',
    );
    const slip = says(351_990_001, 10, { imo: 4_000_010 }).slice(0, 1);
    expect(kinds(rows, [...says(351_990_001, 1), ...slip, ...says(351_990_001, 12)])).toEqual([]);
  });
});
