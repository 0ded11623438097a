import { distanceKm } from '../../kernel/geodesy.ts';
import { readShippedJson } from '../../kernel/shipped-data.ts';
import { imoNumber } from '../../parties/imo-number.ts';
import type { WatchContext } from '../context.ts';
import { flagOf } from '../flag.ts';
import type { IdentityRun, SaidByShip } from '../identity/identity-runs.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import { segmentId, type Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';
import { Weighing } from './weigh.ts';

/** Registries that closed or struck off ships, by MID, with the source that says so. */
const { registries } = readShippedJson<{ registries: { mid: number; flag: string; why: string }[] }>(
  'vessels/closed-registries.json',
);
const closed = new Map(registries.map((one) => [one.mid, one]));

export type IdentityDetails = { kind: string; said: string; also: string | null; hours: number | null };
type IdentityEvent = VesselEvent<IdentityDetails>;

export const IDENTITY = { id: 'identity', version: '1' };

/** Overlap from which two ships on one number are two, hours; and how near an end and a beginning are one hull's. */
const OVERLAP_HOURS = 1;
const OVERLAP_REPORTS = 10;
const HANDOVER = { hours: 72, km: 60 };
/** Hours for which the one must have been silent, and the data have lasted before the other: else it is only heard late. */
const SURE_HOURS = 6;
/** Metres and share by which the measured size of one hull may differ. */
const SAME_SIZE = { metres: 2, share: 0.05 };

/**
 * What is wrong with the names and numbers that ships say: two hulls on one MMSI, one IMO number on two at once, a hull
 * that goes on under other numbers, numbers whose check digit fails, closed registries, changes of flag.
 */
export function identityEvents(said: ReadonlyMap<number, SaidByShip>, tracks: readonly Track[]): IdentityEvent[] {
  const spans = spansOf(tracks);
  return [
    ...twoHulls(tracks),
    ...oneImoOnTwo(said, spans),
    ...handovers(said, spans),
    ...badNumbers(said, spans),
    ...changesUnderWay(said, spans),
  ];
}

interface Span {
  track: Track;
  first: Fix;
  last: Fix;
}

function spansOf(tracks: readonly Track[]): Map<number, Span> {
  const spans = new Map<number, Span>();
  for (const track of tracks) {
    if (track.length === 0 || track.hull !== 0) continue;
    spans.set(track.vessel, { track, first: fixOf(track, 0), last: fixOf(track, track.length - 1) });
  }
  return spans;
}

function fixOf({ at, lat, lon }: Track, i: number): Fix {
  return { at: at[i] ?? 0, lat: (lat[i] ?? 0) / UNITS_PER_DEGREE, lon: (lon[i] ?? 0) / UNITS_PER_DEGREE };
}

function event(mmsi: number, start: Fix, end: Fix | null, details: IdentityDetails, other?: number): IdentityEvent {
  return {
    watch: IDENTITY.id,
    mmsi,
    hull: 0,
    ...(other === undefined ? {} : { other: { mmsi: other, hull: 0 } }),
    segmentId: segmentId(mmsi, 0, start.at),
    start,
    end,
    details,
  };
}

/** Two hulls heard under one MMSI for an hour and more at once, in turn. */
function twoHulls(tracks: readonly Track[]): IdentityEvent[] {
  const first = new Map(tracks.filter(({ hull }) => hull === 0).map((track) => [track.vessel, track]));
  return tracks.flatMap((track) => {
    const one = first.get(track.vessel);
    if (track.hull === 0 || !one || track.length === 0) return [];
    const [start, end] = [fixOf(track, 0), fixOf(track, track.length - 1)];
    const beside = within(one, start.at, end.at);
    const hours = beside ? (beside.last - beside.first) / 3600 : 0;
    const own = beside && within(track, beside.first, beside.last);
    if (!beside || !own || hours < OVERLAP_HOURS || Math.min(beside.reports, own.reports) < OVERLAP_REPORTS) return [];
    return [
      event(track.vessel, start, end, {
        kind: 'two-hulls',
        said: String(track.vessel),
        also: `hull ${track.hull}`,
        hours,
      }),
    ];
  });
}

/** The track's reports between two instants; null without any. */
function within(
  { at, length }: Track,
  fromAt: number,
  toAt: number,
): { first: number; last: number; reports: number } | null {
  let [first, last, reports] = [0, 0, 0];
  for (let i = 0; i < length && (at[i] ?? 0) <= toAt; i++) {
    const instant = at[i] ?? 0;
    if (instant < fromAt) continue;
    if (reports++ === 0) first = instant;
    last = instant;
  }
  return reports === 0 ? null : { first, last, reports };
}

