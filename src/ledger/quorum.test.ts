import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCheckpoint, readAddCheckpoint, type WitnessedHead, writeAddCheckpoint } from './add-checkpoint.ts';
import { findForks } from './find-fork.ts';
import { Frontier } from './frontier.ts';
import { nodePrimitives } from './node-primitives.ts';
import { cosign, signerOf, signNote } from './signer.ts';
import { checkpointBody, parseCheckpoint, type SignedCheckpoint } from './verify/checkpoint.ts';
import {
  attest,
  overlapOf,
  type Policy,
  quorumFault,
  quorumOf,
  readPolicy,
  spareOf,
  writePolicy,
} from './verify/policy.ts';
import { writeNote } from './verify/signed-note.ts';

const log = signerOf('log.example', 'note', Buffer.alloc(32, 100));
const states = Array.from({ length: 11 }, (_, at) =>
  signerOf(`state${at}.example`, 'cosignature', Buffer.alloc(32, at + 1)),
);
const policy: Policy = {
  logs: [log.key],
  witnesses: states.map(({ key }, at) => ({ name: `S${at}`, key, url: null })),
  quorum: 7,
};

describe('the quorum', () => {
  it('of eleven is seven: four may be absent, and a split needs three that lie', () => {
    expect(quorumOf(11)).toBe(7);
    expect(spareOf(7, 11)).toBe(4);
    expect(overlapOf(7, 11)).toBe(3);
  });

  it('never gives one witness a veto and never lets histories part, whatever their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), (members) => {
        const quorum = quorumOf(members);
        expect(quorumFault(quorum, members)).toBeNull();
        expect(spareOf(quorum, members)).toBeGreaterThanOrEqual(1);
        expect(overlapOf(quorum, members)).toBeGreaterThanOrEqual(1);
      }),
    );
    expect([0, 1, 2].map(quorumOf)).toEqual([0, 0, 0]);
  });

  it('of all is refused as a veto, and one of half as a way to split', () => {
    expect(quorumFault(11, 11)).toContain('veto');
    expect(quorumFault(5, 11)).toContain('two different histories');
    expect(quorumFault(12, 11)).toContain('only 11');
    const all = writePolicy({ ...policy, quorum: 7 }).replace(/group (\S+) 7/, 'group $1 all');
    expect(readPolicy(nodePrimitives, all)).toEqual({ fault: expect.stringContaining('veto') });
  });

  it('comes back from its file as it was written', () => {
    const text = writePolicy(policy);
    expect(readPolicy(nodePrimitives, text)).toEqual(policy);
  });

  it.each([
    ['', 'no log'],
    ['log x\n', 'line 1'],
    ['fnord\n', 'line 1: "fnord"'],
    [writePolicy(policy).replace('S1 ', 'S0 '), 'line 3'],
    [writePolicy(policy).replace(' S10\n', ' S99\n'), '"S99" is not a witness'],
    [writePolicy(policy).replace(/^quorum .*$/m, ''), 'no line "quorum"'],
    [writePolicy(policy).replace(/^quorum .*$/m, 'quorum nobody'), '"nobody"'],
  ])('says where the policy %# is wrong', (text, fault) => {
    expect(readPolicy(nodePrimitives, text)).toEqual({ fault: expect.stringContaining(fault) });
  });
});

/** The head over these entries, as the log signs it. */
function headOf(entries: readonly string[]): string {
  const frontier = new Frontier();
  frontier.append(entries.map((entry) => Buffer.from(entry)));
  const body = checkpointBody({ origin: 'log.example', size: frontier.size, root: frontier.root() });
  return writeNote({ body, signatures: [signNote(log, body)] });
}

/**
 * A log that lies shows one history to some and another to the rest. Honest witnesses sign the first that they are
 * asked for; dishonest ones sign both.
 */
function splitView(dishonest: number, askedFirstForA: (state: number) => boolean) {
  const histories = [headOf(['a', 'truth']), headOf(['a', 'lie'])];
  const heads = states.map((): WitnessedHead | null => null);
  const signedHeads = histories.map((text) => parseCheckpoint(text) as SignedCheckpoint);
  for (const [at, state] of states.entries()) {
    const order = askedFirstForA(at) ? [0, 1] : [1, 0];
    for (const history of order) {
      const request = readAddCheckpoint(
        writeAddCheckpoint({
          oldSize: at < dishonest ? 0 : (heads[at]?.size ?? 0),
          proof: [],
          checkpoint: histories[history] ?? '',
        }),
      );
      if (!request) throw new Error('unread');
      const judged = judgeCheckpoint(request, [log.key], at < dishonest ? null : (heads[at] ?? null));
      if ('status' in judged) continue;
      heads[at] = { size: judged.size, root: judged.root };
      const head = signedHeads[history] as SignedCheckpoint;
      const signatures = [...head.note.signatures, cosign(state, judged.note.body, 1_790_000_000)];
      signedHeads[history] = { ...head, note: { ...head.note, signatures } };
    }
  }
  return signedHeads as [SignedCheckpoint, SignedCheckpoint];
}

describe('a log that shows two histories', () => {
  it.each([1, 2])('never finds seven of eleven for both with %i that lie, however it asks', (dishonest) => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }), (asked) => {
        const views = splitView(dishonest, (state) => asked[state] === true);
        expect(views.filter((view) => attest(nodePrimitives, view, policy).holds).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('can with three, and is caught by whoever compares the two heads, with those who lied named', async () => {
    const views = splitView(3, (state) => state < 7);
    expect(views.map((view) => attest(nodePrimitives, view, policy).holds)).toEqual([true, true]);
    const forks = await findForks(views, policy, async () => null);
    expect(forks).toHaveLength(1);
    expect(forks[0]?.signedBoth).toEqual(['S0', 'S1', 'S2']);
  });

  it('is not accused by a head that it did not sign', async () => {
    const views = splitView(3, (state) => state < 7);
    const forged = { ...views[1], note: { ...views[1].note, signatures: views[1].note.signatures.slice(1) } };
    expect(await findForks([views[0], forged], policy, async () => null)).toEqual([]);
  });
});
