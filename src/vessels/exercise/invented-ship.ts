import type { Chance } from './chance.ts';
import type { Journey, ShipState } from './journey.ts';

/** What a ship says of itself. */
export interface SaidIdentity {
  mmsi: number;
  imo: number | null;
  shipName: string;
  callSign: string;
  /** AIS ship type. */
  shipType: number;
  lengthMetres: number;
  widthMetres: number;
}

/** An invented ship with what it does and what it says. */
export interface InventedShip {
  said: SaidIdentity;
  classB: boolean;
  journey: Journey;
  /** Draught from each instant on, metres. */
  draughts: { fromAt: number; metres: number }[];
  /** When its transponder is off: from, to. */
  silences: [number, number][];
  /** What it says of itself from an instant on, where that changes. */
  changes: { fromAt: number; said: SaidIdentity }[];
  /** What its transponder says instead of where it is. */
  pretence: { fromAt: number; toAt: number; state(at: number): ShipState } | null;
}

/** First three digits of MMSIs and first letters of call signs, by flag (ITU); the rest is invented. */
const FLAGS = [
  { mid: 412, prefix: 'B', share: 34 },
  { mid: 440, prefix: 'D7', share: 18 },
  { mid: 431, prefix: 'JD', share: 12 },
  { mid: 351, prefix: 'HO', share: 12 },
  { mid: 477, prefix: 'VR', share: 8 },
  { mid: 636, prefix: 'A8', share: 7 },
  { mid: 273, prefix: 'UB', share: 5 },
  { mid: 574, prefix: '3W', share: 4 },
];
export const DPRK_MID = 445;

/** AIS ship types. */
export const CARGO = 70;
export const TANKER = 80;
export const FISHING_VESSEL = 30;
export const TUG = 52;
export const PILOT = 50;

/** Makes ships whose numbers no real ship has. */
export class ShipYard {
  readonly #chance: Chance;
  #built = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** An identity under a flag: MMSIs end in the last 10,000 of the flag's, IMO numbers begin with 4, which is not issued. */
  identity(shipType: number, mid = this.#flag()): SaidIdentity {
    const number = this.#built++;
    const flag = FLAGS.find((one) => one.mid === mid);
    const length =
      shipType === FISHING_VESSEL ? 32 : shipType === TUG || shipType === PILOT ? 28 : this.#chance.whole(80, 190);
    return {
      mmsi: mid * 1_000_000 + 990_000 + number,
      imo: shipType === FISHING_VESSEL ? null : inventedImo(number),
      shipName: `EXERCISE ${number + 1}`,
      callSign: `${flag?.prefix ?? 'HM'}X${String(number).padStart(3, '0')}`.slice(0, 7),
      shipType,
      lengthMetres: length,
      widthMetres: Math.round(length / 6.3),
    };
  }

  #flag(): number {
    let left = this.#chance.between(0, 100);
    for (const { mid, share } of FLAGS) {
      left -= share;
      if (left < 0) return mid;
    }
    return 412;
  }
}

/** A seven-digit number with a right check digit that begins with 4: no such IMO number has been issued. */
export function inventedImo(number: number): number {
  const six = 400_000 + (number % 100_000);
  const sum = [...String(six)].reduce((total, digit, at) => total + Number(digit) * (7 - at), 0);
  return six * 10 + (sum % 10);
}
