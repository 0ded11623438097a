import { hullName } from '../track.ts';
import type { VesselEvent } from '../vessel-event.ts';

/** The order in which events are judged and listed: the same whatever the order they were found in. */
export function inOrder(one: VesselEvent, other: VesselEvent): number {
  return (
    one.start.at - other.start.at ||
    one.mmsi - other.mmsi ||
    one.hull - other.hull ||
    compareText(one.watch, other.watch) ||
    (one.other?.mmsi ?? 0) - (other.other?.mmsi ?? 0) ||
    compareText(String(one.details.kind ?? ''), String(other.details.kind ?? ''))
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Events by hull, for the questions that a judgement asks. A pair's event belongs to both of its hulls. */
export class EventIndex {
  readonly all: readonly VesselEvent[];
  readonly #byHull = new Map<string, VesselEvent[]>();

  constructor(events: Iterable<VesselEvent>) {
    this.all = [...events].sort(inOrder);
    for (const event of this.all) {
      this.#file(hullName(event.mmsi, event.hull), event);
      if (event.other) this.#file(hullName(event.other.mmsi, event.other.hull), event);
    }
  }

  /** The hull's events that begin between the instants (both included), in order. */
  of(mmsi: number, hull: number, fromAt: number, toAt: number): VesselEvent[] {
    const events = this.#byHull.get(hullName(mmsi, hull)) ?? [];
    return events.filter(({ start }) => start.at >= fromAt && start.at <= toAt);
  }

  #file(name: string, event: VesselEvent): void {
    const events = this.#byHull.get(name);
    if (events) events.push(event);
    else this.#byHull.set(name, [event]);
  }
}
