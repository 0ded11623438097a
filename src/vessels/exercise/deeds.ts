import { destination } from '../../kernel/geodesy.ts';
import type { Chance } from './chance.ts';
import { CARGO, DPRK_MID, type InventedShip, type ShipYard, TANKER } from './invented-ship.ts';
import { AT_ANCHOR, type Journey, journeyFrom, MOORED, UNDER_WAY } from './journey.ts';
import { honestShip, type Period } from './ordinary-traffic.ts';
import { seaPoint } from './sea-lanes.ts';
import type { Truth } from './truth.ts';

/** A deed laid into the traffic: the ships that do it and what ought to be found. */
export interface Deed {
  ships: InventedShip[];
  truths: Truth[];
}

export interface Yard {
  yard: ShipYard;
  chance: Chance;
  period: Period;
}

const HOUR = 3600;

/** Documented behaviours, each as one deed; invented ships, and places that UN reports name. */
export const DEEDS: Readonly<Record<string, (yard: Yard) => Deed>> = {
  'dark-transfer': darkTransfer,
  'open-transfer': openTransfer,
  'coal-run': coalRun,
  'arms-run': armsRun,
  'course-then-silence': courseThenSilence,
  laundering,
  'circle-spoof': circleSpoof,
  'frozen-position': frozenPosition,
  'shared-mmsi': sharedMmsi,
  'flag-hopping': flagHopping,
  'draught-change': draughtChange,
};

function startOf({ chance, period }: Yard): number {
  return period.fromAt + chance.whole(0, 24) * HOUR;
}

function truth(deed: string, watch: string, ships: readonly InventedShip[], startAt: number, endAt: number): Truth {
  return { deed, watch, mmsi: ships.map(({ said }) => said.mmsi), startAt, endAt };
}

/** Sails on to an anchorage and lies there to the end, so that no ship of a deed just vanishes. */
function goHome({ period }: Yard, journey: Journey, from: string, to: string): void {
  journey.sail(from, to, 10);
  journey.stay(Math.max(1, (period.toAt - journey.endAt) / HOUR), AT_ANCHOR);
}

/** A spot in the transfer area off the lanes. */
function transferSpot(chance: Chance) {
  const { lat, lon } = seaPoint('transfer-area');
  return destination(lat, lon, chance.between(60, 120), chance.between(25, 60));
}

/** A foreign tanker stops at sea with its transponder on; the DPRK tanker beside it is dark from Nampo and back. */
function darkTransfer(yard: Yard): Deed {
  const { chance, period } = yard;
  const spot = transferSpot(chance);
  const taker = journeyFrom('songnim-oil', period.fromAt, chance.branch('taker')).stay(chance.between(12, 36), MOORED);
  taker.sail('songnim-oil', 'yellow-sea-north', 9);
  const darkAt = taker.endAt - 2 * HOUR;
  taker.sail('yellow-sea-north', 'east-china-sea', 9).sailTo(destination(spot.lat, spot.lon, 90, 0.05), 9);
  const giver = journeyFrom('kaohsiung-roads', period.fromAt, chance.branch('giver'));
  giver.stay((taker.endAt - period.fromAt) / HOUR - chance.between(44, 50), AT_ANCHOR);
  giver.sail('kaohsiung-roads', 'east-china-sea-south', 11).sailTo(spot, 11);
  const meetAt = giver.endAt;
  const partAt = Math.max(meetAt, taker.endAt) + chance.between(9, 16) * HOUR;
  for (const ship of [giver, taker]) ship.stay((partAt - ship.endAt) / HOUR, UNDER_WAY, 0.5);
  giver.sailTo(seaPoint('east-china-sea-south'), 11);
  goHome(yard, giver, 'east-china-sea-south', 'kaohsiung-roads');
  taker.sailTo(seaPoint('east-china-sea'), 9).sail('east-china-sea', 'yellow-sea-north', 9);
  const lightAt = taker.endAt;
  goHome(yard, taker, 'yellow-sea-north', 'nampo-roads');
  const [a, b] = [
    honestShip(yard.yard.identity(TANKER), giver, 9.5),
    honestShip(yard.yard.identity(TANKER, DPRK_MID), taker, 4.5),
  ];
  a.draughts.push({ fromAt: partAt, metres: 6.2 });
  b.draughts.push({ fromAt: lightAt, metres: 7.4 });
  b.silences.push([darkAt, lightAt]);
  return {
    ships: [a, b],
    truths: [
      truth('dark-transfer', 'loitering', [a], meetAt, partAt),
      truth('dark-transfer', 'gap', [b], darkAt, lightAt),
    ],
  };
}

