import { z } from 'zod';
import { CLEARANCES } from './caveat.ts';
import { code } from './label.ts';
import type { LabelSubject } from './may.ts';
import { ROLES, type Role } from './role.ts';

/** Somebody of a state or an organisation. */
export interface Person {
  id: string;
  login: string;
  name: string;
  state: string | null;
  organisation: string | null;
  roles: Role[];
  /** What they are cleared for. */
  caveats: string[];
  exercise: boolean;
}

/** A person who has shown who they are. */
export interface SignedIn extends Person {
  /** Id of the session, which is no secret. */
  session: string;
  expiresAt: string;
}

/** What a person types to sign in. */
export const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,79}$/, 'must be 2 to 80 letters, digits, dots, dashes or @');
export const personName = z.string().trim().min(1).max(120);
export const clearance = z.enum(CLEARANCES as [string, ...string[]]);

/** Who is invited, besides of what state. */
export const inviteeShape = z.strictObject({
  login,
  name: personName,
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
  caveats: z.array(clearance).max(CLEARANCES.length).default([]),
});
/** What of a person may change; left out, it stays. */
export const changeShape = inviteeShape
  .pick({ roles: true })
  .partial()
  .extend({ caveats: z.array(clearance).max(CLEARANCES.length).optional() });
export type Invitee = z.output<typeof inviteeShape>;

/** A person as answers show one. */
export const personShape = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  state: code.nullable(),
  organisation: code.nullable(),
  roles: z.array(z.enum(ROLES)),
  caveats: z.array(z.string()),
  exercise: z.boolean(),
});

/** Whoever asks a route, as labels see them: `may()` and `asSubject()` take this. */
export function labelSubjectOf(asker: Asker): LabelSubject {
  const { state, organisation } = asker.person ?? asker.home ?? { state: null, organisation: null };
  return {
    kind: asker.kind,
    state,
    organisation,
    roles: asker.person?.roles ?? [],
    caveats: asker.person?.caveats ?? [],
  };
}

/** What the server knows of the one who asks. */
interface Asker {
  kind: 'public' | 'key' | 'operator' | 'person';
  person?: Person;
  /** Of a key. */
  home?: { state: string | null; organisation: string | null };
}
