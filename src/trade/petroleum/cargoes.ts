import { barrelsOf, type Interval, sum } from './barrel-factors.ts';
import type { TankerCall } from './delivery.ts';

/** Shares of the deadweight that reports of the Panel and of states assumed to be laden. */
export const LOAD_SHARES = [33, 50, 60, 90, 100] as const;

/** Days within which calls of a ship at one place are one call. */
const SAME_CALL_DAYS = 3;
/** Days within which a transfer and a port call of the same ship are one cargo: from the East China Sea to Nampo is two to three days. */
const SAME_CARGO_DAYS = 14;
const DAY = 86_400_000;

/** A cargo that may have been delivered, with every sighting of it. */
export interface Cargo {
  vessel: string;
  imo: string | null;
  deadweight: number;
  product: string;
  on: string;
  sightings: TankerCall[];
  /** Why more than one sighting is one cargo. */
  joined: string[];
}

export interface LoadScenario {
  percent: (typeof LOAD_SHARES)[number];
  tonnes: number;
  barrels: Interval;
}

/** Groups sightings into cargoes, so that none is counted twice: the same ship at the same place, and a transfer before a port call. */
export function cargoesOf(calls: readonly TankerCall[]): Cargo[] {
  const cargoes: Cargo[] = [];
  const sorted = [...calls].sort(
    (one, other) => one.on.localeCompare(other.on) || one.vessel.localeCompare(other.vessel),
  );
  for (const call of sorted) {
    const known = cargoes.findLast((cargo) => reasonToJoin(cargo, call) !== null);
    if (!known) {
      const { vessel, imo, deadweight, product, on } = call;
      cargoes.push({ vessel, imo, deadweight, product, on, sightings: [call], joined: [] });
      continue;
    }
    known.joined.push(reasonToJoin(known, call) ?? '');
    known.sightings.push(call);
    // A cargo is no more than the smaller of two ships can hold.
    known.deadweight = Math.min(known.deadweight, call.deadweight);
  }
  return cargoes;
}

function reasonToJoin(cargo: Cargo, call: TankerCall): string | null {
  for (const seen of cargo.sightings) {
    const apart = (Date.parse(call.on) - Date.parse(seen.on)) / DAY;
    const same = isSameShip(seen, call);
    if (same && seen.kind === call.kind && apart <= SAME_CALL_DAYS && samePlace(seen, call))
      return `${call.vessel} on ${call.on} is the ${call.kind === 'transfer' ? 'transfer' : 'call'} of ${seen.on} told again`;
    if (same && seen.kind === 'transfer' && call.kind === 'port-call' && apart <= SAME_CARGO_DAYS)
      return `${call.vessel} carried in on ${call.on} what it took over on ${seen.on}`;
    if (seen.kind === 'transfer' && call.kind === 'transfer' && apart <= SAME_CALL_DAYS && areTwoSides(seen, call))
      return `${call.vessel} and ${seen.vessel} are two sides of one transfer`;
    if (seen.kind === 'transfer' && call.kind === 'port-call' && apart <= SAME_CARGO_DAYS && isOther(seen, call))
      return `${call.vessel} carried in on ${call.on} what ${seen.vessel} gave it on ${seen.on}`;
  }
  return null;
}

function isSameShip(one: TankerCall, other: TankerCall): boolean {
  if (one.imo && other.imo) return one.imo === other.imo;
  return plain(one.vessel) === plain(other.vessel);
}

function samePlace(one: TankerCall, other: TankerCall): boolean {
  return one.place === null || other.place === null || plain(one.place) === plain(other.place);
}

function areTwoSides(one: TankerCall, other: TankerCall): boolean {
  return isOther(one, other) || isOther(other, one);
}

/** The ship of `call` is the one that `seen` names as its other side. */
function isOther(seen: TankerCall, call: TankerCall): boolean {
  if (seen.other === null) return false;
  return seen.other === call.imo || plain(seen.other) === plain(call.vessel);
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What the cargoes come to under each share of the deadweight. Deadweight holds fuel and stores too, so that 100 % is never cargo alone. */
export function loadScenarios(cargoes: readonly Cargo[]): LoadScenario[] {
  return LOAD_SHARES.map((percent) => ({
    percent,
    tonnes: Math.round(cargoes.reduce((total, { deadweight }) => total + (deadweight * percent) / 100, 0)),
    barrels: sum(cargoes.map(({ deadweight, product }) => barrelsOf((deadweight * percent) / 100, product))),
  }));
}
