import type { Registry, WatchContext } from '../context.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import { segmentId, type Track } from '../track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';

export const LISTED_VESSEL = { id: 'listed-vessel', version: '1' };

export type ListedVesselDetails = { reports: number; entries: number };

/** Days of silence after which an appearance is a new one: ours. */
const ABSENT_SECONDS = 7 * 86_400;
/** How sure it is that the hull is the listed one, by what it was known: ours. */
const CONFIDENCE = { imo: 0.95, mmsi: 0.75, name: 0.6 };

/** Each appearance of a hull that a list names: from when it is heard to when it is not for a week. */
export function listedVesselEvents(tracks: readonly Track[], registry: Registry): VesselEvent<ListedVesselDetails>[] {
  const events: VesselEvent<ListedVesselDetails>[] = [];
  for (const track of tracks) {
    let from = 0;
    for (let i = 1; i <= track.length; i++) {
      if (i < track.length && (track.at[i] ?? 0) - (track.at[i - 1] ?? 0) <= ABSENT_SECONDS) continue;
      const [start, last] = [fixOf(track, from), fixOf(track, i - 1)];
      const { designations } = registry.identityOn(track.vessel, track.hull, last.at);
      if (designations.length > 0)
        events.push({
          watch: LISTED_VESSEL.id,
          mmsi: track.vessel,
          hull: track.hull,
          segmentId: segmentId(track.vessel, track.hull, start.at),
          start,
          end: i < track.length ? last : null,
          details: { reports: i - from, entries: designations.length },
        });
      from = i;
    }
  }
  return events;
}

function fixOf({ at, lat, lon }: Track, i: number) {
  return { at: at[i] ?? 0, lat: (lat[i] ?? 0) / UNITS_PER_DEGREE, lon: (lon[i] ?? 0) / UNITS_PER_DEGREE };
}

export function judgeListedVessel(
  { mmsi, hull, start, end, details }: VesselEvent<ListedVesselDetails>,
  context: WatchContext,
): Judgement | null {
  const at = end?.at ?? start.at + 1;
  const identity = context.registry.identityOn(mmsi, hull, at);
  const designations =
    identity.designations.length > 0
      ? identity.designations
      : context.registry.identityOn(mmsi, hull, start.at).designations;
  const [first] = designations;
  if (!first) return null;
  const by = designations.some((one) => one.by === 'imo')
    ? 'imo'
    : designations.some((one) => one.by === 'mmsi')
      ? 'mmsi'
      : 'name';
  const words = { imo: 'IMO number', mmsi: 'MMSI', name: 'name and call sign' }[by];
  const other = identity.shipName && identity.shipName !== first.name ? `, under the name ${identity.shipName}` : '';
  return {
    confidence: CONFIDENCE[by],
    explanation: `A ship that ${designations.length === 1 ? `the list ${first.list} names` : `${designations.length} entries of lists name`} (${first.name}) was heard${other}: ${details.reports} reports. It was known by its ${words}.`,
    measures: [...new Set(designations.flatMap(({ measures }) => measures))],
    missing:
      by === 'imo'
        ? ['Where does it go, and will a port be asked to receive it?']
        : [
            'Is it the listed hull? Its IMO number would say.',
            'Where does it go, and will a port be asked to receive it?',
          ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: { [`known by its ${words}`]: CONFIDENCE[by] },
  };
}
