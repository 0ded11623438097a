/** Kinds of act that the law is asked about. */
export const ACTS = [
  'supply', 'purchase', 'transfer', 'payment', 'service', 'employment', 'voyage', 'port-call', 'journey',
] as const; // biome-ignore format: one look

export const PURPOSES = ['commercial', 'humanitarian', 'diplomatic', 'personal', 'other'] as const;
export const UNITS = ['barrels', 'tonnes', 'items'] as const;

interface Parameters {
  get(name: string): string;
  all(name: string): string[];
}

/** Properties that are taken from the address as they stand there. */
const PLAIN = [
  'act',
  'on',
  'what',
  'hsCode',
  'direction',
  'flag',
  'vesselImo',
  'lastDprkCallOn',
  'purpose',
  'origin',
  'contractOn',
  'port',
];

/**
 * The act that an address describes, as `POST /api/v1/regime/check` takes it; null until kind and day are there. What is
 * left empty is left out, so that the answer asks for it where it matters.
 */
export function actIn({ get, all }: Parameters): Record<string, unknown> | null {
  if (get('act') === '' || get('on') === '') return null;
  const act: Record<string, unknown> = {};
  for (const name of PLAIN) if (get(name) !== '') act[name] = get(name);
  if (all('jurisdiction').length > 0) act.jurisdictions = all('jurisdiction');
  if (get('quantity') !== '') act.quantity = { value: Number(get('quantity')), unit: get('unit') || 'tonnes' };
  if (get('amount') !== '') act.value = { amount: Number(get('amount')), currency: get('currency') || 'USD' };
  if (get('route') !== '')
    act.route = get('route')
      .split(/\s*[>,]\s*/)
      .filter(Boolean);
  if (get('involves') === 'nothing') act.involves = [];
  const party = partyIn(get);
  if (party) act.parties = [party];
  const totals = totalsIn(all('total'));
  if (totals) act.totals = totals;
  const facts = [...all('yes').map((fact) => [fact, true]), ...all('no').map((fact) => [fact, false])];
  if (facts.length > 0) act.facts = Object.fromEntries(facts);
  return act;
}

/** `designatedBy` is left out while nobody has looked, empty when the party was looked up and is on no list. */
function partyIn(get: Parameters['get']): Record<string, unknown> | null {
  const [name, nationality, listed] = [get('partyName'), get('partyFrom'), get('partyListed')];
  const role = get('partyRole');
  if ([name, nationality, listed, role].every((value) => value === '')) return null;
  return {
    role: role || 'counterparty',
    ...(name ? { name } : {}),
    ...(nationality ? { nationality } : {}),
    ...(listed ? { designatedBy: listed === 'none' ? [] : listed.split(/[\s,;]+/).filter(Boolean) } : {}),
    ...(get('partyKind') ? { isIndividual: get('partyKind') === 'individual' } : {}),
  };
}

/** `refined-petroleum:120000:barrels` */
function totalsIn(texts: readonly string[]): Record<string, unknown> | null {
  const totals: Record<string, { value: number; unit: string }[]> = {};
  for (const text of texts) {
    const [cap = '', value = '', unit = ''] = text.split(':');
    if (cap && value) totals[cap] = [...(totals[cap] ?? []), { value: Number(value), unit }];
  }
  return Object.keys(totals).length > 0 ? totals : null;
}

/** Facts that the server works out, with the field of the form that tells them. */
const FIELD_OF: Record<string, string> = {
  goods: 'hsCode',
  'direction-known': 'direction',
  'dprk-flag': 'flag',
  'dprk-party': 'partyFrom',
  'dprk-national': 'partyFrom',
  'foreign-national': 'partyFrom',
  'us-national': 'partyFrom',
  listed: 'partyListed',
  'listed-individual': 'partyListed',
  'listed-vessel': 'partyListed',
  tagged: 'partyListed',
  nexus: 'jurisdiction',
  'called-dprk-180': 'lastDprkCallOn',
  humanitarian: 'purpose',
  diplomatic: 'purpose',
  'non-dprk-origin': 'origin',
  'through-rajin': 'route',
  'within-cap': 'quantity',
};

/** What is worked out of other answers alone. */
const UNANSWERABLE = new Set(['un-ban']);

export type Answering =
  | { by: 'field'; field: string }
  | { by: 'cap'; cap: string }
  | { by: 'yes-no' }
  | { by: 'nothing-special' }
  | { by: 'nothing' };

/** How a reader can answer for a missing fact: `within-cap:refined-petroleum` asks for that cap's total. */
export function answeringOf(fact: string): Answering {
  const [base = fact, about = ''] = fact.split(':');
  if (base === 'within-cap' && about) return { by: 'cap', cap: about };
  if (base === 'involves') return { by: 'nothing-special' };
  const field = FIELD_OF[base];
  if (field) return { by: 'field', field };
  return UNANSWERABLE.has(base) ? { by: 'nothing' } : { by: 'yes-no' };
}
