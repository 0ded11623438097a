import type { Track } from '../track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { TrackWatch } from '../watch.ts';

/** A watch whatever it keeps: the engine carries the state and never looks into it. */
export type AnyTrackWatch = TrackWatch<unknown>;

/** Everything the watches see in a whole track, and what is under way at its end, by watch and in the order of time. */
export function eventsOfTrack(watches: readonly AnyTrackWatch[], track: Track, untilAt: number): VesselEvent[] {
  const events: VesselEvent[] = [];
  const emit = (event: VesselEvent): void => void events.push(event);
  for (const watch of watches) {
    const state = watch.start();
    for (let i = 0; i < track.length; i++) watch.push(state, track, i, emit);
    watch.underWay(state, track, untilAt, emit);
  }
  return events;
}
