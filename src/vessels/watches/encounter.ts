import type { WatchContext } from '../context.ts';
import { type Contacts, findContacts } from '../pairs/contacts.ts';
import { resample, SLOT_SECONDS } from '../pairs/resample.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import { segmentId, type Track } from '../track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';
import { shipGroup } from './read-track.ts';
import { hoursInWords, LEAST_CONFIDENCE, transferAreaAt, Weighing } from './weigh.ts';

export const ENCOUNTER = { id: 'encounter', version: '1' };

/** Miller et al. 2018 and pipe-encounters: 500 m, two hours, under 2 knots, 10 km from a port, runs joined under 4 hours apart. */
const NEAR_METRES = 500;
const LEAST_SECONDS = 2 * 3600;
const MOST_KNOTS = 2;
const JOINED_SECONDS = 4 * 3600;
const PORT_KM = 10;
/** Ours: looser where a ship of interest or a tanker is part of it. */
const LOOSE = { seconds: 3600, knots: 3 };
/** Days before and after in which a port call in the DPRK or a silence speaks of it. */
const BESIDE_SECONDS = 30 * 86_400;

export type EncounterDetails = {
  /** Seconds within 500 m, and within 1 km. */
  nearSeconds: number;
  seconds: number;
  medianMetres: number;
  medianKnots: number;
};

type EncounterEvent = VesselEvent<EncounterDetails>;

interface Run {
  one: number;
  other: number;
  first: number;
  last: number;
  slots: number;
  metres: Sample;
  knots: Sample;
  near: number;
  lat: number;
  lon: number;
}

/** Two hulls side by side for an hour or more. In crowds only with one that `isOfInterest`: listed, or of the DPRK. */
export function encounterEvents(tracks: readonly Track[], isOfInterest: (track: Track) => boolean): EncounterEvent[] {
  const ofInterest = Uint8Array.from(tracks, (track) => (isOfInterest(track) ? 1 : 0));
  return runsOf(findContacts(resample(tracks), ofInterest))
    .filter(({ first, last }) => (last - first) * SLOT_SECONDS >= LOOSE.seconds)
    .flatMap((run) => {
      const [one, other] = [tracks[run.one], tracks[run.other]];
      return one && other && one.vessel !== other.vessel ? [eventOfRun(run, one, other)] : [];
    });
}

function eventOfRun(run: Run, one: Track, other: Track): EncounterEvent {
  const place = { lat: run.lat / run.slots / UNITS_PER_DEGREE, lon: run.lon / run.slots / UNITS_PER_DEGREE };
  const startAt = run.first * SLOT_SECONDS;
  return {
    watch: ENCOUNTER.id,
    mmsi: one.vessel,
    hull: one.hull,
    other: { mmsi: other.vessel, hull: other.hull },
    segmentId: segmentId(one.vessel, one.hull, startAt),
    start: { at: startAt, ...place },
    end: { at: run.last * SLOT_SECONDS, ...place },
    details: {
      nearSeconds: run.near * SLOT_SECONDS,
      seconds: (run.last - run.first) * SLOT_SECONDS,
      medianMetres: run.metres.median,
      medianKnots: run.knots.median,
    },
  };
}

/** Contacts of a pair one slot after another, joined where less than four hours lie between. */
function runsOf(contacts: Contacts): Run[] {
  const open = new Map<number, Run>();
  const done: Run[] = [];
  const { slot, one, other, metres, knots10, lat, lon } = contacts;
  for (let i = 0; i < contacts.length; i++) {
    const key = (one[i] ?? 0) * 4_194_304 + (other[i] ?? 0);
    let run = open.get(key);
    if (run && ((slot[i] ?? 0) - run.last) * SLOT_SECONDS > JOINED_SECONDS) {
      done.push(run);
      run = undefined;
    }
    if (!run) {
      run = {
        one: one[i] ?? 0,
        other: other[i] ?? 0,
        first: slot[i] ?? 0,
        last: 0,
        slots: 0,
        metres: new Sample(),
        knots: new Sample(),
        near: 0,
        lat: 0,
        lon: 0,
      };
      open.set(key, run);
    }
    run.last = slot[i] ?? 0;
    run.slots++;
    run.metres.add(metres[i] ?? 0);
    run.knots.add((knots10[i] ?? 0) / 10);
    run.lat += lat[i] ?? 0;
    run.lon += lon[i] ?? 0;
    if ((metres[i] ?? 0) <= NEAR_METRES) run.near++;
  }
  return [...done, ...open.values()].sort((a, b) => a.first - b.first || a.one - b.one || a.other - b.other);
}

/** Values kept for the median; of longer runs each second, fourth, … value. */
const MOST_KEPT = 64;

/** The median of many values by an even sample of them. */
class Sample {
  #kept: number[] = [];
  #step = 1;
  #seen = 0;

