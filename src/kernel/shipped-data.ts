import { readFileSync } from 'node:fs';

/** The `data/` folder that ships with the package, seen from `src/` and from `dist/` alike. */
export const shippedDataUrl = new URL('../../data/', import.meta.url);

/**
 * A JSON file of `data/`, by its path inside it: `regime/dprk/measures.json`. The one read that pure files may do:
 * what ships is part of the program.
 */
export function readShippedJson<Shape>(path: string): Shape {
  return JSON.parse(readShippedText(path)) as Shape;
}

/** The same of any text. */
export function readShippedText(path: string): string {
  return readFileSync(new URL(path, shippedDataUrl), 'utf8');
}
