import { destination } from '../../kernel/geodesy.ts';
import type { Chance } from './chance.ts';
import {
  CARGO,
  FISHING_VESSEL,
  type InventedShip,
  PILOT,
  type SaidIdentity,
  type ShipYard,
  TANKER,
} from './invented-ship.ts';
import { AT_ANCHOR, FISHING, type Journey, journeyFrom, MOORED, UNDER_WAY } from './journey.ts';
import { type SeaPoint, seaPoint, seaPoints } from './sea-lanes.ts';

export interface Period {
  fromAt: number;
  toAt: number;
}

/** An ordinary ship: nothing hidden, nothing pretended. */
export function honestShip(said: SaidIdentity, journey: Journey, draught = 6): InventedShip {
  const draughts = [{ fromAt: 0, metres: draught }];
  return {
    said,
    classB: said.shipType === FISHING_VESSEL,
    journey,
    draughts,
    silences: [],
    changes: [],
    pretence: null,
  };
}

/** Traffic in which nothing is amiss, with what a careless watch would take for a transfer or a hiding ship. */
export function ordinaryTraffic(yard: ShipYard, chance: Chance, period: Period, ships: number): InventedShip[] {
  const traffic: InventedShip[] = [];
  while (traffic.length < ships) {
    const draw = chance.next();
    if (draw < 0.62) traffic.push(merchant(yard, chance, period));
    else if (draw < 0.74) traffic.push(waitingShip(yard, chance, period));
    else if (draw < 0.86) traffic.push(...trawlerPair(yard, chance, period));
    else if (draw < 0.92) traffic.push(drifter(yard, chance, period));
    else if (draw < 0.97) traffic.push(...bunkering(yard, chance, period));
    else traffic.push(pilotBoat(yard, chance, period));
  }
  return traffic;
}

function openPorts(): SeaPoint[] {
  return [...seaPoints('berth'), ...seaPoints('anchorage')].filter(({ country }) => country !== 'KP');
}

/** Sails from port to port, with a new draught after each berth. */
function merchant(yard: ShipYard, chance: Chance, { fromAt, toAt }: Period): InventedShip {
  const ports = openPorts();
  let here = chance.pick(ports);
  const journey = journeyFrom(here.name, fromAt - chance.whole(0, 86_400), chance.branch('way'));
  const ship = honestShip(yard.identity(chance.in(0.25) ? TANKER : CARGO), journey, round(chance.between(5, 11)));
  const speed = chance.between(9.5, 14);
  while (journey.endAt < toAt) {
    const berth = here.kind === 'berth';
    journey.stay(chance.between(8, 40), berth ? MOORED : AT_ANCHOR);
    if (berth) ship.draughts.push({ fromAt: journey.endAt - 3600, metres: round(chance.between(5, 11)) });
    const there = chance.pick(ports.filter(({ name }) => name !== here.name));
    journey.sail(here.name, there.name, speed);
    here = there;
  }
  return ship;
}

/** Lies at an anchorage for the whole time. */
function waitingShip(yard: ShipYard, chance: Chance, { fromAt, toAt }: Period): InventedShip {
  const journey = journeyFrom(
    chance.pick(seaPoints('anchorage').filter(({ country }) => country !== 'KP')).name,
    fromAt,
    chance.branch('way'),
  );
  journey.stay((toAt - fromAt) / 3600, AT_ANCHOR);
  return honestShip(yard.identity(chance.in(0.4) ? TANKER : CARGO), journey);
}

/** Two trawlers that tow one net: 300 m apart at 3 knots for hours. */
function trawlerPair(yard: ShipYard, chance: Chance, { fromAt, toAt }: Period): InventedShip[] {
  const grounds = chance.pick(['yellow-sea-mid', 'yellow-sea-south', 'east-china-sea']);
  const centre = seaPoint(grounds);
  const start = destination(centre.lat, centre.lon, chance.between(0, 360), chance.between(5, 40));
  const spots = Array.from({ length: Math.ceil((toAt - fromAt) / 3600 / 4) + 1 }, () => ({
    bearing: chance.between(0, 360),
    km: chance.between(15, 22),
  }));
  return [0, 0.3].map((apartKm) => {
    const journey = journeyFrom(grounds, fromAt, chance.branch('way'));
    let spot = destination(start.lat, start.lon, 90, apartKm);
    journey.sailTo(spot, 8, UNDER_WAY);
    for (const { bearing, km } of spots) {
      if (journey.endAt >= toAt) break;
      spot = destination(spot.lat, spot.lon, bearing, km);
      journey.sailTo(spot, 3, FISHING);
    }
    return honestShip(yard.identity(FISHING_VESSEL), journey, 3);
  });
}

/** Stops at sea for a day to wait for a berth, transponder on. */
function drifter(yard: ShipYard, chance: Chance, { fromAt, toAt }: Period): InventedShip {
  const journey = journeyFrom('busan-roads', fromAt, chance.branch('way'));
  const speed = chance.between(10, 13);
  journey.stay(chance.between(5, 30), AT_ANCHOR).sail('busan-roads', 'east-china-sea', speed);
  journey.stay(chance.between(8, 16), UNDER_WAY, 0.6);
  journey.sail('east-china-sea', 'shanghai-roads', speed);
  if (journey.endAt < toAt) journey.stay((toAt - journey.endAt) / 3600, AT_ANCHOR);
  return honestShip(yard.identity(CARGO), journey);
}

/** A bunker tanker goes alongside a ship at an anchorage for some hours: lawful. */
function bunkering(yard: ShipYard, chance: Chance, { fromAt, toAt }: Period): InventedShip[] {
  const where = chance.pick(['busan-roads', 'shanghai-roads', 'zhoushan-anchorage', 'dalian-roads']);
  const lying = journeyFrom(where, fromAt, chance.branch('lying'));
  lying.stay((toAt - fromAt) / 3600, AT_ANCHOR, 0.02);
  const bunker = journeyFrom(where, fromAt, chance.branch('bunker'));
  const home = bunker.spot;
  while (bunker.endAt < toAt) {
    bunker.stay(chance.between(20, 60), AT_ANCHOR);
    bunker.sailTo(destination(lying.spot.lat, lying.spot.lon, 90, 0.06), 6);
    bunker.stay(chance.between(3, 6), MOORED, 0.02).sailTo(home, 6);
  }
  return [honestShip(yard.identity(CARGO), lying), honestShip(yard.identity(TANKER), bunker, 4)];
}

/** Goes out of Busan to ships and back all day. */
function pilotBoat(yard: ShipYard, chance: Chance, { fromAt, toAt }: Period): InventedShip {
  const journey = journeyFrom('busan', fromAt, chance.branch('way'));
  while (journey.endAt < toAt)
    journey
      .stay(chance.between(0.5, 3), MOORED)
      .sail('busan', 'busan-roads', 12)
      .stay(0.3, UNDER_WAY, 0.05)
      .sail('busan-roads', 'busan', 12);
  return honestShip(yard.identity(PILOT), journey, 2);
}

function round(metres: number): number {
  return Math.round(metres * 10) / 10;
}
