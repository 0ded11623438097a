import { readShippedJson } from '../../kernel/shipped-data.ts';
import { badQuery } from './screener-in-use.ts';

const known = new Set(readShippedJson<{ aliases: string[] }>('screening/algorithm.json').aliases);

/** Refuses an algorithm that neither we nor the peers have; upper and lower case are one. */
export function refuseUnknownAlgorithm(name: string): void {
  if (!known.has(name.toLowerCase()))
    throw badQuery('ALGORITHM_UNKNOWN', `Unknown algorithm: ${name}`, 'GET /algorithms names them.');
}
