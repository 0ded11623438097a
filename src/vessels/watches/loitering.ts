import { KM_PER_NAUTICAL_MILE } from '../../kernel/geodesy.ts';
import type { WatchContext } from '../context.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, kmBetween, shipGroup } from './read-track.ts';
import { hoursInWords, isOfInterest, LEAST_CONFIDENCE, transferAreaAt, Weighing } from './weigh.ts';

/** Knots below which an hour counts as slow (Global Fishing Watch, slow_threshold). */
const SLOW_KNOTS = 2;
/** Hours from which a run of slow hours is kept: as in reports to regional fisheries organisations. */
const LEAST_HOURS = 4;
/** Kilometres from a port within which waiting is what ships do: ours; Global Fishing Watch leaves out 20 nautical miles from shore. */
const PORT_KM = 15;
const BESIDE_SECONDS = 24 * 3600;
/** Hours of a longer silence are not counted (the gap watch begins there); one that is longer still ends the lingering. Ours. */
const COUNTED_SECONDS = 6 * 3600;
const BRIDGED_SECONDS = 12 * 3600;

export type LoiteringDetails = {
  /** Hours that were heard, silences of more than six left out. */
  hours: number;
  /** The longest time without a report in it. */
  silentHours: number;
  meanKnots: number;
  lat: number;
  lon: number;
  anchoredShare: number;
};

interface LoiteringState {
  segment: number;
  at: number;
  lat: number;
  lon: number;
  /** Number of the hour at hand, and what was made in it. */
  bucket: number;
  km: number;
  hours: number;
  bucketStart: Fix;
  silentSeconds: number;
  run: {
    start: Fix;
    last: Fix;
    km: number;
    hours: number;
    lat: number;
    lon: number;
    reports: number;
    anchored: number;
    silentSeconds: number;
  } | null;
  reports: number;
  anchored: number;
  latSum: number;
  lonSum: number;
}

const NOWHERE: Fix = { at: 0, lat: 0, lon: 0 };

/** One ship that lingers at sea: slow hour after slow hour, as beside another that is not heard. */
export const loiteringWatch: TrackWatch<LoiteringState, LoiteringDetails> = {
  id: 'loitering',
  version: '2',
  lookBackHours: 1,
  start: () => ({
    segment: -1,
    at: 0,
    lat: 0,
    lon: 0,
    bucket: -1,
    km: 0,
    hours: 0,
    bucketStart: NOWHERE,
    silentSeconds: 0,
    run: null,
    reports: 0,
    anchored: 0,
    latSum: 0,
    lonSum: 0,
  }),
  push(state, track, i, emit) {
    const at = track.at[i] ?? 0;
    const lat = track.lat[i] ?? 0;
    const lon = track.lon[i] ?? 0;
    const segment = track.segment[i] ?? 0;
    const bucket = Math.floor(at / 3600);
    const silentSeconds = state.at > 0 ? at - state.at : 0;
    if (segment !== state.segment || silentSeconds > BRIDGED_SECONDS) {
      closeBucket(state, track, emit);
      closeRun(state, track, emit);
      state.segment = segment;
      state.at = 0;
    } else if (bucket !== state.bucket) closeBucket(state, track, emit);
    if (silentSeconds > COUNTED_SECONDS && state.at > 0) {
      const km = kmBetween(state.lat, state.lon, lat, lon);
      if (km / KM_PER_NAUTICAL_MILE / (silentSeconds / 3600) >= SLOW_KNOTS) closeRun(state, track, emit);
      state.silentSeconds = silentSeconds;
      state.at = 0;
    }
    if (state.at > 0) {
      state.km += kmBetween(state.lat, state.lon, lat, lon);
      state.hours += (at - state.at) / 3600;
      state.silentSeconds = Math.max(state.silentSeconds, at - state.at);
    }
    if (bucket !== state.bucket) {
      state.bucket = bucket;
      const from = state.at > 0 ? state : { at, lat, lon };
      state.bucketStart = { at: from.at, lat: from.lat / UNITS_PER_DEGREE, lon: from.lon / UNITS_PER_DEGREE };
    }
    state.at = at;
    state.lat = lat;
    state.lon = lon;
    state.reports++;
    state.latSum += lat;
    state.lonSum += lon;
    const status = track.navStatus[i];
    if (status === 1 || status === 5) state.anchored++;
  },
  underWay(state, track, _untilAt, emit) {
    const now = structuredClone(state);
    closeBucket(now, track, emit);
    closeRun(now, track, emit, true);
  },
  explainedBy,
  judge,
};

type Tracked = Parameters<TrackWatch<LoiteringState, LoiteringDetails>['push']>[1];

