import type { ControlClaim, Holding, OwnershipNode, OwnershipRecords, Silence } from './holding.ts';
import type { OwnershipAbove } from './judge.ts';

/** A listed party as the book needs it: under its id and its other addresses it may stand in the records. */
export interface ListedOwner {
  id: string;
  name: string;
  /** Ids of its entries, and identifiers as `lei:…`. */
  aliases: readonly string[];
}

export interface BookedParty {
  id: string;
  name: string;
  kind: OwnershipNode['kind'];
  identifiers: readonly string[];
  /** True where the records speak of it, not only a list. */
  isRecorded: boolean;
}

/** Everything recorded of owners, with nodes that share an identifier joined into one party. Names join nothing. */
export class OwnershipBook {
  readonly holdings: readonly Holding[];
  readonly #claims = new Map<string, ControlClaim[]>();
  readonly #silences = new Map<string, Silence[]>();
  readonly #parent = new Map<string, string>();
  readonly #parties = new Map<string, BookedParty>();
  readonly #into = new Map<string, number[]>();
  readonly #aliases = new Map<string, string>();
  #fixed: ReadonlyMap<string, string> = new Map();

  constructor(files: readonly OwnershipRecords[], listed: readonly ListedOwner[]) {
    for (const { id, aliases } of listed) for (const alias of aliases) this.#join(id, alias);
    const nodes = files.flatMap((file) => file.nodes);
    for (const { id, identifiers } of nodes) for (const identifier of identifiers) this.#join(id, identifier);
    const fixed = new Map(listed.map(({ id }) => [this.#root(id), id]));
    this.#fixed = fixed;
    for (const node of nodes) this.#keep(node, true);
    for (const { id, name, aliases } of listed) {
      this.#keep({ id, name, kind: 'unknown', identifiers: aliases.filter((one) => one.includes(':')) }, false);
      for (const alias of aliases) this.#aliases.set(alias, this.partyOf(id));
    }
    this.holdings = files
      .flatMap((file) => file.holdings)
      .map((held) => ({
        ...held,
        owner: this.partyOf(held.owner),
        owned: this.partyOf(held.owned),
      }));
    for (const claim of files.flatMap((file) => file.claims)) {
      const [controller, controlled] = [this.partyOf(claim.controller), this.partyOf(claim.controlled)];
      put(this.#claims, controlled, { ...claim, controller, controlled });
    }
    for (const silence of files.flatMap((file) => file.silences)) {
      const about = this.partyOf(silence.about);
      put(this.#silences, about, { ...silence, about });
    }
    this.holdings.forEach(({ owned }, at) => void put(this.#into, owned, at));
  }

  /** The party of a node or identifier; a listed party keeps its own id. */
  partyOf(node: string): string {
    const root = this.#root(node);
    return this.#fixed.get(root) ?? root;
  }

  /** The party with an id, an entry's id or an identifier in any case; null when nothing is known of it. */
  find(text: string): BookedParty | null {
    const plain = text.trim();
    for (const word of [plain, plain.toLowerCase(), `lei:${plain.toLowerCase()}`, `bods:${plain}`]) {
      const party = this.#parties.get(this.#aliases.get(word) ?? this.partyOf(word));
      if (party) return party;
    }
    return null;
  }

  party(id: string): BookedParty {
    return this.#parties.get(id) ?? { id, name: '', kind: 'unknown', identifiers: [], isRecorded: false };
  }

  parties(): IterableIterator<BookedParty> {
    return this.#parties.values();
  }

  /** All that is recorded of a party and of everyone above it, whatever the day. */
  above(party: string): OwnershipAbove {
    const seen = new Set([party]);
    const holdings: Holding[] = [];
    for (const firm of seen)
      for (const at of this.#into.get(firm) ?? []) {
        const held = this.holdings[at];
        if (!held) continue;
        holdings.push(held);
        seen.add(held.owner);
      }
    return {
      holdings,
      claims: [...seen].flatMap((one) => this.#claims.get(one) ?? []),
      silences: [...seen].flatMap((one) => this.#silences.get(one) ?? []),
    };
  }

  #keep(node: OwnershipNode, isRecorded: boolean): void {
    const id = this.partyOf(node.id);
    const known = this.#parties.get(id);
    const kind = known && known.kind !== 'unknown' ? known.kind : node.kind;
    this.#parties.set(id, {
      id,
      name: known?.name || node.name,
      kind,
      identifiers: [...new Set([...(known?.identifiers ?? []), ...node.identifiers])],
      isRecorded: isRecorded || (known?.isRecorded ?? false),
    });
  }

  #root(id: string): string {
    let at = id;
    for (;;) {
      const up = this.#parent.get(at);
      if (up === undefined) break;
      at = up;
    }
    for (let walk = id; walk !== at; ) {
      const up = this.#parent.get(walk) ?? at;
      this.#parent.set(walk, at);
      walk = up;
    }
    return at;
  }

  #join(one: string, other: string): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    if (a !== b) this.#parent.set(b, a);
  }
}

function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}
