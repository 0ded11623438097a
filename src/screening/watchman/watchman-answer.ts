import type { AdjacentEdge } from '../adjacency.ts';
import type { WatchkeeperAnswer } from '../entity-answer.ts';
import type { Screener } from '../screener.ts';
import { walletHolders } from './wallet-holders.ts';
import { type Affiliation, type WatchmanEntity, watchmanEntity } from './watchman-entity.ts';
import type { AskedParty } from './watchman-question.ts';
import type { WatchmanHit } from './watchman-search.ts';
import { sourceName, watchmanTerms } from './watchman-terms.ts';

/** One comparison in Watchman's shape. The engine has no weights of parts, so none is told. */
export interface ScorePiece {
  pieceType: string;
  score: number;
  matched: boolean;
  exact: boolean;
  fieldsCompared: number;
  detail: string | null;
  query: string | null;
  candidate: string | null;
}

export interface SearchedEntity extends WatchmanEntity {
  /** 0 to 1. */
  match: number;
  /** The parts as text, in base64; for people. */
  debug?: string;
  details?: { pieces: ScorePiece[]; finalScore: number };
  /** What Watchman has no field for: every listing, the measures, why entries are one party, the reasons in words. */
  watchkeeper: WatchkeeperAnswer & { id: string; sentence: string };
}

/** Writes a hit, with or without the parts of its score. */
export function searchedEntity(screener: Screener, hit: WatchmanHit, withDetails: boolean): SearchedEntity {
  const { party, member, answer, programmes, match, sentence } = hit;
  const entity = watchmanEntity(party.subject.schema, party.subject.properties, {
    sourceList: sourceName(member.entry.list),
    sourceID: member.entry.key,
    wallets: walletHolders(screener).walletsOf(party),
    affiliations: affiliationsOf(screener.adjacent(party)),
    programs: programmes,
  });
  return {
    ...entity,
    match,
    ...(withDetails ? { debug: debugText(hit), details: { pieces: piecesOf(hit), finalScore: match } } : {}),
    watchkeeper: { id: party.id, ...answer.watchkeeper, sentence },
  };
}

/** Writes the party asked for, as it was understood. */
export function askedEntity({ schema, properties, wallets }: AskedParty, sourceId: string | null): WatchmanEntity {
  return watchmanEntity(schema, properties, {
    sourceList: 'api-request',
    sourceID: sourceId ?? '',
    wallets,
    affiliations: [],
    programs: [],
  });
}

function piecesOf({ explanations }: WatchmanHit): ScorePiece[] {
  return Object.entries(explanations).map(([pieceType, { score, detail, query, candidate }]) => ({
    pieceType,
    score,
    matched: score > 0,
    exact: score === 1,
    fieldsCompared: 1,
    detail,
    query,
    candidate,
  }));
}

function debugText({ explanations, match, sentence }: WatchmanHit): string {
  const parts = Object.entries(explanations).map(
    ([name, { score, detail, query, candidate }]) =>
      `${name} ${score}: ${detail ?? ''} (${JSON.stringify(query)} and ${JSON.stringify(candidate)})`,
  );
  return Buffer.from([sentence, ...parts, `finalScore ${match}`].join('\n'), 'utf8').toString('base64');
}

function affiliationsOf(edges: ReadonlyMap<string, readonly AdjacentEdge[]>): Affiliation[] {
  return [...edges].flatMap(([seenAs, relations]) => {
    const words = watchmanTerms.affiliations[seenAs];
    return words === undefined ? [] : relations.flatMap((relation) => affiliation(relation, words));
  });
}

/** The other side is the end that is nested; a role in the list's own words says more than the kind of relation. */
function affiliation({ properties }: AdjacentEdge, words: string): Affiliation[] {
  const role = properties.role?.find((value) => typeof value === 'string');
  return Object.values(properties).flatMap((ends) =>
    ends.flatMap((end) =>
      typeof end === 'object' && end !== null && 'caption' in end
        ? [{ entityName: String(end.caption), type: typeof role === 'string' ? role : words }]
        : [],
    ),
  );
}
