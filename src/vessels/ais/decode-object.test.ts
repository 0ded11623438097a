import { describe, expect, it } from 'vitest';
import { decodeMessage } from './decode-object.ts';
import { SentenceReader } from './sentence-reader.ts';

function decoded(...sentences: string[]): unknown[] {
  const messages: unknown[] = [];
  const reader = new SentenceReader({
    message: (six, bits) => void messages.push(decodeMessage(six, bits)),
    reject: (_, reason) => void messages.push(reason),
  });
  reader.feed(new TextEncoder().encode(`${sentences.join('\n')}\n`));
  reader.finish();
  return messages;
}

describe('decodeMessage()', () => {
  it('decodes a class A position in degrees and knots, null where not available', () => {
    expect(decoded('!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*29')).toMatchObject([
      {
        type: 1,
        mmsi: 244_660_274,
        status: 0,
        turn: null,
        speed: 0,
        course: 0,
        heading: null,
        second: 47,
        raim: true,
        lon: 5.678283,
        lat: 52.855395,
      },
    ]);
  });

  it('decodes a static report with its dimensions, draught and arrival', () => {
    const [message] = decoded(
      '!AIVDM,2,1,9,B,55R3Vn82=ILTQ3KKS>1<D60Dq@E918U<F222221J1`?164vc03S1CCAD,0*2A',
      '!AIVDM,2,2,9,B,`88888888888880,2*76',
    );
    // The values are those of gpsd's decoder.
    expect(message).toMatchObject({
      type: 5,
      mmsi: 371_255_000,
      imo: 9_266_633,
      callsign: 'HP6683',
      shipname: 'SEA ENTERPRISE',
      shiptype: 90,
      to_bow: 13,
      to_stern: 15,
      to_port: 1,
      to_starboard: 6,
      eta: '03-29T11:00Z',
      draught: 1.4,
      destination: 'LEMMER',
    });
  });

  it('decodes binary data of a known application, and leaves other data as hex', () => {
    // Area 1, function 31: 51.4622 north, 0.4905 east, wind 14 knots from 233 degrees; the rest not available.
    const six = new Uint8Array(60);
    const put = (start: number, width: number, value: number): void => {
      for (let bit = 0; bit < width; bit++)
        if (Math.floor(value / 2 ** (width - 1 - bit)) % 2 !== 0)
          six[Math.floor((start + bit) / 6)] = (six[Math.floor((start + bit) / 6)] ?? 0) | (32 >> ((start + bit) % 6));
    };
    put(0, 6, 8);
    put(8, 30, 2_320_001);
    put(40, 10, 1);
    put(50, 6, 31);
    put(56, 25, 29_430);
    put(81, 24, 3_087_732);
    put(106, 5, 10);
    put(111, 5, 8);
    put(116, 6, 1);
    put(122, 7, 14);
    put(129, 7, 127);
    put(136, 9, 233);
    const known = decodeMessage(six, 360);
    expect(known).toMatchObject({
      dac: 1,
      fid: 31,
      lon: 0.4905,
      lat: 51.4622,
      timestamp: '10T08:01Z',
      wspeed: 14,
      wgust: null,
      wdir: 233,
    });
    expect(known).not.toHaveProperty('data');
    put(50, 6, 0);
    six[9] = 0;
    expect(decodeMessage(six, 360)).toHaveProperty('data');
  });

  it('refuses a message that is too short, and a type that there is not', () => {
    expect(decodeMessage(new Uint8Array([1, 2, 3]), 18)).toBe('a message of type 1 that is too short');
    expect(decodeMessage(new Uint8Array([40, 2, 3]), 18)).toBe('message type 40, which no AIS station sends');
    expect(decodeMessage(new Uint8Array([]), 0)).toBe('a message without a type');
  });
});
