import { notAShip } from '../mmsi.ts';
import { NOT_AVAILABLE, UNITS_PER_DEGREE } from '../positions.ts';
import { type ReportBatch, saidAt } from '../report-batch.ts';
import type { StaticReport } from '../static-report.ts';
import { faultOf } from './message-layouts.ts';
import type { SentenceHandler, SentenceTag } from './sentence-reader.ts';
import { signed, text, unsigned } from './six-bits.ts';

const MOST_LAT = 90 * UNITS_PER_DEGREE;
const MOST_LON = 180 * UNITS_PER_DEGREE;
/** Type 27 counts in tenths of a minute, all others in ten-thousandths. */
const COARSE = 1000;
/** Bit where the fields begin that all class B position reports share with class A ones, by type. */
const SPEED_BIT = { classA: 50, classB: 46 };

interface SaidBefore {
  hash: number;
  report: StaticReport;
}

/**
 * Writes messages straight into columns: positions of ships (types 1 to 3, 18, 19, 27) without an object, static
 * reports (5, 19, 24) as rows, equal ones that follow each other as one. Everything else is counted by type.
 */
export class ColumnDecoder implements SentenceHandler {
  readonly #batch: ReportBatch;
  readonly #sourceOf: (station: string) => number;
  readonly #before = new Map<number, SaidBefore>();
  /** Names of class B ships, whose static report comes in two. */
  readonly #names = new Map<number, { name: string | null; at: number }>();
  #lastMmsi = -1;
  #lastFault: string | null = null;

  /** `sourceOf` gives the index of a station's source in the table beside the columns. */
  constructor(batch: ReportBatch, sourceOf: (station: string) => number) {
    this.#batch = batch;
    this.#sourceOf = sourceOf;
  }

  reject(line: number, reason: string): void {
    this.#batch.reject(line, reason);
  }

  message(six: Uint8Array, bits: number, tag: SentenceTag): void {
    const fault = this.#take(six, bits, tag);
    if (fault !== null) this.#batch.reject(tag.line, fault);
  }

