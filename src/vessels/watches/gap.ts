import { angleBetween, bearingDegrees, distanceKm, KM_PER_NAUTICAL_MILE } from '../../kernel/geodesy.ts';
import type { WatchContext } from '../context.ts';
import { DPRK_GATES } from '../places/dprk-gates.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { courseAt, eventOf, fixAt, knotsAt, shipGroup } from './read-track.ts';
import { hoursInWords, isOfInterest, LEAST_CONFIDENCE, transferAreaAt, Weighing } from './weigh.ts';

/** Hours without a report from which a gap is kept: the product table of Global Fishing Watch keeps 6, its rule is 12. */
const KEPT_HOURS = 6;
const LONG_HOURS = 12;
/** Neighbours heard after the start: three within 30 nautical miles in two hours (Windward's advice; numbers ours). */
const NEIGHBOURS = { ships: 3, withinKm: 30 * KM_PER_NAUTICAL_MILE, seconds: 2 * 3600 };
/** Knots at which a ship could have reached a port and come back: ours. */
const SPEED_ASSUMED = 14;
const COURSE_WITHIN_DEGREES = 30;
/** Kilometres from a port of the DPRK within which a gap can have to do with it: a day and a half at 14 knots. */
const REACH_KM = 900;

export type GapDetails = {
  hours: number;
  speedKnots: number | null;
  courseDegrees: number | null;
  impliedKnots: number | null;
  navStatus: number;
  classB: boolean;
};

interface GapState {
  at: number;
  fix: Fix | null;
  speedKnots: number | null;
  courseDegrees: number | null;
  navStatus: number;
  classB: boolean;
}

/** Silence: no report of a hull for hours. Scored by what else was heard there and by what it made possible. */
export const gapWatch: TrackWatch<GapState, GapDetails> = {
  id: 'gap',
  version: '2',
  lookBackHours: 1,
  start: () => ({ at: 0, fix: null, speedKnots: null, courseDegrees: null, navStatus: 15, classB: false }),
  push(state, track, i, emit) {
    const at = track.at[i] ?? 0;
    if (state.at > 0 && at - state.at > KEPT_HOURS * 3600) {
      remember(state, track, i - 1);
      emitGap(state, track, fixAt(track, i), emit);
    }
    state.at = at;
  },
  underWay(state, track, untilAt, emit) {
    if (state.at === 0 || untilAt - state.at <= KEPT_HOURS * 3600 || track.length === 0) return;
    const last = { ...state };
    remember(last, track, track.length - 1);
    emitGap(last, track, null, emit, untilAt);
  },
  explainedBy,
  judge,
};

function remember(state: GapState, track: Track, i: number): void {
  state.fix = fixAt(track, i);
  state.speedKnots = knotsAt(track, i);
  state.courseDegrees = courseAt(track, i);
  state.navStatus = track.navStatus[i] ?? 15;
  state.classB = track.type[i] === 18 || track.type[i] === 19;
}

function emitGap(state: GapState, track: Track, end: Fix | null, emit: Emit<GapDetails>, untilAt = end?.at ?? 0): void {
  const { fix, speedKnots, courseDegrees, navStatus, classB } = state;
  if (!fix) return;
  const hours = (untilAt - fix.at) / 3600;
  const impliedKnots = end && distanceKm(fix.lat, fix.lon, end.lat, end.lon) / KM_PER_NAUTICAL_MILE / hours;
  emit({
    ...eventOf(track, 'gap', fix),
    end,
    details: { hours, speedKnots, courseDegrees, impliedKnots, navStatus, classB },
  });
}

function explainedBy(event: VesselEvent<GapDetails>, context: WatchContext): string | null {
  const { start, mmsi, hull } = event;
  if (context.reception.outage(start.lat, start.lon, start.at)) return 'all ships there fell silent together';
  if (heardAsOtherHull(event, context)) return 'another hull on the number was heard meanwhile';
  if (layStill(event) && !isOfInterest(context, mmsi, hull, start.at).listed) return 'it lay still before and after';
  return null;
}

