import { z } from 'zod';

/** A state by ISO 3166-1 alpha-2, an organisation by three characters or more. `public` is none, being lower-case. */
export const code = z.string().regex(/^[A-Z][A-Z0-9-]{1,39}$/, 'must be the code of a state or an organisation');

/** Codes of those from whose labels a merged label came, in order, joined by this. */
const JOINS = '+';

/** The shape of a label as rooms keep it and send it; its output is in normal form. */
export const labelShape = z
  .strictObject({
    /** Whose material it is. After a merge of several originators' labels: their codes in order, `FR+JP`. */
    originator: z
      .string()
      .max(1000)
      .regex(/^[A-Z][A-Z0-9-]{1,39}(?:\+[A-Z][A-Z0-9-]{1,39})*$/, 'must be the code of a state or an organisation'),
    /** Who besides may see it, any of them; `public` is everyone. */
    relTo: z.union([z.literal('public'), z.array(code).max(300)]),
    /** Ids in `data/team/caveats.json`; all of them hold. */
    caveats: z.array(z.string().regex(/^[A-Z][A-Z0-9-]{1,39}$/)).max(30),
    /** From this instant on only a sole originator sees it. */
    expiresAt: z.iso.datetime({ offset: true }).nullable(),
  })
  .transform((label): Label => normalLabel(label));

/** Who may see something. */
export interface Label {
  originator: string;
  relTo: 'public' | string[];
  caveats: string[];
  expiresAt: string | null;
}

/** One label for each meaning: codes sorted and once, the sole originator among those it is released to, instants in UTC. */
export function normalLabel({ originator, relTo, caveats, expiresAt }: Label): Label {
  const originators = sorted(originatorsOf(originator));
  const [sole] = originators.length === 1 ? originators : [];
  return {
    originator: originators.join(JOINS),
    relTo: relTo === 'public' ? relTo : sorted(sole === undefined ? relTo : [...relTo, sole]),
    caveats: sorted(caveats),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

/** The codes of those whose material went into it. */
export function originatorsOf(originator: string): string[] {
  return originator.split(JOINS);
}

/**
 * The label of what is made of two labelled things: seen only by who may see both. Idempotent, commutative and
 * associative; the result is in normal form.
 */
export function mergeLabels(one: Label, other: Label): Label {
  const [left, right] = [normalLabel(one), normalLabel(other)];
  return {
    originator: sorted([...originatorsOf(left.originator), ...originatorsOf(right.originator)]).join(JOINS),
    relTo: inBoth(left.relTo, right.relTo),
    caveats: sorted([...left.caveats, ...right.caveats]),
    expiresAt: earlier(left.expiresAt, right.expiresAt),
  };
}

function inBoth(one: Label['relTo'], other: Label['relTo']): Label['relTo'] {
  if (one === 'public') return other;
  return other === 'public' ? one : one.filter((reader) => other.includes(reader));
}

/** Both are `toISOString()`, which sorts as time does within the years that a label may name. */
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function sorted(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}