  add(value: number): void {
    if (this.#seen++ % this.#step !== 0) return;
    this.#kept.push(value);
    if (this.#kept.length < MOST_KEPT) return;
    this.#kept = this.#kept.filter((_, at) => at % 2 === 0);
    this.#step *= 2;
  }

  get median(): number {
    const sorted = [...this.#kept].sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}

/** Who meets: what judging and explaining ask of the two ships. */
function meeting({ start, other, mmsi, hull }: EncounterEvent, { registry, places }: WatchContext) {
  const ships = [{ mmsi, hull }, ...(other ? [other] : [])].map((ship) =>
    registry.identityOn(ship.mmsi, ship.hull, start.at),
  );
  const groups = ships.map(({ shipType }) => shipGroup(shipType));
  const inHarbour =
    places.isAnchorage(start.lat, start.lon) ||
    places.nearest(start.lat, start.lon, { withinKm: PORT_KM, kinds: ['port', 'terminal'] }).length > 0;
  return {
    ships,
    groups,
    tankers: groups.filter((group) => group === 'tanker').length,
    dprkFlag: ships.some(({ flag }) => flag === 'KP'),
    listed: ships.some(({ designations }) => designations.length > 0),
    inHarbour,
  };
}

export function encounterExplainedBy(event: EncounterEvent, context: WatchContext): string | null {
  if (!event.other || event.details.medianKnots >= LOOSE.knots) return 'they moved too fast to hand anything over';
  const { ships, groups, tankers, dprkFlag, listed, inHarbour } = meeting(event, context);
  if (groups.every((group) => group === 'fishing')) return 'two fishing boats';
  if (groups.includes('service') || groups.includes('passenger')) return 'one serves ships or carries people';
  if (inHarbour && ships.every(({ flag }) => flag === 'KP')) return 'two ships of the DPRK in a harbour';
  return inHarbour && !listed && !(dprkFlag && tankers > 0) ? 'ships lie there in numbers' : null;
}

export function judgeEncounter(event: EncounterEvent, context: WatchContext): Judgement | null {
  if (encounterExplainedBy(event, context)) return null;
  const { start, end, details } = event;
  const { ships, tankers, dprkFlag, listed, inHarbour } = meeting(event, context);
  const sides = [event, ...(event.other ? [event.other] : [])];
  const visited = sides.some(({ mmsi, hull }) => visitedDprk(context, mmsi, hull, start.at));
  const silent = sides.some(({ mmsi, hull }) => wasSilent(context, mmsi, hull, start.at));
  const isStrict = details.nearSeconds >= LEAST_SECONDS && details.medianKnots < MOST_KNOTS;
  const link = dprkFlag || listed || visited;
  if (!isStrict && !link) return null;
  const draughts = oppositeDraughts(event, context);
  const weighing = new Weighing(isStrict ? 0.3 : 0.15)
    .add("one flies the DPRK's flag by its MMSI", 0.35, dprkFlag)
    .add('a list names one of them', 0.35, listed)
    .add('one was at a port of the DPRK before', 0.3, visited)
    .add('one was silent before', 0.1, silent)
    .add('two tankers', 0.1, tankers === 2)
    .add('one got deeper and the other rose', 0.2, draughts)
    .add('in an area that reports name for transfers', 0.05, transferAreaAt(context, start) !== null)
    .add('in a harbour or at an anchorage', -0.25, inHarbour)
    .add('nothing ties it to the DPRK', -0.3, !link);
  if (weighing.confidence < LEAST_CONFIDENCE) return null;
  const names = ships.map(({ shipName, mmsi }) => shipName ?? `MMSI ${mmsi}`).join(' and ');
  return {
    confidence: weighing.confidence,
    explanation: `${names} lay ${Math.round(details.medianMetres)} m apart for ${hoursInWords((end?.at ?? start.at) - start.at)} at ${details.medianKnots.toFixed(1)} knots.${weighing.inWords}`,
    measures: ['UN-2375-11', ...(tankers > 0 ? ['UN-2397-5'] : []), ...(tankers === 0 && visited ? ['UN-2371-8'] : [])],
    missing: [
      'Was cargo transferred? Draughts before and after, images of hoses, cranes or barges.',
      ...(dprkFlag ? [] : ['Does either ship belong to the DPRK, whatever flag it shows?']),
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}

function visitedDprk(context: WatchContext, mmsi: number, hull: number, at: number): boolean {
  return context
    .eventsOf(mmsi, hull, at - BESIDE_SECONDS, at)
    .some(({ watch, details }) => watch === 'port-call' && details.country === 'KP' && Number(details.visit) >= 2);
}

function wasSilent(context: WatchContext, mmsi: number, hull: number, at: number): boolean {
  return context
    .eventsOf(mmsi, hull, at - 10 * 86_400, at)
    .some(({ watch, details }) => watch === 'gap' && Number(details.hours) >= 12);
}

/** One draught grew and the other shrank by half a metre and more from before to after. */
function oppositeDraughts({ mmsi, hull, other, start, end }: EncounterEvent, { registry }: WatchContext): boolean {
  if (!other) return false;
  const change = (ship: { mmsi: number; hull: number }): number => {
    const before = registry.identityOn(ship.mmsi, ship.hull, start.at).draughtMetres;
    const after = registry.identityOn(ship.mmsi, ship.hull, (end?.at ?? start.at) + 6 * 3600).draughtMetres;
    return before === null || after === null ? 0 : after - before;
  };
  const [one, two] = [change({ mmsi, hull }), change(other)];
  return Math.min(one, two) <= -0.5 && Math.max(one, two) >= 0.5;
}
