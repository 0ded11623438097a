/** A property's values: text, or in the nested export whole entities. */
export type FtmValue = string | FtmEntity;

/** An entity of FollowTheMoney as OpenSanctions writes it. */
export interface FtmEntity {
  id: string;
  schema: string;
  caption?: string;
  properties: Record<string, FtmValue[]>;
}

/** One line of a file: an entity, in a delta one that came, changed or went; or what is wrong with it. */
export type FtmLine = { op: 'ADD' | 'MOD'; entity: FtmEntity } | { op: 'DEL'; id: string } | { problem: string };

interface LooseLine {
  op?: unknown;
  id?: unknown;
  entity?: unknown;
}

/** Reads `{id, schema, properties}` or `{op, entity}`. Never throws. */
export function ftmLine(text: string): FtmLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'is not JSON' };
  }
  if (typeof value !== 'object' || value === null) return { problem: 'is no entity' };
  const { op, id, entity } = value as LooseLine;
  if (op === undefined) return added('ADD', value);
  if (op === 'ADD' || op === 'MOD') return added(op, entity);
  const gone = id ?? (entity as LooseLine | null | undefined)?.id;
  if (op === 'DEL' && typeof gone === 'string' && gone !== '') return { op, id: gone };
  return { problem: op === 'DEL' ? 'removes no entity' : `has the unknown operation "${String(op)}"` };
}

function added(op: 'ADD' | 'MOD', value: unknown): FtmLine {
  return isEntity(value) ? { op, entity: value } : { problem: 'lacks id, schema or properties' };
}

/** Entities nest at most so deep: a party, its relation, the other end, that one's address. */
const MOST_DEPTH = 6;

/** True for an object with the three parts that every entity has, its properties lists of text or entities. */
export function isEntity(value: unknown, depth = 0): value is FtmEntity {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return false;
  const { id, schema, properties } = value as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || typeof schema !== 'string') return false;
  const isValue = (one: unknown): boolean => typeof one === 'string' || isEntity(one, depth + 1);
  return (
    typeof properties === 'object' &&
    properties !== null &&
    Object.values(properties).every((values) => Array.isArray(values) && values.every(isValue))
  );
}
