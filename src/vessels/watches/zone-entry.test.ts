import { describe, expect, it } from 'vitest';
import { loadSeaFacts } from '../edge/sea-data.ts';
import { type AnyTrackWatch, eventsOfTrack } from '../engine/run-watches.ts';
import { contextOf, DESIGNATION, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT, type Seen, trackOf } from '../fixtures/invented-track.ts';
import { zoneEntryWatch } from './zone-entry.ts';

const watch = zoneEntryWatch(loadSeaFacts().waters) as unknown as AnyTrackWatch;
/** Off Chongjin, by kilometres from the coast. */
const off = (hour: number, km: number): Seen => ({ hour, lat: 41.7, lon: 129.85 + km / 83, courseDegrees: 270 });
const inAndOut = [60, 45, 30, 15, 10, 8, 10, 15, 30, 45, 60].map((km, k) => off(k, km));

const quiet = {
  watch: 'gap',
  mmsi: 351_990_001,
  hull: 0,
  segmentId: '',
  start: { at: BEGIN_AT + 5 * 3600, lat: 0, lon: 0 },
  end: null,
  details: { hours: 20 },
};

const entries = (rows: readonly Seen[]) => eventsOfTrack([watch], trackOf(rows), BEGIN_AT + 40 * 3600);
const judged = (told: Told) => {
  const [entry] = entries(inAndOut);
  return entry ? watch.judge(entry, contextOf(told)) : null;
};

describe('the watch over the waters of the DPRK', () => {
  it('sees an entry of two reports and more, to the exit, and one that goes on', () => {
    const [entry, ...none] = entries(inAndOut);
    expect(none).toEqual([]);
    expect(entry?.details.reports).toBeGreaterThanOrEqual(4);
    expect(entry?.end).not.toBeNull();
    expect(entries(inAndOut.slice(0, 6))[0]?.end).toBeNull();
  });

  it('sees none far off, nor in a single stray report', () => {
    expect(entries([80, 70, 60, 70].map((km, k) => off(k, km)))).toEqual([]);
    expect(entries([45, 40, 15, 40, 45, 50].map((km, k) => off(k, km)))).toEqual([]);
  });

  it('does not take a silence for presence, nor stray reports apart for an entry', () => {
    const long = [...inAndOut.slice(0, 5), off(5, 10), off(5 + 480, 10), off(486, 15), off(487, 40), off(488, 60)];
    const stays = entries(long).map(({ details }) => Number(details.hours));
    expect(stays).toHaveLength(2);
    expect(Math.max(...stays)).toBeLessThan(3);
    expect(entries([60, 40, 15, 40, 15, 40, 60].map((km, k) => off(k, km)))).toEqual([]);
  });

  it('names AIS where it fell silent, port entry where it called, and nothing for being there', () => {
    const listed = { identities: { 351990001: { designations: [DESIGNATION], shipType: 70 } } };
    const call = { ...quiet, watch: 'port-call', details: { country: 'KP' } };
    expect(judged(listed)?.measures).toEqual([]);
    expect(judged({ ...listed, events: [quiet] })?.measures).toEqual(['UN-2397-13']);
    expect(judged({ ...listed, events: [call] })?.measures).toEqual(['JP-PORTS', 'KR-180DAY']);
  });

  it('is a finding for one that falls silent there, and none for one that passes or is at home', () => {
    expect(judged({ events: [quiet] })?.confidence).toBeGreaterThanOrEqual(0.45);
    expect(judged({})).toBeNull();
    expect(judged({ events: [quiet], identities: { 351990001: { flag: 'KP' } } })).toBeNull();
  });
});
