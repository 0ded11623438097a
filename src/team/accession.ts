import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { AppError } from '../kernel/errors.ts';
import { hashOf } from '../kernel/hash.ts';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { countryCode } from '../parties/country.ts';
import { code } from './label.ts';
import { FOUNDING_STATES } from './states.ts';

export const JOINING = ['state', 'observer', 'organisation'] as const;

export interface Charter {
  version: string;
  /** Days between the filing of an accession and its effect, in which others comment. */
  waitingDays: Record<(typeof JOINING)[number], number>;
  /** What whoever joins binds itself to. */
  commitments: { id: string; sentence: string }[];
}

export const CHARTER: Charter = readShippedJson<Charter>('team/charter.json');
/** What an accession names as the text it accedes to. */
export const CHARTER_DIGEST = hashOf({ version: CHARTER.version, commitments: CHARTER.commitments });

const text = z.string().trim().min(1).max(500);

/** An accession: what is signed, and the signature over its canonical JSON (RFC 8785). */
export const accessionShape = z.strictObject({
  statement: z.strictObject({
    type: z.literal('watchkeeper/accession'),
    code,
    kind: z.enum(JOINING),
    name: text,
    /** SHA-256 of the charter's version and commitments. */
    charter: z.string().regex(/^[0-9a-f]{64}$/),
    commitments: z.array(z.string().max(80)).max(50),
    /** The note or letter by which it was declared: reference, day, office. */
    instrument: text,
    contact: text,
    signedAt: z.iso.datetime({ offset: true }),
    /** Ed25519, SPKI in base64: the key that signs this, and speaks for the state later. */
    publicKey: z.string().max(200),
  }),
  signature: z.string().max(200),
});
export type Accession = z.output<typeof accessionShape>;
export type AccessionStatement = Accession['statement'];

/** Signs a statement with the key whose public half it names. */
export function signAccession(statement: AccessionStatement, key: KeyObject): Accession {
  return { statement, signature: sign(null, Buffer.from(canonicalJson(statement)), key).toString('base64') };
}

/**
 * Checks an accession against the charter. Throws AppError that says what it lacks: nothing but its form is ever a
 * ground to refuse one.
 */
export function checkAccession(accession: Accession, known: ReadonlySet<string>): void {
  const { statement, signature } = accession;
  const faults: string[] = [];
  if (known.has(statement.code)) faults.push(`"${statement.code}" takes part already`);
  if (statement.kind !== 'organisation' && countryCode(statement.code) !== statement.code.toLowerCase())
    faults.push(`"${statement.code}" is no state's code (ISO 3166-1, two letters)`);
  if (statement.kind === 'organisation' && statement.code.length < 3)
    faults.push("an organisation's code has three characters or more");
  if (statement.charter !== CHARTER_DIGEST) faults.push('it accedes to another charter than the one in force');
  const missing = CHARTER.commitments.filter(({ id }) => !statement.commitments.includes(id));
  if (missing.length > 0) faults.push(`it lacks the commitments ${missing.map(({ id }) => id).join(', ')}`);
  if (!isSigned(statement, signature)) faults.push('its signature is not by the key that it names');
  if (faults.length === 0) return;
  throw new AppError({
    code: 'ACCESSION_INVALID',
    kind: 'invalid',
    message: `Cannot file the accession: ${faults.join('; ')}`,
    hint: 'GET /api/v1/team/charter says what it must contain; "watchkeeper team accede" writes and signs one.',
  });
}

/** When an accession filed at an instant takes effect. */
export function effectOf({ statement }: Accession, filedAt: Date): Date {
  return new Date(filedAt.getTime() + CHARTER.waitingDays[statement.kind] * 86_400_000);
}

/** What two offices read to each other to be sure of a key: SHA-256 of it, in groups. */
export function keyFingerprint(publicKey: string): string {
  return (hashOf(publicKey).slice(0, 40).match(/.{4}/g) ?? []).join(' ');
}

export const FOUNDING_CODES: ReadonlySet<string> = new Set(FOUNDING_STATES.map((state) => state.code));

function isSigned(statement: AccessionStatement, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(statement.publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(canonicalJson(statement)), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