/** One valid IMO number said under two MMSIs whose reports overlap in time: a clone. */
function oneImoOnTwo(said: ReadonlyMap<number, SaidByShip>, spans: ReadonlyMap<number, Span>): IdentityEvent[] {
  const byImo = new Map<number, IdentityRun[]>();
  for (const { runs } of said.values())
    for (const run of runs)
      if (run.imo && imoNumber(String(run.imo))) byImo.set(run.imo, [...(byImo.get(run.imo) ?? []), run]);
  const events: IdentityEvent[] = [];
  for (const [imo, runs] of byImo) {
    const sorted = [...runs].sort((one, other) => one.fromAt - other.fromAt);
    for (const [k, run] of sorted.entries())
      for (const later of sorted.slice(k + 1)) {
        const hours = (Math.min(run.toAt, later.toAt) - later.fromAt) / 3600;
        const span = spans.get(later.mmsi);
        if (later.mmsi === run.mmsi || hours < OVERLAP_HOURS || !span) continue;
        const start = { ...span.first, at: later.fromAt };
        events.push(
          event(
            later.mmsi,
            start,
            span.last,
            { kind: 'one-imo-on-two', said: String(imo), also: String(run.mmsi), hours },
            run.mmsi,
          ),
        );
      }
  }
  return events;
}

/** A hull that stops being heard under one MMSI, and one of its size that begins near by soon after under another. */
function handovers(said: ReadonlyMap<number, SaidByShip>, spans: ReadonlyMap<number, Span>): IdentityEvent[] {
  const begun = [...spans.values()].sort((one, other) => one.first.at - other.first.at);
  const sureFrom = (begun[0]?.first.at ?? 0) + SURE_HOURS * 3600;
  const silentBefore = Math.max(0, ...begun.map(({ last }) => last.at)) - SURE_HOURS * 3600;
  const events: IdentityEvent[] = [];
  for (const { track, last } of spans.values()) {
    if (last.at > silentBefore) continue;
    const before = said.get(track.vessel)?.runs.at(-1);
    if (!before?.lengthMetres) continue;
    for (const next of begunBetween(begun, Math.max(last.at, sureFrom), last.at + HANDOVER.hours * 3600)) {
      const after = said.get(next.track.vessel)?.runs[0];
      if (!after || next.track.vessel === track.vessel || !sameSize(before, after)) continue;
      if (distanceKm(last.lat, last.lon, next.first.lat, next.first.lon) > HANDOVER.km) continue;
      const kind = after.imo === before.imo && before.imo ? 'reflagged' : 'new-identity-on-old-hull';
      const hours = (next.first.at - last.at) / 3600;
      events.push(
        event(
          track.vessel,
          last,
          next.first,
          { kind, said: nameOf(before), also: nameOf(after), hours },
          next.track.vessel,
        ),
      );
    }
  }
  return events;
}

