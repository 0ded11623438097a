import { readShippedJson } from '../kernel/shipped-data.ts';

/** A state or an organisation that takes part. */
export interface Participant {
  code: string;
  name: string;
}

/** A founding state; some have an article within a sentence. */
interface FoundingState extends Participant {
  inText?: string;
}

const data = readShippedJson<{ source: string; asOf: string; checked: string; states: FoundingState[] }>(
  'team/states.json',
);

/** The states that were there from the beginning. */
export const FOUNDING_STATES: readonly Participant[] = data.states.map(({ code, name }) => ({ code, name }));
/** Their names as they stand within a sentence, by code. */
export const NAMES_IN_TEXT: ReadonlyMap<string, string> = new Map(
  data.states.map(({ code, name, inText }) => [code, inText ?? name]),
);
/** Where their list is from, its day, and how far it is checked. */
export const FOUNDING_SOURCE = { source: data.source, asOf: data.asOf, checked: data.checked };

const names = new Map(FOUNDING_STATES.map(({ code, name }) => [code, name]));

/** The name of a founding state; of any other, its code. */
export function stateName(code: string): string {
  return names.get(code) ?? code;
}
