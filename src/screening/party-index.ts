import type { Sliced } from '../kernel/slices.ts';
import type { Properties } from '../parties/entity.ts';
import { type AskedThing, type CandidateLimits, CandidateSearch } from './candidate-search.ts';
import { identifiersOf } from './identifier-match.ts';
import { IndexedParty } from './indexed-party.ts';
import { KeyIndex, type KeyIndexArrays, KeyIndexBuilder } from './key-index.ts';
import { type NameColumnArrays, NameColumns, NameColumnsBuilder } from './name-columns.ts';
import { type AskedNames, NameEstimate } from './name-estimate.ts';
import { type NameForm, nameForms } from './name-form.ts';
import { identifierKey, type NameKey, nameKeys } from './name-keys.ts';
import type { NameKind } from './name-token.ts';
import { compatible, nameKindOf, namesOf, type PreparedSubject, type Subject } from './score-pair.ts';
import { indexWords, WordIndex, type WordIndexArrays } from './word-index.ts';

/** Everything by which parties are found and their names compared, as arrays. */
export interface PartyIndexArrays {
  names: NameColumnArrays;
  keys: KeyIndexArrays;
  words: WordIndexArrays;
  /** Per party, the number of its schema in `schemaNames`. */
  schemata: Uint8Array;
  schemaNames: string[];
}

/** An equal identifier outweighs any name. */
const IDENTIFIER_FACTOR = 20;
/** Words against pairs of words and whole names, of which one name has many. */
const WORD_FACTOR = 2;
/** How far under its score a pair's estimate may lie: words are joined and divided, and less alike than looked for. */
const ERROR_OF_ESTIMATE = 0.1;
/** A name under this score is lifted by no fact (`LEAST_TO_EARN` in `score-pair.ts`). */
const LEAST_BASE = 0.5;
const KINDS: readonly NameKind[] = ['person', 'organisation', 'vessel'];
/** Views of parties that are kept, so that those often met are not read again. */
const MOST_KEPT = 150_000;

export interface PartyLimits extends Pick<CandidateLimits, 'most' | 'accept'> {
  /** Parties whose score cannot be over this need not be found; all are looked for when not said. */
  over?: number;
}

export class PartyIndexBuilder {
  readonly #names = new NameColumnsBuilder();
  readonly #keys = new KeyIndexBuilder();
  readonly #schemata: number[] = [];
  readonly #schemaNames: string[] = [];

  /** Adds the next party; the first is number 0. */
  add({ schema, properties }: Subject): void {
    const party = this.#schemata.length;
    const kind = nameKindOf(schema, schema);
    const forms = this.#names.add({ kind, names: namesOf(properties), weak: properties.weakAlias ?? [] });
    for (const form of forms) for (const { hash } of nameKeys(form)) this.#keys.add(hash, party);
    for (const { key } of identifiersOf(schema, properties)) this.#keys.add(identifierKey(key), party);
    this.#schemata.push(this.#numberOf(schema));
  }

  *finish(): Sliced<PartyIndexArrays> {
    const names = this.#names.finish();
    yield;
    const keys = yield* this.#keys.finish();
    yield;
    const words = yield* indexWords(new NameColumns(names));
    yield;
    return { names, keys, words, schemata: new Uint8Array(this.#schemata), schemaNames: this.#schemaNames };
  }

  #numberOf(schema: string): number {
    const known = this.#schemaNames.indexOf(schema);
    return known >= 0 ? known : this.#schemaNames.push(schema) - 1;
  }
}

/** Parties by number: who may be meant by a question, and what of them is compared. */
export class PartyIndex {
  readonly size: number;
  readonly #arrays: PartyIndexArrays;
  readonly #names: NameColumns;
  readonly #keys: KeyIndex;
  readonly #words: WordIndex;
  readonly #search: CandidateSearch;
  readonly #estimate: NameEstimate;
  readonly #propertiesOf: (party: number) => Properties;
  readonly #kept = new Map<number, IndexedParty>();

