import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Topology } from 'topojson-specification';
import { type SeaFacts, seaFacts } from '../places/sea-places.ts';

const require = createRequire(import.meta.url);
let facts: SeaFacts | undefined;

/** Land, ports and waters, made once a process in about a second. */
export function loadSeaFacts(): SeaFacts {
  facts ??= seaFacts(topology('land-10m.json'), topology('countries-10m.json'));
  return facts;
}

function topology(file: string): Topology {
  return JSON.parse(readFileSync(require.resolve(`world-atlas/${file}`), 'utf8')) as Topology;
}
