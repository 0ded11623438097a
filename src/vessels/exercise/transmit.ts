import { NOT_AVAILABLE, type PositionsBuilder, UNITS_PER_DEGREE } from '../positions.ts';
import { saidAt } from '../report-batch.ts';
import type { StaticReport } from '../static-report.ts';
import type { Chance } from './chance.ts';
import type { InventedShip, SaidIdentity } from './invented-ship.ts';
import type { ShipState } from './journey.ts';
import type { Hearing } from './receivers.ts';

export interface Air {
  positions: PositionsBuilder;
  statics: StaticReport[];
  /** When the report at that row reached us: satellites bring theirs late. */
  deliveredAt: number[];
  hear: Hearing;
  chance: Chance;
  fromAt: number;
  toAt: number;
  /** Seconds between the reports of a ship under way, and at rest. */
  everyUnderWay: number;
  everyAtRest: number;
}

const STATIC_EVERY = 1800;
/** Metres of a good receiver's error, as degrees. */
const JITTER_DEGREES = 8 / 111_195;
/** Shares of reports that are spoilt: position not available, a bit error, heard twice. */
const SENTINEL = 0.002;
const BIT_ERROR = 0.001;
const TWICE = 0.02;

/** Sends what a ship says over the period: what is heard becomes rows. */
export function transmit(ship: InventedShip, air: Air): void {
  let nextStatic = air.fromAt;
  for (let at = air.fromAt + air.chance.whole(0, air.everyUnderWay); at < air.toAt; ) {
    const truly = ship.journey.at(at);
    const resting = !truly || truly.speedKnots < 1;
    if (truly && !ship.silences.some(([from, to]) => at >= from && at < to)) {
      const source = air.hear(truly.lat, truly.lon, at, ship.classB);
      if (source !== null) {
        const said = saidBy(ship, at);
        report(air, { said, state: pretended(ship, at) ?? truly, at, source, classB: ship.classB });
        if (at >= nextStatic) {
          air.statics.push(staticOf(ship, said, at, source));
          nextStatic = at + STATIC_EVERY;
        }
      }
    }
    at += Math.max(2, Math.round((resting ? air.everyAtRest : air.everyUnderWay) * air.chance.between(0.8, 1.2)));
  }
}

function saidBy({ said, changes }: InventedShip, at: number): SaidIdentity {
  return changes.findLast(({ fromAt }) => at >= fromAt)?.said ?? said;
}

function pretended({ pretence }: InventedShip, at: number): ShipState | null {
  return pretence && at >= pretence.fromAt && at < pretence.toAt ? pretence.state(at) : null;
}

interface Sent {
  said: SaidIdentity;
  state: ShipState;
  at: number;
  source: number;
  classB: boolean;
}

function report(air: Air, sent: Sent): void {
  const { chance } = air;
  row(air, sent);
  if (chance.in(TWICE)) row(air, sent);
}

function row({ positions, deliveredAt, chance }: Air, { said, state, at, source, classB }: Sent): void {
  const exact = state.speedKnots > 5 && state.courseDegrees === 14.7;
  const jitter = exact ? 0 : JITTER_DEGREES;
  let lat = state.lat + jitter * chance.normal();
  let lon = state.lon + jitter * chance.normal();
  if (chance.in(BIT_ERROR)) {
    lat = Math.max(-89, Math.min(89, lat + chance.between(-20, 20)));
    lon = chance.between(60, 179);
  }
  const i = positions.next();
  const lost = chance.in(SENTINEL);
  positions.mmsi[i] = said.mmsi;
  positions.at[i] = at;
  positions.lat[i] = lost ? NOT_AVAILABLE.lat : Math.round(lat * UNITS_PER_DEGREE);
  positions.lon[i] = lost ? NOT_AVAILABLE.lon : Math.round(lon * UNITS_PER_DEGREE);
  positions.sog[i] = Math.max(0, Math.round((state.speedKnots + (exact ? 0 : 0.08 * chance.normal())) * 10));
  positions.cog[i] = Math.round(state.courseDegrees * 10 + (exact ? 0 : 8 * chance.normal()) + 3600) % 3600;
  positions.heading[i] = Math.round(state.courseDegrees) % 360;
  positions.navStatus[i] = classB ? 15 : state.navStatus;
  positions.type[i] = classB ? 18 : 1;
  positions.source[i] = source;
  deliveredAt.push(source === 0 ? at + chance.whole(300, 10_800) : at);
}

function staticOf({ classB, draughts }: InventedShip, said: SaidIdentity, at: number, source: number): StaticReport {
  const { mmsi, imo, shipName, callSign, shipType, lengthMetres, widthMetres } = said;
  const toStern = Math.round(lengthMetres * 0.15);
  const toPort = Math.floor(widthMetres / 2);
  return saidAt(at, {
    mmsi,
    imo: classB ? null : imo,
    shipName,
    callSign,
    shipType,
    toBow: lengthMetres - toStern,
    toStern,
    toPort,
    toStarboard: widthMetres - toPort,
    draught: classB ? null : (draughts.findLast(({ fromAt }) => at >= fromAt)?.metres ?? null),
    destination: null,
    eta: null,
    source,
  });
}
