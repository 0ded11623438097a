import { propertyLabel, schemaLabel } from '../../parties/label.ts';
import { findSchema, isA, matchableSchemata, type Schema } from '../../parties/schema.ts';

/** A kind of party as OpenRefine is told it. */
export interface ReconcileType {
  id: string;
  name: string;
  description: string;
}

/** Rows that OpenRefine sends at once: yente's figure. */
const BATCH_SIZE = 3;
const PREVIEW = { width: 430, height: 600 };
/** FollowTheMoney's model: whose ids and property names these are. */
const MODEL = 'https://followthemoney.tech/explorer/';

/** What the reconciliation service offers (W3C reconciliation API 0.2). `passedOn` is the query of the asker, kept on every address. */
export function reconcileManifest(
  title: string,
  base: string,
  { origin, passedOn }: { origin: string; passedOn: string },
) {
  const query = passedOn === '' ? '' : `?${passedOn}`;
  const service = (path: string) => ({ service_url: base, service_path: `${path}${query}` });
  return {
    versions: ['0.2'],
    name: `${title} (Watchkeeper)`,
    identifierSpace: `${origin}/entities/`,
    schemaSpace: MODEL,
    documentation: `${origin}/openapi.json`,
    batchSize: BATCH_SIZE,
    view: { url: `${origin}/party/{{id}}` },
    preview: { url: `${base}/preview?id={{id}}`, ...PREVIEW },
    suggest: {
      entity: service('/suggest/entity'),
      type: service('/suggest/type'),
      property: service('/suggest/property'),
    },
    extend: { propose_properties: service('/extend/property'), propose_settings: settings },
    defaultTypes: matchableSchemata().map(({ name }) => typeOf(name)),
  };
}

const settings = [
  { name: 'limit', label: 'Limit', type: 'number', default: 0, help_text: 'Values a row at most; 0 for all.' },
  {
    name: 'render',
    label: 'Values as',
    type: 'select',
    default: 'caption',
    choices: [
      { id: 'caption', name: 'Text for people' },
      { id: 'raw', name: 'Codes for machines' },
    ],
    help_text: 'Countries by name (North Korea) or by code (kp).',
  },
];

export function typeOf(schema: string): ReconcileType {
  const { plural, description } = schemaLabel(schema);
  return { id: schema, name: plural, description };
}

/** Types whose name begins like that, or has a word that does. */
export function suggestTypes(prefix: string): ReconcileType[] {
  return [findSchema('Thing'), ...matchableSchemata()]
    .flatMap((schema) => (schema ? typeOf(schema.name) : []))
    .filter(({ id, name }) => begins(prefix, id, name));
}

/** Properties by name, the ones of ancestors once: `Person:birthDate` as FollowTheMoney writes them. */
export function suggestProperties(prefix: string): ReconcileType[] {
  const seen = new Map<string, ReconcileType>();
  for (const schema of [findSchema('Thing'), ...matchableSchemata()]) {
    for (const name of schema ? tellable(schema) : []) {
      if (seen.has(name) || !begins(prefix, name, propertyLabel(name))) continue;
      const label = propertyLabel(name);
      seen.set(name, { id: `${schema?.name}:${name}`, name: label, description: `${label} of ${schema?.name}` });
    }
  }
  return [...seen.values()];
}

/** Properties that a row of that type can be extended by. */
export function extendProperties(type: string): { id: string; name: string }[] {
  const schema = findSchema(type);
  return schema ? tellable(schema).map((name) => ({ id: name, name: propertyLabel(name) })) : [];
}

/** The property meant by `birthDate` or `Person:birthDate`, known to the schema or to a kind of it; null when none. */
export function propertyOf(pid: string, schema: string): string | null {
  const name = pid.slice(pid.indexOf(':') + 1);
  const kinds = matchableSchemata().filter((kind) => isA(kind.name, schema));
  return findSchema(schema)?.properties.has(name) || kinds.some((kind) => kind.properties.has(name)) ? name : null;
}

function tellable(schema: Schema): string[] {
  return [...schema.properties].filter(([, type]) => type !== 'entity').map(([name]) => name);
}

function begins(prefix: string, ...texts: string[]): boolean {
  const wanted = prefix.trim().toLowerCase();
  return texts.some((text) => {
    const plain = text.toLowerCase();
    return plain.startsWith(wanted) || plain.includes(` ${wanted}`);
  });
}
