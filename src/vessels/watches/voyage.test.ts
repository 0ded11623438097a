import { describe, expect, it } from 'vitest';
import { EventIndex } from '../engine/event-index.ts';
import { contextOf } from '../fixtures/invented-context.ts';
import { BEGIN_AT } from '../fixtures/invented-track.ts';
import type { EventDetails, VesselEvent } from '../vessel-event.ts';
import { judgeVoyage, voyageEvents } from './voyage.ts';

const at = (day: number) => ({ at: BEGIN_AT + day * 86_400, lat: 38, lon: 124 });
const event = (
  watch: string,
  fromDay: number,
  toDay: number,
  details: EventDetails,
  mmsi = 351_990_001,
): VesselEvent => ({
  watch,
  mmsi,
  hull: 0,
  segmentId: '',
  start: at(fromDay),
  end: at(toDay),
  details,
});
const call = event('port-call', 0, 2, { country: 'KP', port: 'Nampo', visit: 4 });
const dark = event('gap', 3, 5, { hours: 48 });
const beside = event('encounter', 6, 6.5, {});
const arrival = event('port-call', 8, 9, { country: 'CN', port: 'Lianyungang', visit: 4 });

const stories = (...events: VesselEvent[]) => voyageEvents(new EventIndex(events), () => false);

describe('the watch over voyages', () => {
  it('tells a call in the DPRK and what followed as one story, to the next port', () => {
    const later = event('gap', 12, 14, { hours: 48 });
    const [story, ...none] = stories(call, dark, beside, arrival, later);
    expect(none).toEqual([]);
    expect(story?.details.steps).toBe(
      'at Nampo, then silent for 2.0 days, then beside another ship for 12.0 hours, then at Lianyungang',
    );
    const judgement = story && judgeVoyage(story, contextOf({ identities: { 351990001: { shipType: 70 } } }));
    expect(judgement?.confidence).toBeCloseTo(0.7, 5);
    expect(judgement?.measures).toEqual(['JP-PORTS', 'KR-180DAY', 'UN-2371-8', 'UN-2397-13', 'UN-2375-11']);
  });

  it('tells none without a call, of another ship, of a passage, or when nothing followed', () => {
    expect(stories(dark, beside, arrival)).toEqual([]);
    expect(stories(call)).toEqual([]);
    expect(stories(call, event('gap', 3, 5, { hours: 48 }, 351_990_002))).toEqual([]);
    expect(stories({ ...call, details: { ...call.details, visit: 1 } }, dark)).toEqual([]);
    expect(stories(call, event('gap', 60, 62, { hours: 48 }))).toEqual([]);
    expect(stories(call, event('gap', 3, 3.3, { hours: 7 }))).toEqual([]);
  });

  it('leaves out of the story what context explains away', () => {
    const [story] = voyageEvents(new EventIndex([call, dark, arrival]), ({ watch }) => watch === 'gap');
    expect(story?.details).toMatchObject({ steps: 'at Nampo, then at Lianyungang', silent: false });
    expect(voyageEvents(new EventIndex([call, dark]), ({ watch }) => watch === 'gap')).toEqual([]);
  });

  it('is no finding for a lawful call and the way home', () => {
    const [story] = stories(call, arrival);
    expect(story && judgeVoyage(story, contextOf())).toBeNull();
  });
});
