import { readShippedJson } from '../kernel/shipped-data.ts';

export type PartyKind = 'individual' | 'organisation' | 'vessel';
type MeasuresByKind = Partial<Record<PartyKind | 'any', string[]>>;

interface ListRule {
  /** Regular expression over one programme tag or provision, case ignored. */
  tag: string;
  /** Counts only beside a tag of another rule. */
  onlyWithAnother?: boolean;
  measures: MeasuresByKind;
}

interface ListRules {
  regime: string | null;
  rules: ListRule[];
  note?: string;
}

const data = readShippedJson<{
  unReference: string;
  unReferenceMeasures: MeasuresByKind;
  lists: Record<string, ListRules>;
}>('regime/dprk/listings.json');
const regimes = new Set(readShippedJson<{ id: string }[]>('regime/dprk/regimes.json').map((regime) => regime.id));
const unReference = new RegExp(data.unReference);

/** A regime and the ids of its measures that bite. */
export interface Bite {
  regime: string;
  measures: string[];
}

/** True for a reference of the Security Council's DPRK list: `KPi.033`, `KPe.012`. */
export function isUnReference(text: string): boolean {
  return unReference.test(text);
}

/** The UN measures that a listing by the Security Council brings. */
export function biteOfUnReference(kind: PartyKind): Bite {
  return { regime: 'un-dprk', measures: measuresFor(data.unReferenceMeasures, kind) };
}

/** What the tags of one list say about this regime; null when they are of other programmes. */
export function biteOfTags(list: string, tags: readonly string[], kind: PartyKind): Bite | null {
  const known = data.lists[list];
  if (!known || known.regime === null) return null;
  const hits = known.rules.filter((rule) => tags.some((tag) => new RegExp(rule.tag, 'i').test(tag.trim())));
  if (!hits.some((rule) => !rule.onlyWithAnother)) return null;
  return { regime: known.regime, measures: [...new Set(hits.flatMap((rule) => measuresFor(rule.measures, kind)))] };
}

/** True when the text is a regime, a UN reference, or a list id with or without `:programme`. */
export function knownListing(text: string): boolean {
  return regimes.has(text) || isUnReference(text) || (text.split(':')[0] ?? '') in data.lists;
}

/** Whether a listing is one of the regime: null for a list named without its programme, which may be of any. */
export function listingIsOf(text: string, regime: string): boolean | null {
  if (regimes.has(text)) return text === regime;
  if (isUnReference(text)) return regime === 'un-dprk';
  const [list = '', tag] = text.split(/:(.*)/s);
  if (list === 'un-1718-vessels') return regime === 'un-dprk';
  if (data.lists[list]?.regime !== regime) return false;
  return tag ? biteOfTags(list, [tag], 'organisation') !== null : null;
}

function measuresFor(measures: MeasuresByKind, kind: PartyKind): string[] {
  return measures[kind] ?? measures.any ?? [];
}
