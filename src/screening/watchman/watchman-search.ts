import { entryId } from '../../lists/entry.ts';
import type { EntityAnswer } from '../entity-answer.ts';
import type { Member, Party } from '../party.ts';
import { ALL } from '../scope.ts';
import type { Explanation, Subject } from '../score-pair.ts';
import type { ScoredEntity, Screener } from '../screener.ts';
import { walletHolders } from './wallet-holders.ts';
import { type AskedParty, canBeJudged } from './watchman-question.ts';

export interface WatchmanSearch {
  asked: AskedParty;
  /** Our lists to which `source` restricts the answer; null for all. */
  lists: readonly string[] | null;
  /** Key of an entry to which `sourceID` restricts the answer. */
  sourceId: string | null;
  limit: number;
  /** Hits under this score are left out. */
  minMatch: number;
}

export interface WatchmanHit {
  party: Party;
  /** The entry that lends source and id: of the lists asked for. */
  member: Member;
  answer: EntityAnswer;
  /** Of its current listings on the lists asked for. */
  programmes: string[];
  /** 0 to 1. */
  match: number;
  explanations: Record<string, Explanation>;
  sentence: string;
}

/** Hits that are looked through for one source id: more than the engine scores. */
const ALL_HITS = 500;

/** Asks the engine as Watchman's `/v2/search` asks its own; the best first. The scores are the engine's. */
export function searchAsWatchman(screener: Screener, search: WatchmanSearch): WatchmanHit[] {
  const { asked, sourceId, limit } = search;
  const named = sourceId === null ? null : partiesOf(screener, search.lists, sourceId);
  const scored = named && !canBeJudged(asked) ? namedAlone(screener, named, sourceId ?? '') : found(screener, search);
  const kept = [...scored].filter(([party]) => named?.has(party) ?? true);
  kept.sort(([one, first], [other, second]) => second.score - first.score || (one.id < other.id ? -1 : 1));
  return kept.slice(0, limit).flatMap(([party, { score: match, explanations, sentence, ...answer }]) => {
    const member = memberIn(party, search);
    const programmes = programmesOf(answer, search.lists);
    return member ? [{ party, member, answer, programmes, match, explanations, sentence }] : [];
  });
}

/** The best score of every party found, by what describes it and by each wallet. */
function found(screener: Screener, search: WatchmanSearch): Map<Party, ScoredEntity> {
  const { asked, lists } = search;
  const best = new Map<Party, ScoredEntity>();
  const keep = (party: Party, scored: ScoredEntity): void => {
    const before = best.get(party);
    if (!before || before.score < scored.score) best.set(party, scored);
  };
  const describes = canBeJudged({ ...asked, wallets: [] });
  for (const { party, scored } of describes ? matches(screener, asked, search) : []) keep(party, scored);
  const holders = walletHolders(screener);
  for (const { address } of asked.wallets) {
    const wallet = { schema: 'CryptoWallet', properties: { publicKey: [address] } };
    for (const { party, scored } of matches(screener, wallet, search)) {
      const holding = holders.holdersOf(party).filter((holder) => !lists || listedIn(holder, lists));
      for (const holder of holding) keep(holder, { ...scored, ...screener.answer(holder) });
      if (holding.length === 0) keep(party, scored);
    }
  }
  return best;
}

function matches(
  screener: Screener,
  { schema, properties }: Subject,
  { lists, sourceId, limit, minMatch }: WatchmanSearch,
): { party: Party; scored: ScoredEntity }[] {
  const { results } = screener.match(
    { schema, properties },
    {
      scope: { dataset: ALL, includeDatasets: lists ?? [] },
      threshold: minMatch,
      // The engine leaves out what is at its cutoff, Watchman what is under it.
      cutoff: Math.max(0, minMatch - Number.EPSILON),
      limit: sourceId === null ? limit : ALL_HITS,
    },
  );
  return results.flatMap((scored) => {
    const party = screener.find(scored.id);
    return party ? [{ party, scored }] : [];
  });
}

/** The parties with that entry, when nothing else is asked: an identity, not a likeness. */
function namedAlone(screener: Screener, parties: ReadonlySet<Party>, sourceId: string): Map<Party, ScoredEntity> {
  const explanations = {
    source_id_match: { detail: 'same sourceID', score: 1, query: sourceId, candidate: sourceId },
  };
  const sentence = `The entry ${sourceId} was asked for.`;
  return new Map(
    [...parties].map((party) => [party, { ...screener.answer(party), score: 1, match: true, explanations, sentence }]),
  );
}

function partiesOf(screener: Screener, lists: readonly string[] | null, sourceId: string): Set<Party> {
  const parties = (lists ?? [...screener.lists.keys()]).flatMap((list) => screener.find(entryId(list, sourceId)) ?? []);
  return new Set(parties.filter((party) => memberIn(party, { lists, sourceId })));
}

function memberIn(party: Party, { lists, sourceId }: Pick<WatchmanSearch, 'lists' | 'sourceId'>): Member | undefined {
  return party.members.find(
    ({ entry }) => (!lists || lists.includes(entry.list)) && (sourceId === null || entry.key === sourceId),
  );
}

function programmesOf({ watchkeeper: { listings } }: EntityAnswer, lists: readonly string[] | null): string[] {
  const asked = listings.filter(({ list, current }) => current && (!lists || lists.includes(list)));
  return [...new Set(asked.flatMap(({ programmes }) => programmes))];
}

function listedIn(party: Party, lists: readonly string[]): boolean {
  return party.members.some(({ entry }) => lists.includes(entry.list));
}
