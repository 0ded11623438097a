import { readShippedJson } from '../../kernel/shipped-data.ts';

/** How a field's bits are read. */
export type FieldKind = 'u' | 's' | 'b' | 't' | 'd' | 'turn' | 'time' | 'daytime' | 'eta';

export interface FieldLayout {
  name: string;
  /** Bit from 0; below 0 counted from the end. */
  start: number;
  /** Bits; 0 reaches to the end. */
  width: number;
  kind: FieldKind;
  /** Turns the whole number into degrees, knots, metres. */
  divide?: number;
  /** Added after dividing. */
  add?: number;
  /** The whole number that says "not available". */
  none?: number;
  /** Only where those bits hold that value: start, width, value. */
  when?: [number, number, number];
  /** Only for, or only not for, auxiliary craft (MMSI 98…). */
  craft?: boolean;
  /** Bits at the end that are not part of a field that reaches to the end. */
  short?: number;
}

export interface MessageLayout {
  /** Bits below which the message cannot be read. */
  least: number;
  fields: FieldLayout[];
}

const { types, applications } = readShippedJson<{
  types: Record<string, MessageLayout>;
  applications: Record<string, MessageLayout>;
}>('vessels/ais-messages.json');

/** The layout of each message type, by number; null where there is none. */
export const LAYOUTS: readonly (MessageLayout | null)[] = Array.from({ length: 64 }, (_, type) => types[type] ?? null);

/** Why a message cannot be read; null when it can. */
export function faultOf(type: number, bits: number): string | null {
  const layout = LAYOUTS[type];
  if (!layout) return bits < 6 ? 'a message without a type' : `message type ${type}, which no AIS station sends`;
  return bits < layout.least ? `a message of type ${type} that is too short` : null;
}

/** The layout of binary data by message type (6 or 8), area code and function; null where it is not known. */
export function applicationLayout(type: number, dac: number, fid: number): MessageLayout | null {
  return applications[`${type}/${dac}/${fid}`] ?? null;
}
