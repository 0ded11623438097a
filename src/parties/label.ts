import { readShippedJson } from '../kernel/shipped-data.ts';

/** How a kind of party is called. */
export interface SchemaLabel {
  label: string;
  plural: string;
  description: string;
}

const data = readShippedJson<{ schemata: Record<string, SchemaLabel>; abbreviations: string[] }>('parties/labels.json');
const schemata = new Map(Object.entries(data.schemata));
const abbreviations = new Set(data.abbreviations);

/** How a schema is called; its name in words where no better is known. */
export function schemaLabel(schema: string): SchemaLabel {
  const words = propertyLabel(schema);
  return schemata.get(schema) ?? { label: words, plural: words, description: words };
}

/** A property's name in words: `birthDate` is "Birth date", `imoNumber` "IMO number". */
export function propertyLabel(property: string): string {
  const words = property
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .map((word) => (abbreviations.has(word) ? word.toUpperCase() : word))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
