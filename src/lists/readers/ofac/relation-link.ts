import type { LinkRecord } from '../../list-record.ts';
import { relationOf } from './labels.ts';

interface OfacRelation {
  /** OFAC's words: `Acting for or on behalf of`. */
  label: string;
  former: boolean;
  from: { key: string; schema: string };
  to: { key: string };
  line: number;
}

/** The link that a relationship of OFAC's is: the owner before what is owned, an associate only of a person. */
export function relationLink({ label, former, from, to, line }: OfacRelation): LinkRecord {
  const relation = relationOf(label);
  const [start, end] = relation.reversed ? [to.key, from.key] : [from.key, to.key];
  const schema = relation.schema === 'Associate' && from.schema !== 'Person' ? 'UnknownLink' : relation.schema;
  const role = former ? `${label} (former)` : label;
  return { schema, from: start, to: end, ...(role ? { role } : {}), place: { line } };
}
