import type { WatchContext } from '../context.ts';
import type { EventIndex } from '../engine/event-index.ts';
import type { SaidByShip } from '../identity/identity-runs.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';
import { shipGroup } from './read-track.ts';
import { isOfInterest, LEAST_CONFIDENCE, Weighing } from './weigh.ts';

export const DRAUGHT = { id: 'draught', version: '1' };

/** Ours: half a metre or a twentieth of the deepest, said within two days after a silence, lingering or encounter. */
const LEAST_METRES = 0.5;
const LEAST_SHARE = 0.05;
const WITHIN_SECONDS = 48 * 3600;
const BESIDE = new Set(['gap', 'loitering', 'encounter']);

export type DraughtDetails = { before: number; after: number; beside: string };

/** A draught that changes at sea: between two said before and after something, with no port call between. */
export function draughtEvents(
  said: ReadonlyMap<number, SaidByShip>,
  events: EventIndex,
): VesselEvent<DraughtDetails>[] {
  const found: VesselEvent<DraughtDetails>[] = [];
  for (const [mmsi, { draughts }] of said) {
    const deepest = Math.max(0, ...draughts.map(({ metres }) => metres));
    for (let k = 1; k < draughts.length; k++) {
      const [before, after] = [draughts[k - 1], draughts[k]];
      if (!before || !after) continue;
      if (Math.abs(after.metres - before.metres) < Math.max(LEAST_METRES, LEAST_SHARE * deepest)) continue;
      const around = events.of(mmsi, 0, before.at - 30 * 86_400, after.at);
      const cause = around.findLast(({ watch, end, start }) => {
        const endAt = end?.at ?? start.at;
        return (
          BESIDE.has(watch) &&
          endAt >= before.at - WITHIN_SECONDS &&
          endAt <= after.at + 3600 &&
          after.at - endAt <= WITHIN_SECONDS
        );
      });
      const inPort = around.some(
        ({ watch, start, end, details }) =>
          watch === 'port-call' &&
          Number(details.visit) >= 2 &&
          (end?.at ?? after.at) >= before.at &&
          start.at <= after.at,
      );
      if (!cause || inPort) continue;
      const { watch: _, details: __, ...where } = cause;
      found.push({
        ...where,
        watch: DRAUGHT.id,
        mmsi,
        hull: 0,
        details: { before: before.metres, after: after.metres, beside: cause.watch },
      });
    }
  }
  return found.map(({ other: _, ...event }) => event);
}

export function judgeDraught(
  { mmsi, hull, start, end, details }: VesselEvent<DraughtDetails>,
  context: WatchContext,
): Judgement | null {
  const { dprkFlag, listed } = isOfInterest(context, mmsi, hull, start.at);
  const group = shipGroup(context.registry.identityOn(mmsi, hull, start.at).shipType);
  const change = details.after - details.before;
  if (
    context.places.isAnchorage(start.lat, start.lon) &&
    (!end || context.places.isAnchorage(end.lat, end.lon)) &&
    !listed &&
    !dprkFlag
  )
    return null;
  const words =
    { gap: 'a silence', loitering: 'lingering at sea', encounter: 'lying beside another ship' }[details.beside] ??
    details.beside;
  const weighing = new Weighing(0.3)
    .add('a tanker or cargo ship', 0.15, group === 'tanker' || group === 'cargo')
    .add('more than two metres', 0.1, Math.abs(change) > 2)
    .add("the DPRK's flag by its MMSI", 0.3, dprkFlag)
    .add('a list names the hull', 0.3, listed);
  if (weighing.confidence < LEAST_CONFIDENCE) return null;
  return {
    confidence: weighing.confidence,
    explanation: `After ${words} it said a draught of ${details.after.toFixed(1)} m, before it ${details.before.toFixed(1)} m, with no port call between: it ${change < 0 ? 'gave off' : 'took on'} cargo, or the number was set late.${weighing.inWords}`,
    measures: ['UN-2375-11', ...(group === 'tanker' ? ['UN-2397-5'] : [])],
    missing: ['When was the number set, and by whom? Crews set it by hand.', 'Where was cargo handled?'],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
