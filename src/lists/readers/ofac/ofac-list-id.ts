import type { SourceSample } from '../../list-reader.ts';

/**
 * OFAC publishes its SDN list and its consolidated list of everybody else in the same formats. The consolidated one
 * is told by its name (`cons_prim.csv`, `CONSOLIDATED.XML`, `CONS_ADVANCED.XML`), or by the programme of its first
 * parties, which no SDN has.
 */
export function ofacListId(sample: SourceSample): 'us-ofac-sdn' | 'us-ofac-cons' {
  return /(?:^|[^a-z])cons/i.test(sample.name) || /[>"]NS-PLC[<"]/.test(sample.head) ? 'us-ofac-cons' : 'us-ofac-sdn';
}
