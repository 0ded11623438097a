import { readShippedJson } from '../kernel/shipped-data.ts';
import type { Cap, Exemption, FactQuestion, Goods, Instrument, Law, Reading, Regime, Transition } from './law.ts';
import type { Measure } from './measure.ts';

let dprk: Law | undefined;

/** The law of the DPRK regime as it ships; read once, then kept. */
export function loadRegime(): Law {
  dprk ??= joinFolder('regime/dprk');
  return dprk;
}

function joinFolder(folder: string): Law {
  const read = <Shape>(name: string) => readShippedJson<Shape>(`${folder}/${name}.json`);
  const { readings, unread } = read<{ readings: Record<string, Reading[]>; unread: Record<string, string> }>(
    'readings',
  );
  const needs = read<Record<string, Omit<Exemption, 'code' | 'text'>>>('exemption-needs');
  const exemptions = read<{ code: string; text: string }[]>('exemptions');
  return {
    regimes: read<Regime[]>('regimes'),
    instruments: new Map(read<Instrument[]>('instruments').map((instrument) => [instrument.id, instrument])),
    measures: new Map(read<Measure[]>('measures').map((measure) => [measure.id, measure])),
    exemptions: new Map(exemptions.map((row) => [row.code, { needs: [], ...needs[row.code], ...row }])),
    transitions: read<Transition[]>('transitions'),
    caps: new Map(Object.entries(read<{ caps: Record<string, Cap> }>('caps').caps)),
    goods: read<Goods>('goods'),
    readings: new Map(Object.entries(readings)),
    unread: new Map(Object.entries(unread)),
    facts: new Map(Object.entries(read<Record<string, FactQuestion>>('facts'))),
  };
}
