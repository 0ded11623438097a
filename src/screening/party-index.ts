import type { Sliced } from '../kernel/slices.ts';
import type { Properties } from '../parties/entity.ts';
import { type AskedThing, type CandidateLimits, CandidateSearch } from './candidate-search.ts';
import { type ComparableIdentifier, identifiersOf } from './identifier-match.ts';
import { KeyIndex, type KeyIndexArrays, KeyIndexBuilder } from './key-index.ts';
import { type NameColumnArrays, NameColumns, NameColumnsBuilder } from './name-columns.ts';
import { type NameForm, nameForms } from './name-form.ts';
import { identifierKey, nameKeys } from './name-keys.ts';
import type { NameKind, Token } from './name-token.ts';
import { type Comparable, compatible, nameKindOf, namesOf, type PreparedSubject, type Subject } from './score-pair.ts';
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
const SHORT_NAME_FACTOR = 4;
/** Views of parties that are kept, so that those often met are not read again. */
const MOST_KEPT = 150_000;

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
  readonly #propertiesOf: (party: number) => Properties;
  readonly #kept = new Map<number, IndexedParty>();

  constructor(arrays: PartyIndexArrays, propertiesOf: (party: number) => Properties) {
    this.size = arrays.schemata.length;
    this.#arrays = arrays;
    this.#names = new NameColumns(arrays.names);
    this.#keys = new KeyIndex(arrays.keys);
    this.#words = new WordIndex(arrays.words, this.#names);
    this.#search = new CandidateSearch(this.size);
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
  candidates(query: PreparedSubject, { most, accept }: CandidateLimits): number[] {
    const fitting = this.#arrays.schemaNames.map((schema) => compatible(query.schema, schema));
    const { schemata } = this.#arrays;
    const limits = { most, accept: (party: number) => fitting[schemata[party] ?? 0] === true && accept(party) };
    // A query that may be a person, a company or a ship is looked up as each.
    const open = query.schema === 'Thing' || query.schema === 'LegalEntity';
    const kinds: NameKind[] = open ? ['person', 'organisation', 'vessel'] : [nameKindOf(query.schema, query.schema)];
    const identifiers = this.#identifierThings(query.identifiers.map(({ key }) => key));
    const found = kinds.flatMap((kind) => {
      const forms = [...query.names(kind), ...query.weakNames(kind)];
      // Names of one word tell little apart: more are looked at, each at less cost.
      const least = Math.min(...forms.map(({ tokens }) => tokens.length));
      const favour = this.#names.favourOf(forms.map(({ tokens }) => tokens.length));
      return this.#search.find([...identifiers, ...this.#nameThings(forms, kind)], {
        ...limits,
        most: least < 2 ? most * SHORT_NAME_FACTOR : most,
        favour,
      });
    });
    return kinds.length > 1 ? [...new Set(found)] : found;
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
    return this.#search.find(this.#nameThings(nameForms(text, kind), kind), { most, accept: () => true });
  }

  #identifierThings(identifiers: readonly string[]): AskedThing[] {
    return identifiers.map((identifier) => this.#keyThing(identifierKey(identifier), IDENTIFIER_FACTOR));
  }

  #nameThings(forms: readonly NameForm[], kind: NameKind): AskedThing[] {
    const tokens = new Map<string, Token>();
    const keys = new Map<number, number>();
    for (const form of forms) {
      for (const token of form.tokens) tokens.set(token.text, token);
      for (const { hash, factor } of nameKeys(form)) keys.set(hash, factor);
    }
    const { parties: documents, starts } = this.#arrays.words;
    const words = [...tokens.values()].map(
      (token): AskedThing => ({
        factor: WORD_FACTOR,
        bearers: this.#words.like(token, kind).map(({ word, likeness }) => ({
          documents,
          from: starts[word] ?? 0,
          to: starts[word + 1] ?? 0,
          likeness,
        })),
      }),
    );
    return words.concat([...keys].map(([hash, factor]) => this.#keyThing(hash, factor)));
  }

  #keyThing(key: number, factor: number): AskedThing {
    const postings = this.#keys.find(key);
    const { documents } = this.#arrays.keys;
    return { factor, bearers: postings ? [{ documents, ...postings, likeness: 1 }] : [] };
  }
}

/** What of an indexed party is compared, read when first asked for. */
export class IndexedParty implements Comparable {
  readonly number: number;
  readonly schema: string;
  readonly #columns: NameColumns;
  readonly #propertiesOf: (party: number) => Properties;
  #filed: { strong: readonly NameForm[]; weak: readonly NameForm[] } | undefined;
  #otherKinds: Partial<Record<NameKind, readonly NameForm[]>> | undefined;
  #identifiers: readonly ComparableIdentifier[] | undefined;

  constructor(number: number, schema: string, columns: NameColumns, propertiesOf: (party: number) => Properties) {
    this.number = number;
    this.schema = schema;
    this.#columns = columns;
    this.#propertiesOf = propertiesOf;
  }

  get properties(): Properties {
    return this.#propertiesOf(this.number);
  }

  get identifiers(): readonly ComparableIdentifier[] {
    this.#identifiers ??= identifiersOf(this.schema, this.properties);
    return this.#identifiers;
  }

  names(kind: NameKind): readonly NameForm[] {
    if (kind === nameKindOf(this.schema, this.schema)) return this.#own().strong;
    this.#otherKinds ??= {};
    this.#otherKinds[kind] ??= namesOf(this.properties).flatMap((name) => nameForms(name, kind));
    return this.#otherKinds[kind] ?? [];
  }

  weakNames(kind: NameKind): readonly NameForm[] {
    if (kind === nameKindOf(this.schema, this.schema)) return this.#own().weak;
    return (this.properties.weakAlias ?? []).flatMap((name) => nameForms(name, kind));
  }

  #own(): { strong: readonly NameForm[]; weak: readonly NameForm[] } {
    this.#filed ??= this.#columns.namesOf(this.number);
    return this.#filed;
  }
}
