import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from './decode-object.ts';
import { SentenceReader, type SentenceTag } from './sentence-reader.ts';

const POSITION = '!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*29';
const [FIRST, SECOND] = [
  '!AIVDM,2,1,9,B,55R3Vn82=ILTQ3KKS>1<D60Dq@E918U<F222221J1`?164vc03S1CCAD,0*2A',
  '!AIVDM,2,2,9,B,`88888888888880,2*76',
];

function sealed(body: string): string {
  let sum = 0;
  for (let at = 0; at < body.length; at++) sum ^= body.charCodeAt(at);
  return `${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}

const onB = (body: string): string => `!${sealed(body.slice(1).split('*')[0]?.replace(',B,', ',A,') ?? '')}`;

interface Seen {
  messages: (Pick<SentenceTag, 'line' | 'at' | 'station' | 'channel' | 'talker'> & { type: unknown })[];
  rejected: [number, string][];
}

function read(text: string | Uint8Array, pieces = 1_000_000, receivedAt = 0): Seen {
  const seen: Seen = { messages: [], rejected: [] };
  const reader = new SentenceReader({
    message(six, bits, { line, at, station, channel, talker }) {
      const message = decodeMessage(six, bits);
      seen.messages.push({
        line,
        at,
        station,
        channel,
        talker,
        type: typeof message === 'string' ? message : message.type,
      });
    },
    reject: (line, reason) => void seen.rejected.push([line, reason]),
  });
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let from = 0; from < bytes.length; from += pieces) reader.feed(bytes.subarray(from, from + pieces), receivedAt);
  reader.finish();
  return seen;
}

const types = (text: string): unknown[] => read(text).messages.map(({ type }) => type);

describe('SentenceReader', () => {
  it('reads sentences of one part and of several, whatever the pieces the bytes come in', () => {
    const text = [POSITION, FIRST, SECOND, POSITION].join('\r\n');
    expect(types(text)).toEqual([1, 5, 1]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (pieces) => {
        expect(read(text, pieces)).toEqual(read(text));
      }),
    );
  });

  it('puts together parts that come in any order and mixed with those of another channel', () => {
    expect(types([SECOND, FIRST].join('\n'))).toEqual([5]);
    expect(types([FIRST, onB(FIRST), onB(SECOND), SECOND].join('\n'))).toEqual([5, 5]);
    expect(types([`\\${sealed('s:one')}\\${FIRST}`, `\\${sealed('s:two')}\\${SECOND}`].join('\n'))).toEqual([]);
  });

  it('takes the time and the station from the tag block, and for its group from the first of it', () => {
    const lines = [
      `\\${sealed('g:1-2-77,s:r003669945,c:1120959341')}\\${FIRST}`,
      `\\${sealed('g:2-2-77')}\\${SECOND}`,
      `\\${sealed('s:42809,c:1635731889123')}\\${POSITION}`,
    ];
    expect(read(lines.join('\n')).messages).toMatchObject([
      { at: 1_120_959_341, station: 'r003669945', type: 5 },
      { at: 1_635_731_889.123, station: '42809', type: 1 },
    ]);
  });

  it('takes the time from what a logger or a coast guard writes around, and from $PGHP before', () => {
    const [suffix, logger, iso, announced] = read(
      [
        `${POSITION},s28947,d-112,T00.04,r003669945,1085889680`,
        `1453390000 ${POSITION}`,
        `2021-11-01T00:00:01Z ${POSITION}`,
        '$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B',
        POSITION,
        POSITION,
      ].join('\n'),
      1_000_000,
      7,
    ).messages;
    expect([suffix?.at, logger?.at, iso?.at]).toEqual([1_085_889_680, 1_453_390_000, 1_635_724_801]);
    expect(suffix?.station).toBe('003669945');
    expect(announced?.at).toBe(Date.UTC(2010, 5, 11, 11, 46, 11, 390) / 1000);
    expect(read(POSITION, 100, 7).messages[0]?.at).toBe(7);
  });

  it('says of each bad line which it is and why, and goes on', () => {
    const bad = [
      POSITION.replace('*29', '*2A'),
      POSITION.slice(0, 30),
      POSITION.slice(0, -1),
      `!${sealed('AIVDM,1,1,,A,,0')}`,
      `!${sealed('AIVDM,2,3,1,A,13aDp<PP000IwSlN?Wm@0?wN2<1T,0')}`,
      `!${sealed('AIVDM,1,1,,A,13aDp<PP000IwSlN?Wm@0?wN2<1T,9')}`,
      `!${sealed('AIVDM,1,1,,A,13aDp<PP0z0IwSlN?Wm@0?wN2<1T,0')}`,
      `x${'y'.repeat(5000)}`,
      FIRST,
    ];
    const { rejected, messages } = read([...bad, POSITION].join('\n'));
    expect(rejected).toEqual([
      [1, 'a wrong checksum'],
      [2, 'a sentence without a checksum'],
      [3, 'half a sentence'],
      [4, 'an empty payload'],
      [5, 'a sentence that does not say which part it is'],
      [6, 'a sentence without its number of fill bits'],
      [7, 'a payload with letters that no payload holds'],
      [8, 'a line of more than 4096 bytes'],
      [9, 'parts of the message are missing'],
    ]);
    expect(messages).toHaveLength(1);
  });

  it('survives noise and a line without an end', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (noise) => void read(noise, 97)));
    const endless = new Uint8Array(3_000_000).fill(65);
    const { rejected, messages } = read(
      new Uint8Array([...endless, 10, ...new TextEncoder().encode(POSITION)]),
      65_536,
    );
    expect(rejected).toEqual([[1, 'a line of more than 4096 bytes']]);
    expect(messages).toHaveLength(1);
  });
});
