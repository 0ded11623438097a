import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.ts';

export const CUSTODY_ACTS = [
  'taken-in',
  'handed-over',
  'accepted',
  'declined',
  'opened',
  'stamped',
  'checked',
  'erased',
] as const;
/** What was done with an item. A hand-over counts once the other side has accepted it. */
export type CustodyAct = (typeof CUSTODY_ACTS)[number];

/** What is signed. */
export interface CustodyBody {
  evidence: string;
  /** 1, 2, 3 … */
  number: number;
  /** Hash of the entry before; null for the first. */
  previous: string | null;
  /** Instant, ISO 8601. */
  at: string;
  act: CustodyAct;
  /** Who did it and signed. */
  by: string;
  /** Of a hand-over: to whom. */
  to: string | null;
  note: string | null;
  /** SHA-256 of the item's content. */
  sha256: string;
}

export interface CustodyEntry {
  body: CustodyBody;
  /** Ed25519, base64. */
  signature: string;
}

/** A custodian's public key: SPKI, DER, base64. */
export interface CustodianKey {
  custodian: string;
  publicKey: string;
}

export interface CustodyReport {
  holds: boolean;
  /** What does not hold, by entry. */
  faults: { number: number; fault: string }[];
  /** Who answers for the item now; null when the chain does not begin. */
  holder: string | null;
  /** To whom it is on the way. */
  underWayTo: string | null;
  erased: boolean;
}

/** Keeps a signature on custody from being taken for one on anything else. */
const DOMAIN = 'watchkeeper custody 1\n';

/** The bytes that a custodian signs. */
export function custodyBytes(body: CustodyBody): Buffer {
  return Buffer.from(DOMAIN + canonicalJson(body));
}

/** The hash by which the next entry names this one: over the signature too, so that neither can be replaced. */
export function custodyHash(entry: CustodyEntry): string {
  return createHash('sha256').update(DOMAIN).update(canonicalJson(entry)).digest('hex');
}

/** Follows a chain from its first entry and says whether every link, signature and hand-over holds. */
export function verifyCustody(
  entries: readonly CustodyEntry[],
  keys: readonly CustodianKey[],
  item: { id: string; sha256: string },
): CustodyReport {
  const report: CustodyReport = { holds: false, faults: [], holder: null, underWayTo: null, erased: false };
  let before: CustodyEntry | null = null;
  for (const [at, entry] of entries.entries()) {
    const { body } = entry;
    const faults = [
      body.number === at + 1 ? null : `it is numbered ${body.number} in place ${at + 1}`,
      body.previous === (before ? custodyHash(before) : null) ? null : 'it does not name the entry before it',
      body.evidence === item.id && body.sha256 === item.sha256 ? null : 'it is about another item',
      before && Date.parse(body.at) < Date.parse(before.body.at) ? 'it is dated before the entry before it' : null,
      isSigned(entry, keys) ? null : `no key of "${body.by}" has signed it`,
      step(report, body),
    ];
    for (const fault of faults) if (fault !== null) report.faults.push({ number: at + 1, fault });
    before = entry;
  }
  if (entries.length === 0) report.faults.push({ number: 0, fault: 'there is no entry' });
  report.holds = report.faults.length === 0;
  return report;
}

/** Why an entry may not follow a chain; null when it may. The chain's own signatures are not looked at again. */
export function whyNotFollow(entries: readonly CustodyEntry[], next: CustodyBody): string | null {
  const report: CustodyReport = { holds: false, faults: [], holder: null, underWayTo: null, erased: false };
  for (const { body } of entries) step(report, body);
  return step(report, next);
}

function isSigned({ body, signature }: CustodyEntry, keys: readonly CustodianKey[]): boolean {
  return keys.some(({ custodian, publicKey }) => {
    if (custodian !== body.by) return false;
    try {
      const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
      return (
        key.asymmetricKeyType === 'ed25519' && verify(null, custodyBytes(body), key, Buffer.from(signature, 'base64'))
      );
    } catch {
      return false;
    }
  });
}

/** Brings the report one entry further; what was not allowed at that point is a fault. */
function step(report: CustodyReport, { act, by, to }: CustodyBody): string | null {
  const { holder, underWayTo } = report;
  if (act === 'taken-in') {
    if (holder !== null) return 'it was taken in before';
    report.holder = by;
    return null;
  }
  if (holder === null) return 'the chain does not begin with the taking in';
  if (act === 'handed-over') {
    if (by !== holder) return `"${by}" hands over what "${holder}" holds`;
    if (to === null || to === holder) return 'it does not say to whom it is handed over';
    report.underWayTo = to;
    return null;
  }
  if (act === 'accepted' || act === 'declined') {
    if (underWayTo !== by) return `it was not handed over to "${by}"`;
    report.underWayTo = null;
    if (act === 'accepted') report.holder = by;
    return null;
  }
  if (act !== 'erased') return null;
  if (by !== holder) return `"${by}" erases what "${holder}" holds`;
  if (report.erased) return 'it was erased before';
  report.erased = true;
  return null;
}
