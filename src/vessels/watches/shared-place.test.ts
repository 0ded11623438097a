import { describe, expect, it } from 'vitest';
import { BEGIN_AT } from '../fixtures/invented-track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import { judgeSharedPlace, sharedPlaceEvents } from './shared-place.ts';

const circle = (mmsi: number, hour: number, lat = 31.2): VesselEvent => ({
  watch: 'circle',
  mmsi,
  hull: 0,
  segmentId: '',
  start: { at: BEGIN_AT + hour * 3600, lat: 38, lon: 124 },
  end: { at: BEGIN_AT + (hour + 5) * 3600, lat: 38, lon: 124 },
  details: { lat, lon: 121.9 },
});

describe('the watch over shared false places', () => {
  it('joins three ships at one false place within a day into one finding', () => {
    const [shared, ...none] = sharedPlaceEvents([circle(1, 0), circle(2, 3), circle(3, 20), circle(4, 100)]);
    expect(none).toEqual([]);
    expect(shared?.details).toMatchObject({ ships: 3, mmsi: '1, 2, 3', lat: 31.2 });
    expect(shared && judgeSharedPlace(shared).explanation).toMatch(/^3 ships \(MMSI 1, 2, 3\)/);
  });

  it('sees none in two ships, one ship thrice, ships far apart, or a ship that sailed up a river', () => {
    expect(sharedPlaceEvents([circle(1, 0), circle(2, 3)])).toEqual([]);
    expect(sharedPlaceEvents([circle(1, 0), circle(1, 3), circle(1, 6)])).toEqual([]);
    expect(sharedPlaceEvents([circle(1, 0, 30), circle(2, 0, 31), circle(3, 0, 32)])).toEqual([]);
    const sailed = [1, 2, 3].map((mmsi) => ({ ...circle(mmsi, 0), watch: 'on-land', details: { arrived: 'sailed' } }));
    expect(sharedPlaceEvents(sailed)).toEqual([]);
  });
});
