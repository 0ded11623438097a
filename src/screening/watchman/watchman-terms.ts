import { readShippedJson } from '../../kernel/shipped-data.ts';

/** How the text of a parameter is understood. */
export type ParameterKind = 'text' | 'date' | 'country' | 'gender' | 'whole';

export interface ParameterTerms {
  /** Entity types that read it; every type when not said. */
  types?: string[];
  /** FollowTheMoney property; `fax` is none and is shown only. */
  property: string;
  kind: ParameterKind;
  repeats?: boolean;
}

interface WatchmanTerms {
  /** Our lists by Watchman's source; empty for sources that no list of ours is. */
  sources: Record<string, string[]>;
  /** Schemata by entity type. */
  types: Record<string, string>;
  parameters: Record<string, ParameterTerms>;
  /** Entity types that read `gov_<type>` parameters. */
  governmentIdTypes: string[];
  /** Properties by the type of a government identifier. */
  governmentIds: Record<string, string>;
  /** Those of them that name a country and no number. */
  countryIds: string[];
  answeredIds: Record<string, { name: string; type?: string }>;
  /** Words by the name under which a relation is seen. */
  affiliations: Record<string, string>;
  /** For lists of wallets alone: the list on which a listing's reference names the holder. */
  walletHolders: Record<string, string>;
  /** Names that `algorithm` may have; all mean this engine. */
  algorithms: string[];
}

/** The words of Watchman's API and what they are here. */
export const watchmanTerms = readShippedJson<WatchmanTerms>('screening/watchman.json');

const sourceOfList = new Map(
  Object.entries(watchmanTerms.sources).flatMap(([source, lists]) => lists.map((list) => [list, source] as const)),
);

/** Watchman's name of a list of ours, or the list's own id where Watchman has none. */
export function sourceName(list: string): string {
  return sourceOfList.get(list) ?? list;
}

/** Our lists under a source's name; null for a name that Watchman does not know. */
export function listsOfSource(source: string): readonly string[] | null {
  return Object.hasOwn(watchmanTerms.sources, source) ? (watchmanTerms.sources[source] ?? null) : null;
}
