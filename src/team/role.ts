import { readShippedJson } from '../kernel/shipped-data.ts';

/** What one may do with labelled material. The list is closed: what is not in it cannot be asked for. */
export const LABEL_ACTS = [
  'read',
  /** Add to it, as one's own. */
  'write',
  'comment',
  /** Offer another wording, which the originator cannot discard. */
  'propose',
  /** Attach a state's disagreement. */
  'dissent',
  /** Answer what is said of oneself. */
  'reply',
  /** Send a request for information about it. */
  'ask',
  /** Rate a source or a content. */
  'rate',
  /** Take it into material of one's own, under a label merged with this one. */
  'quote',
  /** Let more see it. */
  'release',
  /** Let fewer see it, or change caveats and expiry. */
  'relabel',
] as const;
export type LabelAct = (typeof LABEL_ACTS)[number];

export const ROLES = ['analyst', 'releaser', 'coordinator', 'witness-officer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export interface RoleFacts {
  id: Role;
  name: string;
  sentence: string;
  acts: LabelAct[];
}

export const ROLE_FACTS: readonly RoleFacts[] = readShippedJson<{ roles: RoleFacts[] }>('team/roles.json').roles;

const actsOf = new Map<Role, ReadonlySet<LabelAct>>(ROLE_FACTS.map(({ id, acts }) => [id, new Set(acts)]));

/** True when one of the roles may do the act, as far as roles go. */
export function rolesMay(roles: readonly Role[], act: LabelAct): boolean {
  for (const role of roles) if (actsOf.get(role)?.has(act)) return true;
  return false;
}