/** Two tankers lie side by side at sea for hours, both transponders on, one of the DPRK's flag. */
function openTransfer(yard: Yard): Deed {
  const { chance } = yard;
  const spot = transferSpot(chance);
  const start = startOf(yard);
  const one = journeyFrom('zhoushan-anchorage', start, chance.branch('one')).stay(chance.between(4, 10), AT_ANCHOR);
  one.sail('zhoushan-anchorage', 'transfer-area', 10).sailTo(spot, 10);
  const other = journeyFrom('yellow-sea-south', start - 2 * 24 * HOUR, chance.branch('other'));
  other.sail('yellow-sea-south', 'transfer-area', 9).sailTo(destination(spot.lat, spot.lon, 80, 0.12), 9);
  const meetAt = Math.max(one.endAt, other.endAt);
  const partAt = meetAt + chance.between(5, 9) * HOUR;
  for (const ship of [one, other]) ship.stay((partAt - ship.endAt) / HOUR, UNDER_WAY, 0.05);
  one.sailTo(seaPoint('transfer-area'), 10);
  goHome(yard, one, 'transfer-area', 'zhoushan-anchorage');
  other.sailTo(seaPoint('transfer-area'), 9);
  goHome(yard, other, 'transfer-area', 'nampo-roads');
  const [a, b] = [
    honestShip(yard.yard.identity(TANKER), one, 9),
    honestShip(yard.yard.identity(TANKER, DPRK_MID), other, 4.5),
  ];
  return { ships: [a, b], truths: [truth('open-transfer', 'encounter', [a, b], meetAt, partAt)] };
}

/** Loads at Nampo, goes dark in the Yellow Sea, unloads alongside another ship off Zhoushan. */
function coalRun(yard: Yard): Deed {
  const { chance } = yard;
  const start = startOf(yard);
  const run = journeyFrom('yellow-sea-north', start, chance.branch('run')).sail('yellow-sea-north', 'nampo', 10);
  const arriveAt = run.endAt;
  run.stay(chance.between(30, 50), MOORED);
  const leaveAt = run.endAt;
  run.sail('nampo', 'yellow-sea-north', 9);
  const darkAt = run.endAt;
  run.sail('yellow-sea-north', 'yellow-sea-south', 9).sail('yellow-sea-south', 'east-china-sea', 9);
  const lightAt = run.endAt;
  run.sail('east-china-sea', 'transfer-area', 9).sailTo(transferSpot(chance), 9);
  const spot = run.spot;
  const barge = journeyFrom('zhoushan-anchorage', start, chance.branch('barge'));
  barge.stay(Math.max(1, (run.endAt - start) / HOUR - 14), AT_ANCHOR).sail('zhoushan-anchorage', 'transfer-area', 9);
  barge.sailTo(destination(spot.lat, spot.lon, 100, 0.1), 9);
  const meetAt = Math.max(run.endAt, barge.endAt);
  const partAt = meetAt + chance.between(10, 20) * HOUR;
  for (const ship of [run, barge]) ship.stay((partAt - ship.endAt) / HOUR, UNDER_WAY, 0.05);
  barge.sailTo(seaPoint('transfer-area'), 9);
  goHome(yard, barge, 'transfer-area', 'zhoushan-anchorage');
  run.sailTo(seaPoint('transfer-area'), 10);
  goHome(yard, run, 'transfer-area', 'lianyungang-anchorage');
  const [a, b] = [honestShip(yard.yard.identity(CARGO), run, 4.2), honestShip(yard.yard.identity(CARGO), barge, 4)];
  a.draughts.push({ fromAt: leaveAt - HOUR, metres: 8.6 }, { fromAt: partAt, metres: 4.4 });
  b.draughts.push({ fromAt: partAt, metres: 8 });
  a.silences.push([darkAt, lightAt]);
  return {
    ships: [a, b],
    truths: [
      truth('coal-run', 'port-call', [a], arriveAt, leaveAt),
      truth('coal-run', 'voyage', [a], arriveAt, partAt),
      truth('coal-run', 'gap', [a], darkAt, lightAt),
      truth('coal-run', 'encounter', [a, b], meetAt, partAt),
    ],
  };
}

