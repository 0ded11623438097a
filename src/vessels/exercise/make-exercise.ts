import { ReportBatch } from '../report-batch.ts';
import { Chance } from './chance.ts';
import { DEEDS } from './deeds.ts';
import { type InventedShip, ShipYard } from './invented-ship.ts';
import { ordinaryTraffic, type Period } from './ordinary-traffic.ts';
import { exerciseReceivers } from './receivers.ts';
import { transmit } from './transmit.ts';
import type { LaidTruth } from './truth.ts';

export interface ExerciseOptions {
  seed: number;
  /** Days of traffic, from 2026-01-05 on. */
  days: number;
  /** Ordinary ships; those of the deeds come on top. */
  ships: number;
  /** How often each deed is laid. */
  deeds: number;
  /** Seconds between the reports of a ship under way; at rest thrice that. */
  everySeconds: number;
}

export const STANDARD_EXERCISE: Omit<ExerciseOptions, 'seed'> = { days: 14, ships: 150, deeds: 2, everySeconds: 180 };

export interface Exercise {
  batch: ReportBatch;
  /** When each row of the positions reached us, Unix seconds. */
  deliveredAt: Float64Array;
  /** Names of the sources by index. */
  sources: string[];
  truths: LaidTruth[];
  ships: InventedShip[];
}

const BEGIN_AT = Date.UTC(2026, 0, 5) / 1000;
/** Station whose clock is wrong for an hour, and by how many seconds. */
const CLOCK_FAULT = { source: 3, seconds: 37 * 60 };

/** Lays documented behaviour into ordinary traffic with loss, noise and clock faults. All of it is invented. */
export function makeExercise(options: ExerciseOptions): Exercise {
  const chance = new Chance(options.seed);
  const period: Period = { fromAt: BEGIN_AT, toAt: BEGIN_AT + options.days * 86_400 };
  const yard = new ShipYard(chance.branch('yard'));
  const ships = ordinaryTraffic(yard, chance.branch('traffic'), period, options.ships);
  const truths: LaidTruth[] = [];
  for (const [name, lay] of Object.entries(DEEDS))
    for (let time = 0; time < options.deeds; time++) {
      const deed = lay({ yard, chance: chance.branch(`${name}/${time}`), period });
      ships.push(...deed.ships);
      truths.push(...deed.truths.map((truth) => ({ ...truth, whole: truth.endAt < period.toAt })));
    }
  const receivers = exerciseReceivers(chance.branch('receivers'), period.fromAt, period.toAt);
  const batch = new ReportBatch(1 << 16);
  const deliveredAt: number[] = [];
  for (const [number, ship] of ships.entries())
    transmit(ship, {
      positions: batch.positions,
      statics: batch.statics,
      deliveredAt,
      hear: receivers.hear,
      chance: chance.branch(`air/${number}`),
      ...period,
      everyUnderWay: options.everySeconds,
      everyAtRest: options.everySeconds * 3,
    });
  breakClock(batch, chance.branch('clock').between(period.fromAt, period.toAt - 3600));
  return { batch, deliveredAt: Float64Array.from(deliveredAt), sources: receivers.names, truths, ships };
}

function breakClock({ positions }: ReportBatch, fromAt: number): void {
  for (let i = 0; i < positions.length; i++) {
    const at = positions.at[i] ?? 0;
    if (positions.source[i] === CLOCK_FAULT.source && at >= fromAt && at < fromAt + 3600)
      positions.at[i] = at + CLOCK_FAULT.seconds;
  }
}
