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

  it('refuses a message that is too short, and a type that there is not', () => {
    expect(decodeMessage(new Uint8Array([1, 2, 3]), 18)).toBe('a message of type 1 that is too short');
    expect(decodeMessage(new Uint8Array([40, 2, 3]), 18)).toBe('message type 40, which no AIS station sends');
    expect(decodeMessage(new Uint8Array([]), 0)).toBe('a message without a type');
  });
});
