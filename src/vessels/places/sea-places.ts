import type { Topology } from 'topojson-specification';
import type { Place, PlaceNearby, Places } from '../context.ts';
import type { Track } from '../track.ts';
import { CoastDistance } from './coast-distance.ts';
import { DPRK_WATERS, DprkWaters } from './dprk-waters.ts';
import { LandMask } from './land.ts';
import { LearntAnchorages } from './learnt-anchorages.ts';
import { namedPlaces, PlaceFinder } from './named-places.ts';

/** What never changes of the sea: made once a process. */
export interface SeaFacts {
  places: readonly Place[];
  finder: PlaceFinder;
  land: LandMask;
  waters: DprkWaters;
}

const ZONE = {
  id: DPRK_WATERS,
  name: "within 12 nautical miles of the DPRK's coast (approximate)",
  claimedBy: ['KP'],
} as const;
/** A ship lies this far around a harbour's point, over what the point itself is exact to, kilometres. */
const HARBOUR_KM = 4;

/** The topologies are those of `world-atlas`: `land-10m.json` and `countries-10m.json`. */
export function seaFacts(land: Topology, countries: Topology): SeaFacts {
  const places = namedPlaces();
  const coast = (country: string): CoastDistance => new CoastDistance(countries, country);
  return {
    places,
    finder: new PlaceFinder(places),
    land: new LandMask(land),
    waters: new DprkWaters(coast('North Korea'), ['South Korea', 'China', 'Russia'].map(coast)),
  };
}

/** The sea as the watches ask it, with the anchorages that these tracks show. */
export class SeaPlaces implements Places {
  readonly #facts: SeaFacts;
  readonly #learnt: LearntAnchorages;

  /** `hullOf` names the hull behind a track, whatever number it sends. */
  constructor(facts: SeaFacts, tracks: Iterable<Track>, hullOf: (track: Track) => string) {
    this.#facts = facts;
    this.#learnt = new LearntAnchorages(tracks, hullOf);
  }

  nearest(
    lat: number,
    lon: number,
    options: { withinKm: number; kinds?: readonly string[]; country?: string },
  ): PlaceNearby[] {
    return this.#facts.finder.nearest(lat, lon, options);
  }

  zonesAt(lat: number, lon: number): (typeof ZONE)[] {
    return this.#facts.waters.has(lat, lon) ? [ZONE] : [];
  }

  isAnchorage(lat: number, lon: number): boolean {
    if (this.#learnt.isAnchorage(lat, lon)) return true;
    return this.nearest(lat, lon, { withinKm: 15, kinds: ['port', 'anchorage', 'terminal'] }).some(
      ({ place, distanceKm }) => distanceKm <= place.precisionKm + HARBOUR_KM,
    );
  }

  inlandKm(lat: number, lon: number): number {
    return this.#facts.land.inlandKm(lat, lon);
  }
}
