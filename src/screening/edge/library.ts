/** What programs import as `watchkeeper/screening`: screening against parties of their own, without a database. */
export {
  type CollectedParty,
  type CollectionMatch,
  type CollectionMatchOptions,
  collectParties as createScreener,
  type PartyCollection as CollectionScreener,
} from '../party-collection.ts';
export { type PairScore, PreparedSubject, type Subject, scorePair } from '../score-pair.ts';
export { openCollection as openScreener, saveCollection as saveScreener } from './saved-collection.ts';