  constructor(arrays: PartyIndexArrays, propertiesOf: (party: number) => Properties) {
    this.size = arrays.schemata.length;
    this.#arrays = arrays;
    this.#names = new NameColumns(arrays.names);
    this.#keys = new KeyIndex(arrays.keys);
    this.#words = new WordIndex(arrays.words, this.#names);
    this.#search = new CandidateSearch(this.size);
    this.#estimate = new NameEstimate(arrays.names, arrays.words);
    this.#propertiesOf = propertiesOf;
  }

  party(number: number): IndexedParty {
    const known = this.#kept.get(number);
    if (known) return known;
    const schema = this.#arrays.schemaNames[this.#arrays.schemata[number] ?? 0] ?? 'Thing';
    const party = new IndexedParty(number, schema, this.#names, this.#propertiesOf);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(number, party);
    return party;
  }

  /** The parties that may be meant, likeliest first; only of schemata that can be the query's. */
  candidates(query: PreparedSubject, { most, accept, over = 0 }: PartyLimits): number[] {
    const { schemata, schemaNames } = this.#arrays;
    const kindOf = schemaNames.map((schema) =>
      compatible(query.schema, schema) ? nameKindOf(query.schema, schema) : null,
    );
    const identifiers = this.#identifierThings(query.identifiers.map(({ key }) => key));
    // A query that may be a person, a company or a ship is looked up as each, among the parties that are.
    return KINDS.filter((kind) => kindOf.includes(kind)).flatMap((kind) => {
      const asked = this.#askedNames([...query.names(kind), ...query.weakNames(kind)], kind);
      this.#estimate.prepare(asked);
      return this.#search.find([...identifiers, ...this.#nameThings(asked)], {
        most,
        accept: (party) => kindOf[schemata[party] ?? 0] === kind && accept(party),
        estimate: { of: (party) => this.#estimate.of(party), least: Math.min(over, LEAST_BASE) - ERROR_OF_ESTIMATE },
      });
    });
  }

  /** Parties that bear every one of the words, as written. */
  holdingAll(words: readonly string[]): number[] {
    const [shortest, ...others] = words
      .map((word) => this.#words.bearing(word))
      .sort((one, other) => one.length - other.length);
    if (!shortest) return [];
    const sets = others.map((parties) => new Set(parties));
    return [...shortest].filter((party) => sets.every((set) => set.has(party)));
  }

  /** Parties that bear any of the identifiers, given in their comparable form. */
  bearing(identifiers: readonly string[], most: number): number[] {
    return this.#search.find(this.#identifierThings(identifiers), { most, accept: () => true });
  }

  /** Parties whose names are like a text taken as a name of a kind, likeliest first. */
  like(text: string, kind: NameKind, most: number): number[] {
    const asked = this.#askedNames(nameForms(text, kind), kind);
    return this.#search.find(this.#nameThings(asked), { most, accept: () => true });
  }

  #identifierThings(identifiers: readonly string[]): AskedThing[] {
    return identifiers.map((identifier) =>
      this.#keyThing({ hash: identifierKey(identifier), factor: IDENTIFIER_FACTOR, assured: 1 }),
    );
  }

  #askedNames(forms: readonly NameForm[], kind: NameKind): AskedNames {
    const tokens = new Map(forms.flatMap((form) => form.tokens).map((token) => [token.text, token]));
    const like = new Map([...tokens].map(([text, token]) => [text, this.#words.like(token, kind)]));
    return { forms, kind, like };
  }

  #nameThings({ forms, like }: AskedNames): AskedThing[] {
    const { parties: documents, starts } = this.#arrays.words;
    const words = [...like.values()].map(
      (found): AskedThing => ({
        factor: WORD_FACTOR,
        bearers: found.map(({ word, likeness }) => ({
          documents,
          from: starts[word] ?? 0,
          to: starts[word + 1] ?? 0,
          likeness,
        })),
      }),
    );
    const keys = new Map(forms.flatMap(nameKeys).map((key) => [key.hash, key]));
    return words.concat([...keys.values()].map((key) => this.#keyThing(key)));
  }

  #keyThing({ hash, factor, assured }: NameKey): AskedThing {
    const postings = this.#keys.find(hash);
    const { documents } = this.#arrays.keys;
    return { factor, assured, bearers: postings ? [{ documents, ...postings, likeness: 1 }] : [] };
  }
}
