import { readShippedJson } from '../kernel/shipped-data.ts';

/** How a property's values are compared and shown (the type names of FollowTheMoney). */
export type PropertyType =
  | 'name' | 'identifier' | 'country' | 'date' | 'address' | 'entity' | 'topic' | 'gender'
  | 'email' | 'phone' | 'url' | 'number' | 'string' | 'text'; // biome-ignore format: one look

interface SchemaData {
  extends: string[];
  matchable: boolean;
  edge: boolean;
  properties: Record<string, PropertyType>;
}

export interface Schema {
  readonly name: string;
  /** Every ancestor and itself. */
  readonly ancestors: ReadonlySet<string>;
  /** May be the subject of a screening. */
  readonly matchable: boolean;
  /** Is a relation between two entities. */
  readonly edge: boolean;
  /** Own and inherited properties. */
  readonly properties: ReadonlyMap<string, PropertyType>;
}

const data = readShippedJson<{ schemata: Record<string, SchemaData> }>('parties/schemata.json');

const schemata = new Map<string, Schema>();
for (const name of Object.keys(data.schemata)) resolve(name);

function resolve(name: string): Schema {
  const known = schemata.get(name);
  if (known) return known;
  const own = data.schemata[name];
  if (!own) throw new Error(`schemata.json names an unknown parent "${name}"`);
  const parents = own.extends.map(resolve);
  const schema: Schema = {
    name,
    ancestors: new Set([name, ...parents.flatMap((parent) => [...parent.ancestors])]),
    matchable: own.matchable,
    edge: own.edge,
    properties: new Map([...parents.flatMap((parent) => [...parent.properties]), ...Object.entries(own.properties)]),
  };
  schemata.set(name, schema);
  return schema;
}

/** The schema of that name, or undefined. */
export function findSchema(name: string): Schema | undefined {
  return schemata.get(name);
}

/** True when `name` is `ancestor` or inherits from it. Unknown names are nobody's child. */
export function isA(name: string, ancestor: string): boolean {
  return schemata.get(name)?.ancestors.has(ancestor) ?? false;
}

/** The schemata that may be the subject of a screening, parents before children. */
export function matchableSchemata(): Schema[] {
  return [...schemata.values()].filter(({ matchable }) => matchable);
}
