import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frontier } from './frontier.ts';
import { nodePrimitives } from './node-primitives.ts';
import { cosign, signerOf, signNote } from './signer.ts';
import { parseTilePath, readBundle, readTile, tilePath, tileWidthAt, writeBundle } from './tiles.ts';
import { fromBase64, toBase64 } from './verify/bytes.ts';
import { checkpointBody, isSignedByLog, parseCheckpoint } from './verify/checkpoint.ts';
import { commitmentOf } from './verify/commitment.ts';
import { cosignedAt } from './verify/cosignature.ts';
import { leafHash } from './verify/merkle.ts';
import { readProofFile, writeProofFile } from './verify/proof-file.ts';
import { isSignedBy, parseNote, parseVerifierKey, writeNote, writeVerifierKey } from './verify/signed-note.ts';

/** The example of golang.org/x/mod/sumdb/note, which C2SP signed-note describes. */
const PETER_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_NOTE = [
  'If you think cryptography is the answer to your problem,',
  "then you don't know what your problem is.",
  '',
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
  '',
].join('\n');

const log = signerOf('log.example/one', 'note', Buffer.alloc(32, 1));
const witness = signerOf('witness.example', 'cosignature', Buffer.alloc(32, 2));
const body = checkpointBody({ origin: 'log.example/one', size: 3, root: Buffer.alloc(32, 7) });

describe('signed notes', () => {
  it('reads and checks the note that the format is explained by', () => {
    const key = parseVerifierKey(nodePrimitives, PETER_KEY);
    const note = parseNote(PETER_NOTE);
    if (!key || !note) throw new Error('unread');
    expect(writeVerifierKey(key)).toBe(PETER_KEY);
    expect(writeNote(note)).toBe(PETER_NOTE);
    expect(isSignedBy(nodePrimitives, note, key)).toBe(true);
    expect(isSignedBy(nodePrimitives, { ...note, body: note.body.replace('is', 'Is') }, key)).toBe(false);
  });

  it.each([
    ['no empty line', 'text\n— a AAAAAAAA\n'],
    ['no signature', 'text\n\n'],
    ['no last newline', PETER_NOTE.slice(0, -1)],
    ['a hyphen for the dash', PETER_NOTE.replace('—', '-')],
    ['a control character', PETER_NOTE.replace('If', 'I\u0000f')],
    ['a name with a plus', PETER_NOTE.replace('— PeterNeumann', '— Peter+Neumann')],
    ['base64 that is none', PETER_NOTE.replace('x08go', 'x08g*')],
    ['a signature shorter than its key id', 'text\n\n— a AAAA\n'],
    ['a hundred and one signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
  ])('refuses a note with %s', (_, text) => {
    expect(parseNote(text)).toBeNull();
  });

  it.each([
    ['another name', PETER_KEY.replace('Peter', 'Petra')],
    ['another id', PETER_KEY.replace('c74f', 'c74e')],
    ['a short key', PETER_KEY.slice(0, -4)],
    ['an unknown type', `x+00000000+${toBase64(Uint8Array.from([9, ...Array(32).fill(0)]))}`],
    ['nothing', ''],
  ])('refuses a key with %s', (_, text) => {
    expect(parseVerifierKey(nodePrimitives, text)).toBeNull();
  });
});

describe('checkpoints and cosignatures', () => {
  const note = { body, signatures: [signNote(log, body), cosign(witness, body, 1_790_000_000)] };

  it('tells who signed, and when the witness did', () => {
    const checkpoint = parseCheckpoint(writeNote(note));
    if (!checkpoint) throw new Error('unread');
    expect(isSignedByLog(nodePrimitives, checkpoint, log.key)).toBe(true);
    expect(cosignedAt(nodePrimitives, checkpoint.note, witness.key)).toBe(1_790_000_000);
  });

  it('does not take one signature for another: other time, other head, other type of key', () => {
    const [, signature] = note.signatures;
    if (!signature) throw new Error('unsigned');
    const later = Uint8Array.from(signature.signature);
    later[7] = (later[7] ?? 0) ^ 1;
    expect(
      cosignedAt(nodePrimitives, { body, signatures: [{ ...signature, signature: later }] }, witness.key),
    ).toBeNull();
    expect(cosignedAt(nodePrimitives, { ...note, body: body.replace('3', '4') }, witness.key)).toBeNull();
    const asNote = signerOf('witness.example', 'note', Buffer.alloc(32, 2));
    expect(isSignedBy(nodePrimitives, note, asNote.key)).toBe(false);
    expect(Buffer.compare(asNote.key.keyId, witness.key.keyId)).not.toBe(0);
  });

  it.each([
    '',
    'o\n1\n',
    'o\n01\nAAAA\n',
    'o\n-1\n',
    `\n1\n${toBase64(Buffer.alloc(32))}\n`,
    `o\n1\n${toBase64(Buffer.alloc(31))}\n`,
  ])('refuses the body %j', (text) => {
    expect(parseCheckpoint(writeNote({ body: text, signatures: note.signatures }))).toBeNull();
  });
});

describe('tiles', () => {
  it('have the paths of the specification', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 1, index: 0, width: 8 })).toBe('tile/1/000.p/8');
    expect(tilePath({ level: 'entries', index: 999, width: 256 })).toBe('tile/entries/999');
  });

  it('are read back from their path, and from no other', () => {
    fc.assert(
      fc.property(fc.nat(63), fc.nat(2 ** 40), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
      }),
    );
    for (const path of [
      'tile/0/1',
      'tile/0/x000/001',
      'tile/64/000',
      'tile/0/000.p/256',
      'tile/0/000.p/0',
      'tile/00/000',
      'tile/0/../000',
    ])
      expect(parseTilePath(path)).toBeNull();
  });

  it('have the width that the size of the log gives', () => {
    expect(tileWidthAt(70_000, { level: 0, index: 273 })).toBe(112);
    expect(tileWidthAt(70_000, { level: 1, index: 1 })).toBe(17);
    expect(tileWidthAt(70_000, { level: 2, index: 0 })).toBe(1);
    expect(tileWidthAt(70_000, { level: 1, index: 2 })).toBe(0);
  });

  it('hold entries of any length, and refuse a bundle that was cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        const bundle = writeBundle(entries);
        expect(readBundle(bundle)?.map((entry) => [...entry])).toEqual(entries.map((entry) => [...entry]));
        if (bundle.length > 0) expect(readBundle(bundle.subarray(0, -1))?.length ?? 0).toBeLessThan(entries.length);
      }),
    );
  });
});