function closeBucket(state: LoiteringState, track: Tracked, emit: Emit<LoiteringDetails>): void {
  const { km, hours, reports, anchored, latSum, lonSum, bucketStart } = state;
  if (reports > 0 && hours > 0) {
    if (km / KM_PER_NAUTICAL_MILE / hours < SLOW_KNOTS) {
      state.run ??= {
        start: bucketStart,
        last: bucketStart,
        km: 0,
        hours: 0,
        lat: 0,
        lon: 0,
        reports: 0,
        anchored: 0,
        silentSeconds: 0,
      };
      const { run } = state;
      run.last = { at: state.at, lat: state.lat / UNITS_PER_DEGREE, lon: state.lon / UNITS_PER_DEGREE };
      run.km += km;
      run.hours += hours;
      run.lat += latSum;
      run.lon += lonSum;
      run.reports += reports;
      run.anchored += anchored;
      run.silentSeconds = Math.max(run.silentSeconds, state.silentSeconds);
    } else closeRun(state, track, emit);
  }
  state.km = 0;
  state.hours = 0;
  state.reports = 0;
  state.anchored = 0;
  state.silentSeconds = 0;
  state.latSum = 0;
  state.lonSum = 0;
}

function closeRun(state: LoiteringState, track: Tracked, emit: Emit<LoiteringDetails>, goesOn = false): void {
  const { run } = state;
  state.run = null;
  if (!run || run.hours < LEAST_HOURS) return;
  emit({
    ...eventOf(track, 'loitering', run.start),
    end: goesOn ? null : run.last,
    details: {
      hours: run.hours,
      silentHours: run.silentSeconds / 3600,
      meanKnots: run.km / KM_PER_NAUTICAL_MILE / run.hours,
      lat: run.lat / run.reports / UNITS_PER_DEGREE,
      lon: run.lon / run.reports / UNITS_PER_DEGREE,
      anchoredShare: run.anchored / run.reports,
    },
  });
}

function explainedBy(
  { mmsi, hull, start, details }: VesselEvent<LoiteringDetails>,
  context: WatchContext,
): string | null {
  const { places, registry } = context;
  const { lat, lon, anchoredShare } = details;
  const [harbour] = places.nearest(lat, lon, { withinKm: PORT_KM, kinds: ['port', 'terminal', 'anchorage'] });
  if (harbour) return `it waited off ${harbour.place.name}`;
  if (anchoredShare > 0.5) return 'it lay at anchor';
  const group = shipGroup(registry.identityOn(mmsi, hull, start.at).shipType);
  if (group === 'fishing' || group === 'service' || group === 'passenger') return 'ships of its type work so';
  const { dprkFlag, listed } = isOfInterest(context, mmsi, hull, start.at);
  return places.isAnchorage(lat, lon) && !listed && !dprkFlag ? 'ships lie there in numbers' : null;
}

function judge(event: VesselEvent<LoiteringDetails>, context: WatchContext): Judgement | null {
  if (explainedBy(event, context)) return null;
  const { start, end, details, mmsi, hull } = event;
  const middle = { at: start.at, lat: details.lat, lon: details.lon };
  const group = shipGroup(context.registry.identityOn(mmsi, hull, start.at).shipType);
  const { dprkFlag, listed } = isOfInterest(context, mmsi, hull, start.at);
  const untilAt = end?.at ?? start.at + details.hours * 3600;
  const area = transferAreaAt(context, middle);
  const draught = draughtChange(event, context, untilAt);
  const gapBeside = context
    .eventsOf(mmsi, hull, start.at - 30 * 86_400, untilAt + BESIDE_SECONDS)
    .some(
      (other) =>
        other.watch === 'gap' &&
        Number(other.details.hours) >= 12 &&
        (other.end?.at ?? untilAt) > start.at - BESIDE_SECONDS,
    );
  const weighing = new Weighing(0.15)
    .add('a tanker', 0.1, group === 'tanker')
    .add('in an area that reports name for transfers', 0.15, area !== null)
    .add(`its draught changed by ${draught?.toFixed(1)} m`, 0.35, draught !== null && Math.abs(draught) >= 0.5)
    .add('it was silent shortly before or after', 0.15, gapBeside)
    .add("the DPRK's flag by its MMSI", 0.3, dprkFlag)
    .add('a list names the hull', 0.3, listed)
    .add('other ships lie there in numbers', -0.15, context.places.isAnchorage(middle.lat, middle.lon));
  if (weighing.confidence < LEAST_CONFIDENCE) return null;
  return {
    confidence: weighing.confidence,
    explanation: `The ship was heard lingering at sea for ${hoursInWords(details.hours * 3600)} within ${hoursInWords(untilAt - start.at)} at ${details.meanKnots.toFixed(1)} knots, away from ports and anchorages, as ships do that lie beside another which is not heard; the longest time without a report in it was ${hoursInWords(details.silentHours * 3600)}.${weighing.inWords}`,
    measures: ['UN-2375-11', ...(group === 'tanker' ? ['UN-2397-5'] : [])],
    missing: [
      'Was another ship alongside? A satellite image of that place and time would show it.',
      'Did it wait for a berth, orders, weather or repairs?',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}

/** Metres by which the draught differs from before to within two days after; null where it was not said. */
function draughtChange({ mmsi, hull, start }: VesselEvent, { registry }: WatchContext, untilAt: number): number | null {
  const before = registry.identityOn(mmsi, hull, start.at).draughtMetres;
  const after = registry.identityOn(mmsi, hull, untilAt + 6 * 3600).draughtMetres;
  return before === null || after === null ? null : after - before;
}
