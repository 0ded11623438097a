import { readShippedJson } from '../../kernel/shipped-data.ts';

/** Where ships from afar enter the waters of the DPRK: the roads of its ports. Degrees. */
export interface DprkGate {
  name: string;
  lat: number;
  lon: number;
}

export const DPRK_GATES = readShippedJson<{ gates: readonly DprkGate[] }>('vessels/dprk-gates.json').gates;