describe('proof files and commitments', () => {
  it('come back as they were written', () => {
    const file = {
      extra: Buffer.from('x'),
      index: 5,
      proof: [Buffer.alloc(32, 3)],
      checkpoint: writeNote({ body, signatures: [signNote(log, body)] }),
    };
    const text = writeProofFile(file);
    expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra eA==\nindex 5\n/);
    const read = readProofFile(text);
    expect('fault' in read ? read : writeProofFile(read)).toBe(text);
  });

  it.each([
    ['', 'empty line'],
    ['c2sp.org/tlog-proof@v2\nindex 0\n\n', 'first line'],
    ['c2sp.org/tlog-proof@v1\nextra ***\nindex 0\n\n', 'line 2'],
    ['c2sp.org/tlog-proof@v1\nindex 01\n\n', 'line 2'],
    ['c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n', 'hash 1'],
    [`c2sp.org/tlog-proof@v1\nindex 1\n${`${toBase64(Buffer.alloc(32))}\n`.repeat(64)}\n`, '64 hashes'],
  ])('says what is wrong with %j', (text, fault) => {
    expect(readProofFile(text)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('commit as HMAC-SHA-256 does', async () => {
    const { createHmac } = await import('node:crypto');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: 'grapheme' }), (salt, record) => {
        const expected = createHmac('sha256', salt).update('watchkeeper/commitment/v1\n').update(record).digest();
        expect(Buffer.compare(commitmentOf(nodePrimitives, salt, record), expected)).toBe(0);
      }),
    );
    expect(() => commitmentOf(nodePrimitives, Buffer.alloc(31), '')).toThrow('32 bytes');
  });
});

const shared = fileURLToPath(new URL('../../../shared/data/formats/tlog/tessera-log/', import.meta.url));

describe.skipIf(!existsSync(shared))('a log that another implementation wrote', () => {
  const read = (name: string): Buffer => readFileSync(`${shared}${name}`);

  it('has the leaves, roots and heads that we compute', () => {
    const entries = readBundle(read('tile/entries/000.p/15'));
    if (!entries) throw new Error('unread');
    expect(readTile(read('tile/0/000.p/15'))?.map(toBase64)).toEqual(
      entries.map((entry) => toBase64(leafHash(nodePrimitives, entry))),
    );
    for (const size of [1, 8, 15]) {
      const checkpoint = parseCheckpoint(read(`checkpoint.${size}`).toString());
      const frontier = new Frontier();
      frontier.append(entries.slice(0, size));
      expect(checkpoint).toMatchObject({ origin: 'example.com/log/testdata', size });
      expect(toBase64(checkpoint?.root ?? Buffer.of())).toBe(toBase64(frontier.root()));
    }
    expect(fromBase64('rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=')).toHaveLength(32);
  });
});