  /** Null, or why the message is of no use here. */
  #take(six: Uint8Array, bits: number, tag: SentenceTag): string | null {
    const type = bits < 6 ? 0 : (six[0] ?? 0);
    const fault = faultOf(type, bits);
    if (fault !== null) return fault;
    const { messages } = this.#batch;
    messages[type] = (messages[type] ?? 0) + 1;
    if (type > 3 && type !== 5 && type !== 18 && type !== 19 && type !== 24 && type !== 27) return null;
    if (tag.at === 0) return 'no time: neither a tag block nor the logger says one';
    const untimely = this.#batch.timeFault(tag.at);
    if (untimely !== null) return untimely;
    const mmsi = unsigned(six, 8, 30);
    const noShip = this.#noShip(mmsi);
    if (noShip !== null) return noShip;
    if (type === 5 || type === 19 || type === 24) this.#static(six, bits, mmsi, tag);
    if (type === 5 || type === 24) return null;
    return type === 27 ? this.#coarse(six, mmsi, tag) : this.#position(six, type, mmsi, tag);
  }

  /** The last answer holds for the next report of the same ship. */
  #noShip(mmsi: number): string | null {
    if (mmsi !== this.#lastMmsi) {
      this.#lastMmsi = mmsi;
      this.#lastFault = notAShip(mmsi);
    }
    return this.#lastFault;
  }

  #position(six: Uint8Array, type: number, mmsi: number, tag: SentenceTag): string | null {
    const isClassA = type <= 3;
    const speed = isClassA ? SPEED_BIT.classA : SPEED_BIT.classB;
    const lon = signed(six, speed + 11, 28);
    const lat = signed(six, speed + 39, 27);
    const nowhere = noPlace(lat, lon);
    if (nowhere !== null) return nowhere;
    const { positions } = this.#batch;
    const i = positions.next();
    positions.mmsi[i] = mmsi;
    positions.at[i] = tag.at;
    positions.lat[i] = lat;
    positions.lon[i] = lon;
    positions.sog[i] = unsigned(six, speed, 10);
    positions.cog[i] = Math.min(NOT_AVAILABLE.cog, unsigned(six, speed + 66, 12));
    positions.heading[i] = Math.min(NOT_AVAILABLE.heading, unsigned(six, speed + 78, 9));
    positions.navStatus[i] = isClassA ? unsigned(six, 38, 4) : NOT_AVAILABLE.navStatus;
    positions.type[i] = type;
    positions.source[i] = this.#sourceOf(tag.station);
    return null;
  }

  #coarse(six: Uint8Array, mmsi: number, tag: SentenceTag): string | null {
    const lon = signed(six, 44, 18) * COARSE;
    const lat = signed(six, 62, 17) * COARSE;
    const nowhere = noPlace(lat, lon);
    if (nowhere !== null) return nowhere;
    const { positions } = this.#batch;
    const [speed, course] = [unsigned(six, 79, 6), unsigned(six, 85, 9)];
    const i = positions.next();
    positions.mmsi[i] = mmsi;
    positions.at[i] = tag.at;
    positions.lat[i] = lat;
    positions.lon[i] = lon;
    positions.sog[i] = speed === 63 ? NOT_AVAILABLE.sog : speed * 10;
    positions.cog[i] = course >= 360 ? NOT_AVAILABLE.cog : course * 10;
    positions.heading[i] = NOT_AVAILABLE.heading;
    positions.navStatus[i] = unsigned(six, 40, 4);
    positions.type[i] = 27;
    positions.source[i] = this.#sourceOf(tag.station);
    return null;
  }

  #static(six: Uint8Array, bits: number, mmsi: number, tag: SentenceTag): void {
    const type = six[0] ?? 0;
    const isNameOnly = type === 24 && unsigned(six, 38, 2) === 0;
    if (isNameOnly) {
      this.#names.set(mmsi, { name: text(six, 40, 120), at: tag.at });
      return;
    }
    const hash = hashOf(six, type, bits) ^ (type === 24 ? textHash(this.#names.get(mmsi)?.name) : 0);
    const before = this.#before.get(mmsi);
    const at = Math.floor(tag.at);
    if (before?.hash === hash && at >= before.report.lastAt) {
      before.report.lastAt = at;
      before.report.count++;
      return;
    }
    const report = this.#read(six, bits, mmsi, tag);
    this.#batch.statics.push(report);
    this.#before.set(mmsi, { hash, report });
  }

  #read(six: Uint8Array, bits: number, mmsi: number, tag: SentenceTag): StaticReport {
    const type = six[0] ?? 0;
    const at = Math.floor(tag.at);
    const source = this.#sourceOf(tag.station);
    if (type === 5) {
      const [imo, draught, month] = [unsigned(six, 40, 30), unsigned(six, 294, 8), unsigned(six, 274, 4)];
      return saidAt(at, {
        mmsi,
        imo: imo || null,
        callSign: text(six, 70, 42),
        shipName: text(six, 112, 120),
        shipType: unsigned(six, 232, 8) || null,
        ...sidesOf(six, 240),
        draught: draught === 0 ? null : draught / 10,
        destination: text(six, 302, Math.min(120, bits - 302)),
        eta: month === 0 ? null : etaText(six),
        source,
      });
    }
    const [typeBit, sidesBit] = type === 19 ? [263, 271] : [40, 132];
    const isAuxiliary = Math.floor(mmsi / 10_000_000) === 98;
    return saidAt(at, {
      mmsi,
      imo: null,
      callSign: type === 24 ? text(six, 90, 42) : null,
      shipName: type === 19 ? text(six, 143, 120) : (this.#names.get(mmsi)?.name ?? null),
      shipType: unsigned(six, typeBit, 8) || null,
      ...(isAuxiliary ? NO_SIDES : sidesOf(six, sidesBit)),
      draught: null,
      destination: null,
      eta: null,
      source,
    });
  }
}

function noPlace(lat: number, lon: number): string | null {
  if (lat <= MOST_LAT && lat >= -MOST_LAT && lon <= MOST_LON && lon >= -MOST_LON) return null;
  const notAvailable = lat === NOT_AVAILABLE.lat || lon === NOT_AVAILABLE.lon;
  return notAvailable ? 'position not available' : 'a position outside the world';
}

const NO_SIDES = { toBow: null, toStern: null, toPort: null, toStarboard: null };

function sidesOf(six: Uint8Array, bit: number): Pick<StaticReport, 'toBow' | 'toStern' | 'toPort' | 'toStarboard'> {
  if (unsigned(six, bit, 30) === 0) return NO_SIDES;
  return {
    toBow: unsigned(six, bit, 9),
    toStern: unsigned(six, bit + 9, 9),
    toPort: unsigned(six, bit + 18, 6),
    toStarboard: unsigned(six, bit + 24, 6),
  };
}

function etaText(six: Uint8Array): string {
  const two = (bit: number, width: number): string => String(unsigned(six, bit, width)).padStart(2, '0');
  return `${two(274, 4)}-${two(278, 5)}T${two(283, 5)}:${two(288, 6)}Z`;
}

/** Of everything that a static report says (FNV-1a); of type 19 without the position. */
function hashOf(six: Uint8Array, type: number, bits: number): number {
  let hash = 2_166_136_261;
  for (let letter = type === 19 ? 23 : 6; letter * 6 < bits; letter++)
    hash = Math.imul(hash ^ (six[letter] ?? 0), 16_777_619);
  return hash;
}

function textHash(text: string | null | undefined): number {
  let hash = 0;
  for (let at = 0; at < (text?.length ?? 0); at++) hash = Math.imul(hash ^ (text?.charCodeAt(at) ?? 0), 16_777_619);
  return hash;
}