function begunBetween(begun: readonly Span[], from: number, to: number): Span[] {
  let [low, high] = [0, begun.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((begun[middle]?.first.at ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  const found: Span[] = [];
  for (let k = low; k < begun.length && (begun[k]?.first.at ?? 0) <= to; k++) {
    const span = begun[k];
    if (span) found.push(span);
  }
  return found;
}

function sameSize(one: IdentityRun, other: IdentityRun): boolean {
  const near = (a: number | null, b: number | null): boolean =>
    a !== null && b !== null && Math.abs(a - b) <= Math.max(SAME_SIZE.metres, a * SAME_SIZE.share);
  return near(one.lengthMetres, other.lengthMetres) && near(one.widthMetres, other.widthMetres);
}

function nameOf({ shipName, imo, mmsi }: IdentityRun): string {
  return `${shipName ?? 'no name'}, IMO ${imo ?? 'none'}, MMSI ${mmsi}`;
}

function badNumbers(said: ReadonlyMap<number, SaidByShip>, spans: ReadonlyMap<number, Span>): IdentityEvent[] {
  const events: IdentityEvent[] = [];
  for (const [mmsi, { runs }] of said) {
    const span = spans.get(mmsi);
    if (!span) continue;
    const bad = runs.find(({ imo }) => imo !== null && imo > 0 && !imoNumber(String(imo).padStart(7, '0')));
    if (bad)
      events.push(
        event(mmsi, span.first, span.last, { kind: 'imo-check-digit', said: String(bad.imo), also: null, hours: null }),
      );
    const registry = closed.get(Math.floor(mmsi / 1_000_000));
    if (registry)
      events.push(
        event(mmsi, span.first, span.last, {
          kind: 'closed-registry',
          said: registry.flag,
          also: registry.why,
          hours: null,
        }),
      );
    else if (!flagOf(mmsi))
      events.push(
        event(mmsi, span.first, span.last, {
          kind: 'no-such-flag',
          said: String(mmsi).slice(0, 3),
          also: null,
          hours: null,
        }),
      );
  }
  return events;
}

/** An IMO number that changes under one MMSI; ships that say two in turn are told of once. */
function changesUnderWay(said: ReadonlyMap<number, SaidByShip>, spans: ReadonlyMap<number, Span>): IdentityEvent[] {
  const events: IdentityEvent[] = [];
  for (const [mmsi, { runs }] of said) {
    const span = spans.get(mmsi);
    const told = new Set<string>();
    for (let k = 1; span && k < runs.length; k++) {
      const [before, after] = [runs[k - 1], runs[k]];
      if (!before || !after || before.imo === after.imo || before.imo === null || after.imo === null) continue;
      const both = [before.imo, after.imo].sort().join();
      if (told.has(both)) continue;
      told.add(both);
      const start = { ...span.first, at: after.fromAt };
      events.push(
        event(mmsi, start, null, {
          kind: 'new-imo-under-one-mmsi',
          said: nameOf(before),
          also: nameOf(after),
          hours: null,
        }),
      );
    }
  }
  return events;
}

/** Where each kind starts, and what it means. */
const KINDS: Readonly<Record<string, { start: number; words: (details: IdentityDetails) => string }>> = {
  'two-hulls': {
    start: 0.45,
    words: ({ said, hours }) =>
      `Two ships were heard under the MMSI ${said} for ${hours?.toFixed(0)} hours at once, too far apart to be one.`,
  },
  'one-imo-on-two': {
    start: 0.6,
    words: ({ said, also, hours }) =>
      `The IMO number ${said} was said under this MMSI and under ${also} for ${hours?.toFixed(0)} hours at once; an IMO number belongs to one hull.`,
  },
  'new-identity-on-old-hull': {
    start: 0.4,
    words: ({ said, also, hours }) =>
      `The ship was last heard as ${said}; ${hours?.toFixed(1)} hours later a ship of the same length and width began to be heard near by as ${also}.`,
  },
  reflagged: { start: 0.25, words: ({ said, also }) => `The hull went on under another flag: ${said}, then ${also}.` },
  'imo-check-digit': { start: 0.3, words: ({ said }) => `Its IMO number ${said} is none: the check digit fails.` },
  'closed-registry': { start: 0.3, words: ({ said, also }) => `It shows the flag of ${said} by its MMSI: ${also}.` },
  'no-such-flag': { start: 0.3, words: ({ said }) => `Its MMSI begins with ${said}, which no state has been given.` },
  'new-imo-under-one-mmsi': {
    start: 0.45,
    words: ({ said, also }) => `Under one MMSI its IMO number changed: ${said}, then ${also}.`,
  },
};

export function judgeIdentity(one: IdentityEvent, context: WatchContext): Judgement | null {
  const { details, mmsi, hull, start, end } = one;
  const kind = KINDS[details.kind];
  if (!kind) return null;
  const { flag, designations } = context.registry.identityOn(mmsi, hull, start.at);
  const others = one.other ? context.registry.identityOn(one.other.mmsi, one.other.hull, end?.at ?? start.at) : null;
  const changes = context
    .eventsOf(mmsi, hull, start.at - 365 * 86_400, start.at + 365 * 86_400)
    .filter(
      (event) =>
        event.watch === IDENTITY.id &&
        (event.details.kind === 'reflagged' || event.details.kind === 'new-identity-on-old-hull'),
    );
  const isSwap = details.kind === 'reflagged' || details.kind === 'new-identity-on-old-hull';
  const weighing = new Weighing(kind.start)
    .add(
      'its flag and its number changed together',
      0.15,
      details.kind === 'new-identity-on-old-hull' && others !== null && others.flag !== flag,
    )
    .add('at an anchorage', 0.05, isSwap && context.places.isAnchorage(start.lat, start.lon))
    .add('flags changed twice within a year', 0.3, changes.length >= 2)
    .add(
      'of a registry that was closed or struck ships off',
      0.15,
      isSwap &&
        (closed.has(Math.floor(mmsi / 1e6)) ||
          (one.other !== undefined && closed.has(Math.floor(one.other.mmsi / 1e6)))),
    )
    .add("the DPRK's flag by its MMSI", 0.2, flag === 'KP' || others?.flag === 'KP')
    .add('a list names the hull', 0.3, designations.length > 0 || (others?.designations.length ?? 0) > 0);
  if (weighing.confidence < 0.4) return null;
  return {
    confidence: weighing.confidence,
    explanation: `${kind.words(details)}${weighing.inWords}`,
    measures: ['UN-2397-13', ...(isSwap ? ['UN-2397-12'] : [])],
    missing: [
      'What do the flag state and the register of ships say of this number?',
      'Do photographs show the hull under both names?',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
