import type { WatchContext } from '../context.ts';
import { DPRK_WATERS, type DprkWaters } from '../places/dprk-waters.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, fixAt, shipGroup } from './read-track.ts';
import { hoursInWords, LEAST_CONFIDENCE, Weighing } from './weigh.ts';

/** Two reports inside make an entry, two outside an exit: bad fixes near a border come alone. Ours. */
const BELIEVED = 2;
/** After a longer silence inside nothing is known of where the ship was: the gap watch's own 6 hours. */
const MOST_SILENT_SECONDS = 6 * 3600;

export type ZoneEntryDetails = { zone: string; reports: number; hours: number };

interface ZoneState {
  outside: number;
  start: Fix | null;
  last: Fix | null;
  reports: number;
}

const NOWHERE: ZoneState = { outside: 0, start: null, last: null, reports: 0 };

/** Entries into the waters of the DPRK, approximate as they are. */
export function zoneEntryWatch(waters: DprkWaters): TrackWatch<ZoneState, ZoneEntryDetails> {
  return {
    id: 'zone-entry',
    version: '2',
    lookBackHours: 0,
    start: () => ({ ...NOWHERE }),
    push(state, track, i, emit) {
      const at = track.at[i] ?? 0;
      if (state.last && at - state.last.at > MOST_SILENT_SECONDS) leave(state, track, emit);
      if (waters.has((track.lat[i] ?? 0) / UNITS_PER_DEGREE, (track.lon[i] ?? 0) / UNITS_PER_DEGREE)) {
        state.outside = 0;
        state.start ??= fixAt(track, i);
        state.last = fixAt(track, i);
        state.reports++;
      } else if (state.last && (state.reports < BELIEVED || ++state.outside >= BELIEVED)) leave(state, track, emit);
    },
    underWay(state, track, _untilAt, emit) {
      close(state, track, emit, true);
    },
    judge,
  };
}

function leave(state: ZoneState, track: Track, emit: Emit<ZoneEntryDetails>): void {
  close(state, track, emit, false);
  Object.assign(state, NOWHERE);
}

function close({ start, last, reports }: ZoneState, track: Track, emit: Emit<ZoneEntryDetails>, goesOn: boolean): void {
  if (!start || !last || reports < BELIEVED) return;
  emit({
    ...eventOf(track, 'zone-entry', start),
    end: goesOn ? null : last,
    details: { zone: DPRK_WATERS, reports, hours: (last.at - start.at) / 3600 },
  });
}

function judge(
  { mmsi, hull, start, end, details }: VesselEvent<ZoneEntryDetails>,
  context: WatchContext,
): Judgement | null {
  const { flag, shipType, designations } = context.registry.identityOn(mmsi, hull, start.at);
  const group = shipGroup(shipType);
  if (flag === 'KP') return null;
  const untilAt = end?.at ?? start.at + details.hours * 3600;
  const silent = context.eventsOf(mmsi, hull, start.at, untilAt + 3600).some(({ watch }) => watch === 'gap');
  const called = context
    .eventsOf(mmsi, hull, start.at - 3600, untilAt + 3600)
    .some(({ watch, details: { country } }) => watch === 'port-call' && country === 'KP');
  const weighing = new Weighing(0.15)
    .add('a tanker or cargo ship', 0.15, group === 'tanker' || group === 'cargo')
    .add('it fell silent there', 0.2, silent)
    .add('it called at a port there', 0.2, called)
    .add('a list names the hull', 0.3, designations.length > 0)
    .add(
      'a fishing boat, service craft or passenger ship',
      -0.15,
      group === 'fishing' || group === 'service' || group === 'passenger',
    );
  if (weighing.confidence < LEAST_CONFIDENCE) return null;
  return {
    confidence: weighing.confidence,
    explanation: `A ship of another flag${flag ? ` (${flag})` : ''} was within about 12 nautical miles of the DPRK's coast for ${hoursInWords(untilAt - start.at)} (${details.reports} reports).${weighing.inWords}`,
    measures: [...(silent ? ['UN-2397-13'] : []), ...(called ? ['JP-PORTS', 'KR-180DAY'] : [])],
    missing: [
      'Where did it go there, and why? Being there breaks no measure by itself.',
      'Was it in innocent passage?',
      ...(silent ? ['Is it owned, controlled, chartered or operated from the DPRK?'] : []),
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