function judge(event: VesselEvent<GapDetails>, context: WatchContext): Judgement | null {
  if (explainedBy(event, context)) return null;
  const { start, end, details, mmsi, hull } = event;
  const { reception, registry } = context;
  const { dprkFlag, listed } = isOfInterest(context, mmsi, hull, start.at);
  const port = reachablePort(event, context);
  const area = transferAreaAt(context, start);
  const lay = layStill(event);
  const heard = reception.neighboursHeard(start, {
    withinKm: NEIGHBOURS.withinKm,
    untilAt: start.at + NEIGHBOURS.seconds,
    exceptMmsi: mmsi,
  });
  const heading =
    port && details.courseDegrees !== null && (details.speedKnots ?? 0) > 3
      ? angleBetween(details.courseDegrees, bearingDegrees(start.lat, start.lon, port.lat, port.lon)) <=
        COURSE_WITHIN_DEGREES
      : false;
  const changed = draughtChanged(event, context);
  const isLikelyOff = details.hours >= LONG_HOURS && heard >= NEIGHBOURS.ships && (changed || area !== null);
  if (!dprkFlag && !listed && !port && !isLikelyOff) return null;
  const { shipType } = registry.identityOn(mmsi, hull, start.at);
  const group = shipGroup(shipType);
  const weighing = new Weighing(0.15)
    .add('other ships were heard there just after', 0.2, heard >= NEIGHBOURS.ships)
    .add('a port of the DPRK could be reached and left again', 0.15, port !== null)
    .add('its last course led towards the DPRK', 0.15, heading)
    .add('longer than 12 hours', 0.1, details.hours >= LONG_HOURS)
    .add('it was under way', 0.1, (details.speedKnots ?? 0) > 3)
    .add('in an area that reports name for transfers', 0.1, area !== null)
    .add("the DPRK's flag by its MMSI", 0.3, dprkFlag)
    .add('a list names the hull', 0.3, listed)
    .add('its draught changed across the silence', 0.2, changed)
    .add('it lay still before and after', -0.4, lay)
    .add('ships are seldom heard there', -0.3, isSeldomHeard(event, context))
    .add('class B, which is heard badly', -0.15, details.classB)
    .add('no cargo ship or tanker', -0.2, group === 'fishing' || group === 'service' || group === 'passenger')
    .add('it is still silent: it may have left the receivers', -0.1, end === null);
  if (weighing.confidence < LEAST_CONFIDENCE) return null;
  const until = end
    ? `for ${hoursInWords(end.at - start.at)}`
    : `since then (${details.hours.toFixed(0)} hours so far)`;
  return {
    confidence: weighing.confidence,
    explanation: `No report of this ship was received ${until}.${port ? ` In that time it could have called at ${port.name}.` : ''}${weighing.inWords}`,
    measures: ['UN-2397-13', ...(group === 'tanker' && port ? ['UN-2397-5'] : [])],
    missing: [
      'Does another receiver, above all a satellite, have reports of that time?',
      'Where was the ship by satellite images, or by its log?',
      'Did the ship or its flag state explain the silence?',
    ],
    fixes: end ? [start, end] : [start],
    reasons: weighing.reasons,
  };
}

/** Reports that a ship sends in such a time there by what is heard of others: below three a silence says little. Ours. */
const LEAST_EXPECTED = 3;

function isSeldomHeard({ start, details }: VesselEvent<GapDetails>, { reception }: WatchContext): boolean {
  const aDay = reception.reportsPerDay(start.lat, start.lon, !details.classB);
  return aDay !== null && (aDay * Math.min(details.hours, LONG_HOURS)) / 24 < LEAST_EXPECTED;
}

/** Another hull on the MMSI was heard meanwhile: the silence may be that of a wrong parting (pipe-gaps warns of it). */
function heardAsOtherHull({ mmsi, hull, start, end }: VesselEvent, { fixesOf }: WatchContext): boolean {
  const toAt = end ? end.at - 1 : start.at + 30 * 86_400;
  return [0, 1, 2].some((other) => other !== hull && fixesOf(mmsi, other, start.at + 1, toAt).length > 0);
}

/** Moored, at anchor or without speed when it fell silent, and where it was when it was heard again. */
function layStill({ start, end, details }: VesselEvent<GapDetails>): boolean {
  const lay = details.navStatus === 1 || details.navStatus === 5 || (details.speedKnots ?? 9) < 0.5;
  return lay && (!end || distanceKm(start.lat, start.lon, end.lat, end.lon) < 3);
}

/** A port of the DPRK that could be called at between off and on at 14 knots, the one with most time to spare. */
function reachablePort({ start, end, details }: VesselEvent<GapDetails>, { places }: WatchContext) {
  const most = details.hours * SPEED_ASSUMED * KM_PER_NAUTICAL_MILE;
  const ports = places.nearest(start.lat, start.lon, { withinKm: 300, kinds: ['port', 'terminal'], country: 'KP' });
  const far =
    ports.length > 0
      ? ports
      : DPRK_GATES.map((place) => ({ place, distanceKm: distanceKm(start.lat, start.lon, place.lat, place.lon) }));
  let best: { name: string; lat: number; lon: number; spareKm: number } | null = null;
  for (const { place, distanceKm: there } of far) {
    if (there > REACH_KM) continue;
    const back = end ? distanceKm(place.lat, place.lon, end.lat, end.lon) : 0;
    const spareKm = most - there - back;
    if (spareKm > 0 && (!best || spareKm > best.spareKm))
      best = { name: place.name, lat: place.lat, lon: place.lon, spareKm };
  }
  return best;
}

function draughtChanged({ mmsi, hull, start, end }: VesselEvent, { registry }: WatchContext): boolean {
  if (!end) return false;
  const before = registry.identityOn(mmsi, hull, start.at).draughtMetres;
  const after = registry.identityOn(mmsi, hull, end.at + 2 * 3600).draughtMetres;
  return before !== null && after !== null && Math.abs(after - before) >= 0.5;
}
