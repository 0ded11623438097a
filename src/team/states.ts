import { readShippedJson } from '../kernel/shipped-data.ts';

/** A state or an organisation that takes part. */
export interface Participant {
  code: string;
  name: string;
}

const data = readShippedJson<{ source: string; asOf: string; checked: string; states: Participant[] }>(
  'team/states.json',
);

/** The states that were there from the beginning. */
export const FOUNDING_STATES: readonly Participant[] = data.states;
/** Where their list is from, its day, and how far it is checked. */
export const FOUNDING_SOURCE = { source: data.source, asOf: data.asOf, checked: data.checked };
