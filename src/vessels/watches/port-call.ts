import type { Place, WatchContext } from '../context.ts';
import type { PlaceFinder } from '../places/named-places.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, fixAt, kmBetween, shipGroup } from './read-track.ts';
import { hoursInWords, Weighing } from './weigh.ts';

/** Global Fishing Watch's anchorages: a visit begins 3 km from the port's point and ends at 4; a gap counts from 4 hours. */
const ENTRY_KM = 3;
const EXIT_KM = 4;
const GAP_SECONDS = 4 * 3600;
/** Tenths of a knot: a stop begins below 0.2 knots; half a knot is what swings at a berth. */
const STOPPED_SOG = 5;
/** Confidence of Global Fishing Watch's port visits, 1 to 4, as ours. */
const CONFIDENCES = [0, 0.35, 0.55, 0.7, 0.85];

const PER_DEGREE = 10;
const COLUMNS = 360 * PER_DEGREE;

export type PortCallDetails = {
  portId: string;
  port: string;
  country: string | null;
  visit: number;
  stopped: boolean;
  silent: boolean;
};

interface PortCallState {
  port: { id: string; name: string; country: string | null; lat: number; lon: number; km: number } | null;
  entered: Fix | null;
  /** True when it was seen to come in; false when its track begins inside or after a silence. */
  seenEntering: boolean;
  stoppedSince: number;
  stopped: boolean;
  silent: boolean;
  lastAt: number;
  last: Fix | null;
}

/** Visits of ports, with hysteresis; those of the DPRK become findings. */
export function portCallWatch(
  places: readonly Place[],
  finder: PlaceFinder,
): TrackWatch<PortCallState, PortCallDetails> {
  const near = cellsWithPorts(places);
  return {
    id: 'port-call',
    version: '1',
    lookBackHours: 1,
    start: () => ({
      port: null,
      entered: null,
      seenEntering: false,
      stoppedSince: 0,
      stopped: false,
      silent: false,
      lastAt: 0,
      last: null,
    }),
    push(state, track, i, emit) {
      const lat = track.lat[i] ?? 0;
      const lon = track.lon[i] ?? 0;
      if (state.port) inPort(state, track, i, emit);
      else if (near[cellOf(lat, lon)] === 1) enterIfNear(state, track, i, finder);
      state.lastAt = track.at[i] ?? 0;
    },
    underWay(state, track, _untilAt, emit) {
      if (state.port && state.entered) emitVisit(state, track, null, emit);
    },
    judge,
  };
}

function enterIfNear(state: PortCallState, track: Track, i: number, finder: PlaceFinder): void {
  const fix = fixAt(track, i);
  const [found] = finder.nearest(fix.lat, fix.lon, { withinKm: 12, kinds: ['port', 'terminal'] });
  if (!found || found.distanceKm > ENTRY_KM + found.place.precisionKm) return;
  const { id, name, country, lat, lon, precisionKm } = found.place;
  state.port = {
    id,
    name,
    country,
    lat: lat * UNITS_PER_DEGREE,
    lon: lon * UNITS_PER_DEGREE,
    km: EXIT_KM + precisionKm,
  };
  state.entered = fix;
  state.seenEntering = state.lastAt > 0 && fix.at - state.lastAt < GAP_SECONDS;
  state.stoppedSince = 0;
  state.stopped = false;
  state.silent = false;
  state.last = fix;
}

function inPort(state: PortCallState, track: Track, i: number, emit: Emit<PortCallDetails>): void {
  const { port } = state;
  const at = track.at[i] ?? 0;
  if (!port) return;
  if (at - state.lastAt > GAP_SECONDS) state.silent = true;
  if (kmBetween(port.lat, port.lon, track.lat[i] ?? 0, track.lon[i] ?? 0) > port.km) {
    emitVisit(
      state,
      track,
      at - state.lastAt < GAP_SECONDS ? fixAt(track, i) : state.last,
      emit,
      at - state.lastAt < GAP_SECONDS,
    );
    state.port = null;
    state.entered = null;
    return;
  }
  if ((track.sog[i] ?? 1023) <= STOPPED_SOG) {
    if (state.stoppedSince === 0) state.stoppedSince = at;
    else if (at - state.stoppedSince > 600) state.stopped = true;
  } else state.stoppedSince = 0;
  state.last = fixAt(track, i);
}

function emitVisit(
  state: PortCallState,
  track: Track,
  end: Fix | null,
  emit: Emit<PortCallDetails>,
  seenLeaving = false,
): void {
  const { port, entered, seenEntering, stopped, silent } = state;
  if (!port || !entered) return;
  const crossings = Number(seenEntering) + Number(seenLeaving);
  const lay = stopped || silent;
  const visit = lay ? 2 + crossings : 1;
  emit({
    ...eventOf(track, 'port-call', entered),
    end,
    details: { portId: port.id, port: port.name, country: port.country, visit, stopped, silent },
  });
}

function judge(event: VesselEvent<PortCallDetails>, context: WatchContext): Judgement | null {
  const { mmsi, hull, start, end, details } = event;
  const identity = context.registry.identityOn(mmsi, hull, start.at);
  if (details.country !== 'KP' || identity.flag === 'KP') return null;
  const group = shipGroup(identity.shipType);
  const weighing = new Weighing(CONFIDENCES[details.visit] ?? 0)
    .add('a list names the hull', 0.1, identity.designations.length > 0)
    .add('a fishing boat or service craft', -0.2, group === 'fishing' || group === 'service');
  if (details.visit < 2 || weighing.confidence < 0.4) return null;
  const how = details.stopped ? 'it stopped there' : 'it was silent there';
  return {
    confidence: weighing.confidence,
    explanation: `A ship of another flag${identity.flag ? ` (${identity.flag})` : ''} was at ${details.port} in the DPRK${end ? ` for ${hoursInWords(end.at - start.at)}` : ''}; ${how} (visit confidence ${details.visit} of 4).${weighing.inWords}`,
    measures: [
      'JP-PORTS',
      'KR-180DAY',
      ...(group === 'tanker' ? ['UN-2397-5'] : []),
      ...(group === 'cargo' || group === 'unknown' ? ['UN-2371-8'] : []),
    ],
    missing: [
      'What did it load or unload? Draught before and after, cargo papers, images of the berth.',
      'Did it carry goods that are allowed, or aid under an exemption?',
      'Which ports has it called at since, and do they know?',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}

/** A tenth of a degree each: 1 where a port lies in or beside it, so that the open sea costs one look. */
function cellsWithPorts(places: readonly Place[]): Uint8Array {
  const cells = new Uint8Array(180 * PER_DEGREE * COLUMNS);
  for (const { kind, lat, lon } of places) {
    if (kind !== 'port' && kind !== 'terminal') continue;
    for (let y = -1; y <= 1; y++)
      for (let x = -2; x <= 2; x++)
        cells[cellOf((lat + y / PER_DEGREE) * UNITS_PER_DEGREE, (lon + x / PER_DEGREE) * UNITS_PER_DEGREE)] = 1;
  }
  return cells;
}

function cellOf(lat: number, lon: number): number {
  const row = Math.min(180 * PER_DEGREE - 1, Math.max(0, Math.floor((lat / UNITS_PER_DEGREE + 90) * PER_DEGREE)));
  const column = Math.floor((lon / UNITS_PER_DEGREE + 180) * PER_DEGREE);
  return row * COLUMNS + (((column % COLUMNS) + COLUMNS) % COLUMNS);
}
