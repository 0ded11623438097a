import { describe, expect, it } from 'vitest';
import { EventIndex } from '../engine/event-index.ts';
import { contextOf, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT } from '../fixtures/invented-track.ts';
import type { DraughtReport } from '../identity/identity-runs.ts';
import type { EventDetails, VesselEvent } from '../vessel-event.ts';
import { draughtEvents, judgeDraught } from './draught.ts';

const MMSI = 351_990_001;
const at = (hour: number) => BEGIN_AT + hour * 3600;
const event = (watch: string, from: number, to: number, details: EventDetails = {}): VesselEvent => ({
  watch,
  mmsi: MMSI,
  hull: 0,
  segmentId: '',
  start: { at: at(from), lat: 31, lon: 124.5 },
  end: { at: at(to), lat: 31, lon: 124.5 },
  details,
});
const draughts = (...said: [hour: number, metres: number][]): DraughtReport[] =>
  said.map(([hour, metres]) => ({ at: at(hour), metres }));
const seen = (said: DraughtReport[], ...events: VesselEvent[]) =>
  draughtEvents(new Map([[MMSI, { runs: [], draughts: said }]]) as never, new EventIndex(events));
const silence = event('gap', 10, 30, { hours: 20 });

describe('the watch over draughts', () => {
  it('sees another draught after a silence, a lingering or an encounter', () => {
    for (const watch of ['gap', 'loitering', 'encounter']) {
      const [change, ...none] = seen(draughts([5, 11], [32, 7.4]), event(watch, 10, 30));
      expect(none).toEqual([]);
      expect(change?.details).toEqual({ before: 11, after: 7.4, beside: watch });
    }
  });

  it('sees none that is small, without a cause, long after it, or with a port call between', () => {
    expect(seen(draughts([5, 11], [32, 10.7]), silence)).toEqual([]);
    expect(seen(draughts([5, 12], [32, 11.45]), silence)).toEqual([]);
    expect(seen(draughts([5, 11], [32, 7.4]))).toEqual([]);
    expect(seen(draughts([5, 11], [90, 7.4]), silence)).toEqual([]);
    expect(seen(draughts([5, 11], [32, 7.4]), silence, event('port-call', 12, 20, { visit: 3 }))).toEqual([]);
    expect(seen([], silence)).toEqual([]);
  });

  it('is a finding for a cargo ship or tanker at sea, and none at an anchorage', () => {
    const [change] = seen(draughts([5, 11], [32, 7.4]), silence);
    const judged = (told: Told) => (change ? judgeDraught(change, contextOf(told)) : null);
    expect(judged({})?.explanation).toContain('gave off cargo, or the number was set late');
    expect(judged({})?.measures).toEqual(['UN-2375-11', 'UN-2397-5']);
    expect(judged({ anchorage: true })).toBeNull();
    expect(judged({ identities: { [MMSI]: { shipType: 30 } } })?.confidence ?? 0).toBeLessThan(0.5);
  });
});
