import type { Positions } from '../positions.ts';
import type { StaticReport } from '../static-report.ts';

/** Bits of a message, written field after field, high bit first (ITU-R M.1371-5). */
class Bits {
  readonly #bits: number[] = [];

  /** A whole number in so many bits, two's complement when negative. */
  put(value: number, width: number): this {
    for (let bit = width - 1; bit >= 0; bit--) this.#bits.push(Math.floor(value / 2 ** bit) & 1);
    return this;
  }

  /** Six-bit text, filled with @ to so many letters. */
  text(text: string, letters: number): this {
    for (let at = 0; at < letters; at++) this.put((text.toUpperCase().charCodeAt(at) || 64) & 63, 6);
    return this;
  }

  /** Armoured as the payload of a sentence, with the number of fill bits. */
  armoured(): { payload: string; fill: number } {
    const fill = (6 - (this.#bits.length % 6)) % 6;
    const bits = [...this.#bits, ...Array<number>(fill).fill(0)];
    let payload = '';
    for (let at = 0; at < bits.length; at += 6) {
      const value = bits.slice(at, at + 6).reduce((sum, bit) => sum * 2 + bit, 0);
      payload += String.fromCharCode(value < 40 ? value + 48 : value + 56);
    }
    return { payload, fill };
  }
}

/** The letters of a sentence's payload; longer ones go into two sentences. */
const LETTERS_A_SENTENCE = 56;

/** Row `i` as a sentence: type 1 for class A, type 18 for class B. With the tag block of its source and receive time. */
export function positionSentences(positions: Positions, i: number, source: string): string[] {
  const value = (column: 'mmsi' | 'lat' | 'lon' | 'sog' | 'cog' | 'heading' | 'navStatus' | 'at'): number =>
    positions[column][i] ?? 0;
  const classB = positions.type[i] === 18;
  const bits = new Bits()
    .put(classB ? 18 : 1, 6)
    .put(0, 2)
    .put(value('mmsi'), 30);
  if (classB) bits.put(0, 8);
  else bits.put(value('navStatus'), 4).put(-128, 8);
  bits.put(value('sog'), 10).put(1, 1).put(value('lon'), 28).put(value('lat'), 27).put(value('cog'), 12);
  bits.put(value('heading'), 9).put(value('at') % 60, 6);
  // Class B: unit flags and communication state; class A: no special manoeuvre, spare, RAIM, communication state.
  if (classB) bits.put(0, 2).put(0b1_0_0_1_1_0_0, 7).put(1, 1).put(393_222, 19);
  else bits.put(0, 2).put(0, 3).put(0, 1).put(0, 19);
  return sentences(bits, { at: value('at'), source, sequence: i });
}

/** A static report: type 5 for class A, 24 A and B for class B (ships without an IMO number and draught). */
export function staticSentences(report: StaticReport, source: string, sequence: number): string[] {
  const { mmsi, firstAt: at, imo, shipName, callSign, shipType, draught, destination } = report;
  const tag = { at, source, sequence };
  const dimensions = (bits: Bits): Bits =>
    bits
      .put(report.toBow ?? 0, 9)
      .put(report.toStern ?? 0, 9)
      .put(report.toPort ?? 0, 6)
      .put(report.toStarboard ?? 0, 6);
  if (draught === null && imo === null) {
    const name = new Bits()
      .put(24, 6)
      .put(0, 2)
      .put(mmsi, 30)
      .put(0, 2)
      .text(shipName ?? '', 20);
    const rest = new Bits()
      .put(24, 6)
      .put(0, 2)
      .put(mmsi, 30)
      .put(1, 2)
      .put(shipType ?? 0, 8)
      .text('', 7);
    dimensions(rest.text(callSign ?? '', 7)).put(0, 6);
    return [...sentences(name, tag), ...sentences(rest, tag)];
  }
  const bits = new Bits()
    .put(5, 6)
    .put(0, 2)
    .put(mmsi, 30)
    .put(0, 2)
    .put(imo ?? 0, 30);
  dimensions(
    bits
      .text(callSign ?? '', 7)
      .text(shipName ?? '', 20)
      .put(shipType ?? 0, 8),
  ).put(1, 4);
  // Month, day, hour and minute of arrival: not available.
  bits
    .put(0, 4)
    .put(0, 5)
    .put(24, 5)
    .put(60, 6)
    .put(Math.round((draught ?? 0) * 10), 8);
  return sentences(bits.text(destination ?? '', 20).put(0, 2), tag);
}

function sentences(bits: Bits, { at, source, sequence }: { at: number; source: string; sequence: number }): string[] {
  const { payload, fill } = bits.armoured();
  const parts = Math.ceil(payload.length / LETTERS_A_SENTENCE);
  return Array.from({ length: parts }, (_, part) => {
    const letters = payload.slice(part * LETTERS_A_SENTENCE, (part + 1) * LETTERS_A_SENTENCE);
    const body = `AIVDM,${parts},${part + 1},${parts > 1 ? sequence % 10 : ''},A,${letters},${part === parts - 1 ? fill : 0}`;
    const tag = `s:${source.replaceAll(' ', '-')},c:${at}`;
    return `\\${tag}*${checksum(tag)}\\!${body}*${checksum(body)}`;
  });
}

/** Exclusive or of the characters, two hex digits (NMEA 0183). */
function checksum(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum ^= text.charCodeAt(at);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}
