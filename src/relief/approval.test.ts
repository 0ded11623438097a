import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../ledger/node-primitives.ts';
import { signerOf } from '../ledger/signer.ts';
import { writeVerifierKey } from '../ledger/verify/signed-note.ts';
import { type Approval, readApproval, signApproval, signRevocations, verifyApproval } from './approval.ts';

const signer = signerOf('watch.example/exercise', 'note', new Uint8Array(32).fill(7));
const stranger = signerOf('watch.example/exercise', 'note', new Uint8Array(32).fill(8));
const trusted = writeVerifierKey(signer.key);
const approval: Approval = readApproval({
  format: 'watchkeeper-approval/1',
  id: 'EXERCISE-2026-1',
  authority: 'EXERCISE committee',
  letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
  grantee: 'EXERCISE Aid',
  window: { from: '2026-01-10', to: '2026-10-10' },
  mostShipments: 3,
  route: ['CNDDG'],
  items: [{ line: 1, name: 'Syringe', hsCode: '901831', quantity: '1000', unit: 'pieces' }],
  exercise: true,
});
const text = signApproval(signer, approval);
const verify = (parts: Partial<Parameters<typeof verifyApproval>[1]> = {}) =>
  verifyApproval(nodePrimitives, { approval: text, trusted, on: '2026-02-01', ...parts });

describe('a signed approval', () => {
  it('holds offline, and says that revocation was not looked at when no list is given', () => {
    expect(verify()).toMatchObject({
      standing: 'valid',
      signer: 'watch.example/exercise',
      revocation: { state: 'not-checked' },
      approval,
    });
  });

  it('fails with any letter changed', () => {
    for (const [from, to] of [
      ['1000', '9000'],
      ['2026-10-10', '2027-10-10'],
      ['CNDDG', 'CNSHA'],
      ['Syringe', 'Turbine'],
    ] as const)
      expect(() => verify({ approval: text.replace(from, to) })).toThrow('signature does not hold');
  });

  it('fails with any byte of the whole file changed, or says the same', () => {
    const honest = JSON.stringify(verify().approval);
    for (let at = 0; at < text.length; at += 1) {
      const altered = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
      let said = honest;
      try {
        said = JSON.stringify(verify({ approval: altered }).approval);
      } catch {}
      expect(said).toBe(honest);
    }
  });

  it('fails under the key of somebody else, though the file carries its own', () => {
    expect(() => verify({ approval: signApproval(stranger, approval) })).toThrow('another signer');
    expect(() => verify({ trusted: writeVerifierKey(stranger.key) })).toThrow('another signer');
    expect(() => verify({ trusted: 'nonsense' })).toThrow('no verifier key');
  });

  it('is revoked when the signed list names it, whatever its window', () => {
    const revocations = signRevocations(signer, '2026-01-20T00:00:00Z', [
      { id: approval.id, at: '2026-01-19T00:00:00Z', reason: 'EXERCISE error' },
    ]);
    expect(verify({ revocations })).toMatchObject({ standing: 'revoked', revocation: { reason: 'EXERCISE error' } });
    const others = signRevocations(signer, '2026-01-20T00:00:00Z', []);
    expect(verify({ revocations: others })).toMatchObject({
      standing: 'valid',
      revocation: { state: 'not-revoked', asOf: '2026-01-20T00:00:00Z' },
    });
  });

  it('does not pass under a list that is altered, of another signer, or no list', () => {
    const list = signRevocations(signer, '2026-01-20T00:00:00Z', [{ id: approval.id, at: 'x', reason: 'EXERCISE' }]);
    for (const revocations of [
      list.replace('EXERCISE-2026-1', 'EXERCISE-2026-2'),
      signRevocations(stranger, 'x', []),
      text,
      '',
    ])
      expect(() => verify({ revocations })).toThrow('cannot be used');
  });

  it('knows its window to the day', () => {
    expect(['2026-01-09', '2026-01-10', '2026-10-10', '2026-10-11'].map((on) => verify({ on }).standing)).toEqual([
      'not-yet',
      'valid',
      'valid',
      'expired',
    ]);
  });

  it('is checked within 100 ms', () => {
    const begin = performance.now();
    verify();
    expect(performance.now() - begin).toBeLessThan(100);
  });

  it('cannot be written with an amount that nobody can compare, or two items of one line', () => {
    const [item] = approval.items;
    expect(() => readApproval({ ...approval, items: [{ ...item, unit: 'lots' }] })).toThrow('no amount');
    expect(() => readApproval({ ...approval, items: [item, item] })).toThrow('two items of one line');
    expect(() => readApproval({ ...approval, window: { from: '2026-02-01', to: '2026-01-01' } })).toThrow(
      'ends before',
    );
  });
});