/** Loads at Rajin, goes dark, is at Dunai and back. */
function armsRun(yard: Yard): Deed {
  const { chance } = yard;
  const run = journeyFrom('sea-of-japan-north', startOf(yard), chance.branch('run')).sail(
    'sea-of-japan-north',
    'rajin',
    12,
  );
  const arriveAt = run.endAt;
  run.stay(chance.between(18, 30), MOORED);
  const leaveAt = run.endAt;
  run.sail('rajin', 'rajin-roads', 12);
  const darkAt = run.endAt;
  run.sail('rajin-roads', 'dunai', 12).stay(chance.between(20, 30), MOORED).sail('dunai', 'dunai-roads', 12);
  const lightAt = run.endAt;
  goHome(yard, run, 'dunai-roads', 'busan-roads');
  const ship = honestShip(yard.yard.identity(CARGO, 273), run, 5);
  ship.silences.push([darkAt, lightAt]);
  return {
    ships: [ship],
    truths: [
      truth('arms-run', 'port-call', [ship], arriveAt, leaveAt),
      truth('arms-run', 'voyage', [ship], arriveAt, lightAt),
      truth('arms-run', 'gap', [ship], darkAt, lightAt),
    ],
  };
}

/** Heads for Nampo from the south and falls silent short of it, for days. */
function courseThenSilence(yard: Yard): Deed {
  const { chance } = yard;
  const run = journeyFrom('kaohsiung-roads', startOf(yard), chance.branch('run')).stay(10, AT_ANCHOR);
  run.sail('kaohsiung-roads', 'yellow-sea-south', 11);
  const headingAt = run.endAt;
  const { lat, lon } = seaPoint('nampo-roads');
  const south = seaPoint('yellow-sea-south');
  // Two thirds of the straight way to the roads of Nampo.
  run.sailTo({ lat: south.lat + 0.66 * (lat - south.lat), lon: south.lon + 0.66 * (lon - south.lon) }, 11);
  const darkAt = run.endAt;
  run.sailTo({ lat, lon }, 11).sail('nampo-roads', 'nampo', 9).stay(72, MOORED).sail('nampo', 'yellow-sea-north', 11);
  const lightAt = run.endAt;
  goHome(yard, run, 'yellow-sea-north', 'qingdao-roads');
  const ship = honestShip(yard.yard.identity(TANKER), run, 8);
  ship.silences.push([darkAt, lightAt]);
  const deed = 'course-then-silence';
  return {
    ships: [ship],
    truths: [truth(deed, 'course', [ship], headingAt, darkAt), truth(deed, 'gap', [ship], darkAt, lightAt)],
  };
}

/** Lies off Zhoushan under one identity and leaves under another: new IMO number, MMSI, name; the same hull. */
function laundering(yard: Yard): Deed {
  const { chance } = yard;
  const run = journeyFrom('yellow-sea-north', startOf(yard), chance.branch('run')).sail(
    'yellow-sea-north',
    'zhoushan-anchorage',
    10,
  );
  run.stay(chance.between(40, 70), AT_ANCHOR);
  const changeAt = run.endAt - 10 * HOUR;
  goHome(yard, run, 'zhoushan-anchorage', 'qingdao-roads');
  const ship = honestShip(yard.yard.identity(TANKER, 518), run, 6);
  const { lengthMetres, widthMetres } = ship.said;
  const next = { ...yard.yard.identity(TANKER, 457), lengthMetres, widthMetres };
  ship.changes.push({ fromAt: changeAt, said: next });
  ship.silences.push([changeAt - 4 * HOUR, changeAt]);
  const both = [ship.said.mmsi, next.mmsi];
  return {
    ships: [ship],
    truths: [{ deed: 'laundering', watch: 'identity', mmsi: both, startAt: changeAt - 4 * HOUR, endAt: changeAt }],
  };
}

/** Says that it circles off Shanghai while it loads at Nampo. */
function circleSpoof(yard: Yard): Deed {
  const { chance } = yard;
  const run = journeyFrom('yellow-sea-mid', startOf(yard), chance.branch('run')).sail(
    'yellow-sea-mid',
    'nampo-roads',
    11,
  );
  const fromAt = run.endAt;
  run.stay(chance.between(24, 40), MOORED);
  const toAt = run.endAt;
  goHome(yard, run, 'nampo-roads', 'qingdao-roads');
  const ship = honestShip(yard.yard.identity(CARGO), run, 6);
  const centre = destination(seaPoint('shanghai-roads').lat, seaPoint('shanghai-roads').lon, 90, 20);
  const [radiusKm, speedKnots] = [chance.between(1, 3), chance.between(6, 14)];
  ship.pretence = {
    fromAt,
    toAt,
    state(at) {
      const turned = (((at - fromAt) / HOUR) * speedKnots * 1.852 * 180) / (Math.PI * radiusKm);
      const spot = destination(centre.lat, centre.lon, turned % 360, radiusKm);
      return { ...spot, speedKnots: 0.1, courseDegrees: (turned + 90) % 360, navStatus: UNDER_WAY };
    },
  };
  return { ships: [ship], truths: [truth('circle-spoof', 'circle', [ship], fromAt, toAt)] };
}

