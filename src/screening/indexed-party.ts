import type { Properties } from '../parties/entity.ts';
import { type ComparableIdentifier, identifiersOf } from './identifier-match.ts';
import type { NameColumns } from './name-columns.ts';
import { type NameForm, nameForms } from './name-form.ts';
import type { NameKind } from './name-token.ts';
import { type Comparable, nameKindOf, namesOf } from './score-pair.ts';

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
