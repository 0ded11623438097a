import type { StaticReport } from '../static-report.ts';

/** Who a ship said it was over a time: reports that agree in everything but voyage and draught. */
export interface IdentityRun {
  mmsi: number;
  fromAt: number;
  toAt: number;
  reports: number;
  imo: number | null;
  shipName: string | null;
  callSign: string | null;
  shipType: number | null;
  lengthMetres: number | null;
  widthMetres: number | null;
}

export interface DraughtReport {
  at: number;
  metres: number;
}

/** What one MMSI said of itself, in the order of time. */
export interface SaidByShip {
  runs: IdentityRun[];
  draughts: DraughtReport[];
}

/** Reports that must agree before a change is believed: bit errors and slips come alone. */
const BELIEVED_FROM = 2;

/** Runs by MMSI, of reports sorted by ship and time. A run of a single report between two others is an error and left out. */
export function identityRuns(statics: readonly StaticReport[]): Map<number, SaidByShip> {
  const ships = new Map<number, SaidByShip>();
  const believed = believedValues(statics);
  for (const report of statics) {
    const ship = ships.get(report.mmsi) ?? { runs: [], draughts: [] };
    ships.set(report.mmsi, ship);
    if (report.draught !== null) {
      const last = ship.draughts.at(-1);
      if (last?.metres !== report.draught) ship.draughts.push({ at: report.firstAt, metres: report.draught });
    }
    const run = runOf(report);
    if ((believed.get(keyOf(run)) ?? 0) < BELIEVED_FROM) continue;
    const last = ship.runs.at(-1);
    if (last && keyOf(last) === keyOf(run)) {
      last.toAt = Math.max(last.toAt, run.toAt);
      last.reports += run.reports;
    } else ship.runs.push(run);
  }
  for (const [mmsi, { runs }] of ships) {
    // A ship heard once is known by what it said that once.
    const first = statics.find((report) => report.mmsi === mmsi);
    if (runs.length === 0 && first) runs.push(runOf(first));
  }
  return ships;
}

function believedValues(statics: readonly StaticReport[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const report of statics) {
    const key = keyOf(runOf(report));
    counts.set(key, (counts.get(key) ?? 0) + report.count);
  }
  return counts;
}

function runOf(report: StaticReport): IdentityRun {
  const { mmsi, firstAt, lastAt, count, imo, shipName, callSign, shipType, toBow, toStern, toPort, toStarboard } =
    report;
  return {
    mmsi,
    fromAt: firstAt,
    toAt: lastAt,
    reports: count,
    imo,
    shipName,
    callSign,
    shipType,
    lengthMetres: toBow === null ? null : toBow + (toStern ?? 0),
    widthMetres: toPort === null ? null : toPort + (toStarboard ?? 0),
  };
}

function keyOf({ mmsi, imo, shipName, callSign, shipType, lengthMetres, widthMetres }: IdentityRun): string {
  return `${mmsi}|${imo}|${shipName}|${callSign}|${shipType}|${lengthMetres}|${widthMetres}`;
}
