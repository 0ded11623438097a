import { readShippedJson } from '../../kernel/shipped-data.ts';
import { badQuery } from './screener-in-use.ts';

interface AlgorithmData {
  name: string;
  description: string;
  /** Algorithms of yente's that clients name, and what each is there. */
  peers: Record<string, string>;
  peersNote: string;
  features: Record<string, string>;
}

const ours = readShippedJson<AlgorithmData>('screening/algorithm.json');
const peers = Object.entries(ours.peers);
/** The name that stands for whichever is best. */
const BEST = 'best';
const known = new Set([BEST, ours.name, ...peers.map(([name]) => name)]);

/** True for a part of the score that a request may weigh. */
export function isFeature(name: string): boolean {
  return name in ours.features;
}

/** Refuses an algorithm that neither we nor yente have; upper and lower case are one. */
export function refuseUnknownAlgorithm(name: string): void {
  if (!known.has(name.toLowerCase()))
    throw badQuery('ALGORITHM_UNKNOWN', `Unknown algorithm: ${name}`, 'GET /algorithms names them.');
}

/** Our algorithm and the names that it answers for, in yente's shape. */
export function algorithmsAnswer() {
  const features = Object.fromEntries(
    Object.entries(ours.features).map(([name, description]) => [
      name,
      { description, coefficient: 1, url: 'docs/methods/screening.md' },
    ]),
  );
  const described = (name: string, description: string) => ({
    name,
    description,
    features,
    docs: { name, description, config: {}, features },
  });
  const algorithms = [
    described(ours.name, ours.description),
    ...peers.map(([name, description]) => described(name, `In yente ${description}. ${ours.peersNote}`)),
  ];
  return { algorithms, default: BEST, best: ours.name };
}