/** Its transponder repeats one position, under way at 9 knots, for days. */
function frozenPosition(yard: Yard): Deed {
  const { chance } = yard;
  const run = journeyFrom('yellow-sea-south', startOf(yard), chance.branch('run')).sail(
    'yellow-sea-south',
    'yellow-sea-mid',
    10,
  );
  const fromAt = run.endAt;
  const { lat, lon } = run.spot;
  run
    .sail('yellow-sea-mid', 'nampo-roads', 10)
    .stay(chance.between(24, 40), AT_ANCHOR)
    .sail('nampo-roads', 'yellow-sea-mid', 10);
  const toAt = run.endAt;
  goHome(yard, run, 'yellow-sea-mid', 'lianyungang-anchorage');
  const ship = honestShip(yard.yard.identity(CARGO), run, 6);
  ship.pretence = {
    fromAt,
    toAt,
    state: () => ({ lat, lon, speedKnots: 9.3, courseDegrees: 14.7, navStatus: UNDER_WAY }),
  };
  return { ships: [ship], truths: [truth('frozen-position', 'replay', [ship], fromAt, toAt)] };
}

/** Two ships far apart speak under one MMSI. */
function sharedMmsi(yard: Yard): Deed {
  const { chance, period } = yard;
  const south = journeyFrom('kaohsiung-roads', period.fromAt, chance.branch('south')).stay(30, AT_ANCHOR);
  goHome(yard, south, 'kaohsiung-roads', 'shanghai-roads');
  const north = journeyFrom('dalian-roads', period.fromAt, chance.branch('north')).stay(24, AT_ANCHOR);
  goHome(yard, north, 'dalian-roads', 'busan-roads');
  const one = honestShip(yard.yard.identity(CARGO), south);
  const other = honestShip({ ...yard.yard.identity(CARGO), mmsi: one.said.mmsi }, north);
  const endAt = Math.min(south.endAt, north.endAt);
  return { ships: [one, other], truths: [truth('shared-mmsi', 'identity', [one], period.fromAt, endAt)] };
}

/** Two changes of flag within a few days at sea. */
function flagHopping(yard: Yard): Deed {
  const { chance, period } = yard;
  const run = journeyFrom('kaohsiung-roads', startOf(yard), chance.branch('run')).sail(
    'kaohsiung-roads',
    'qingdao-roads',
    9,
  );
  const firstAt = run.endAt;
  run.stay(40, AT_ANCHOR).sail('qingdao-roads', 'zhoushan-anchorage', 9);
  const secondAt = run.endAt;
  run.stay((period.toAt - run.endAt) / HOUR, AT_ANCHOR);
  const ship = honestShip(yard.yard.identity(TANKER, 671), run);
  const { imo, shipName, lengthMetres, widthMetres } = ship.said;
  for (const [fromAt, mid] of [
    [firstAt, 667],
    [secondAt, 518],
  ] as const)
    ship.changes.push({
      fromAt,
      said: { ...yard.yard.identity(TANKER, mid), imo, shipName, lengthMetres, widthMetres },
    });
  const mmsi = [ship.said.mmsi, ...ship.changes.map(({ said }) => said.mmsi)];
  return {
    ships: [ship],
    truths: [{ deed: 'flag-hopping', watch: 'identity', mmsi, startAt: firstAt, endAt: secondAt }],
  };
}

/** Reports another draught after hours without a report at sea, and no port between. */
function draughtChange(yard: Yard): Deed {
  const { chance } = yard;
  const run = journeyFrom('kaohsiung-roads', startOf(yard), chance.branch('run'))
    .stay(8, AT_ANCHOR)
    .sail('kaohsiung-roads', 'transfer-area', 10);
  const darkAt = run.endAt;
  run.sailTo(transferSpot(chance), 10).stay(14, UNDER_WAY, 0.5).sailTo(seaPoint('transfer-area'), 10);
  const lightAt = run.endAt;
  goHome(yard, run, 'transfer-area', 'kaohsiung-roads');
  const ship = honestShip(yard.yard.identity(TANKER), run, 9.4);
  ship.draughts.push({ fromAt: lightAt, metres: 5.8 });
  ship.silences.push([darkAt, lightAt]);
  const deed = 'draught-change';
  return {
    ships: [ship],
    truths: [truth(deed, 'draught', [ship], darkAt, lightAt), truth(deed, 'gap', [ship], darkAt, lightAt)],
  };
}
