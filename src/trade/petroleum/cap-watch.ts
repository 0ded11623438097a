import { type Finding, findingId } from '../../findings/finding.ts';
import { countryName } from '../../parties/country.ts';
import type { PetroleumMeter } from './meter.ts';
import type { SupplyFlag } from './stated-amount.ts';
import { type SupplierSum, words } from './supplier-sum.ts';

/** The watch over the caps on petroleum. */
export const PETROLEUM_CAP = { id: 'petroleum-cap', version: '1' } as const;

/** Flags that call for an answer of the supplier. */
const TO_ASK: readonly SupplyFlag['kind'][] = [
  'missing-months',
  'parts-differ',
  'parts-exceed-total',
  'contradicted',
  'revised',
  'odd-factor',
];

interface Draft {
  kind: 'declared' | 'estimated' | 'reports';
  subject: Finding['subjects'][number];
  about: string;
  confidence: number;
  explanation: string;
  missing: string[];
  observations: Finding['observations'];
}

/** What a year's meter gives cause to: a cap near or passed, more brought by ships than was declared, reports that lack or differ. */
export function petroleumFindings(meter: PetroleumMeter, exercise: boolean): Finding[] {
  if (!meter.measure || meter.limitBarrels === null) return [];
  const drafts = [declared(meter), estimated(meter), ...meter.suppliers.map((one) => reports(one, meter))];
  return drafts.flatMap((draft) => (draft ? [findingOf(draft, meter, exercise)] : []));
}

function findingOf(draft: Draft, meter: PetroleumMeter, exercise: boolean): Finding {
  const { id: watch, version } = PETROLEUM_CAP;
  const about = { cap: meter.cap, year: meter.year, kind: draft.kind, about: draft.about };
  return {
    id: findingId({ watch, version, about, exercise }),
    watch,
    version,
    status: 'open',
    subjects: [draft.subject],
    startAt: `${meter.period.from}T00:00:00Z`,
    endAt: `${meter.period.to}T23:59:59Z`,
    place: null,
    measures: meter.measure ? [meter.measure] : [],
    confidence: draft.confidence,
    explanation: `${exercise ? 'EXERCISE. ' : ''}${draft.explanation}`.slice(0, 5000),
    observations: draft.observations,
    missing: draft.missing,
    exercise,
  };
}

function declared(meter: PetroleumMeter): Draft | null {
  const limit = meter.limitBarrels ?? 0;
  const noticed = meter.notices.filter(({ state }) => state !== 'not-reached');
  const last = noticed.at(-1);
  const over =
    meter.percent && meter.percent.least > 100 ? 'yes' : meter.percent && meter.percent.most > 100 ? 'possibly' : 'no';
  if (!last && over === 'no') return null;
  const notices = noticed.map(
    ({ percent, state, by }) =>
      `${percent} % ${state === 'reached' ? 'reached' : 'possibly reached, by the factor'}${by ? ` in ${by}` : ''}`,
  );
  return {
    kind: 'declared',
    about: 'all',
    subject: subjectOf(meter),
    confidence: over === 'yes' ? 0.9 : over === 'possibly' ? 0.5 : last?.state === 'reached' ? 0.2 : 0.1,
    explanation: [
      `Suppliers declared ${words(meter.declared)} barrels for ${meter.year}: ${percentWords(meter)} of the cap of ${limit.toLocaleString('en')}.`,
      over === 'yes'
        ? 'That is over the cap by every factor.'
        : over === 'possibly'
          ? 'Whether it is over the cap depends on the barrels that a tonne is counted as.'
          : 'That is not over the cap.',
      notices.length > 0 ? `Notices: ${notices.join('; ')}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    missing: [
      'Which products were supplied, so that tonnes can be counted as barrels by their own factor?',
      'What did the 1718 Committee publish for the year, and when?',
    ],
    observations: meter.suppliers.flatMap(observed),
  };
}

function estimated(meter: PetroleumMeter): Draft | null {
  const { cargoes, scenarios } = meter.estimate;
  const limit = meter.limitBarrels ?? 0;
  const passes = scenarios.find(({ barrels }) => barrels.least > limit);
  const exceeds = scenarios.find(({ barrels }) => barrels.least > meter.declared.most);
  const first = passes ?? exceeds;
  if (!first) return null;
  const joined = cargoes.flatMap((cargo) => cargo.joined);
  const calls = cargoes.flatMap(({ sightings }) => sightings);
  return {
    kind: 'estimated',
    about: 'all',
    subject: subjectOf(meter),
    // The less of the ship must be laden for it to be so, the stronger it is.
    confidence: Math.round((passes ? 0.65 : 0.45) * (1 - (first.percent - 33) / 134) * 100) / 100,
    explanation: [
      `${cargoes.length} cargoes of tankers were seen in ${meter.year}; ${words(meter.declared)} barrels were declared.`,
      ...scenarios.map(
        ({ percent, barrels }) => `Laden to ${percent} % of deadweight they carried ${words(barrels)} barrels.`,
      ),
      passes
        ? `From ${passes.percent} % on, what ships brought is over the cap of ${limit.toLocaleString('en')}.`
        : `From ${first.percent} % on, what ships brought is more than was declared; an undeclared supply breaks the paragraph whatever the sum.`,
      joined.length > 0 ? `Counted once: ${joined.slice(0, 10).join('; ')}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    missing: [
      'How deep did each ship lie before and after?',
      'Which product was on board, and was it petroleum at all?',
      'Which of these cargoes are among those that were declared?',
    ],
    observations: calls.map(({ file, on, vessel, findings, source }) => ({
      source: `${file.name}, line ${file.line}${source ? ` (${source})` : ''}`.slice(0, 500),
      at: on,
      sha256: file.sha256,
      vessel,
      findings,
    })),
  };
}

function reports(sum: SupplierSum, meter: PetroleumMeter): Draft | null {
  const flags = sum.flags.filter(({ kind }) => TO_ASK.includes(kind));
  if (sum.suppliers.length > 1 || flags.length === 0) return null;
  const [code = ''] = sum.suppliers;
  const name = countryName(code, 'en');
  const lacks = flags.some(({ kind }) => kind === 'missing-months');
  return {
    kind: 'reports',
    about: code,
    subject: { schema: 'PublicBody', id: `state:${code}`, name, country: code },
    confidence: lacks ? 0.35 : 0.15,
    explanation: `What ${name} declared for ${meter.year} leaves questions. ${flags.map(({ period, text }) => `${period}: ${text}`).join(' ')} Only what was loaded here is known: a figure may have been published elsewhere.`,
    missing: [
      'Was nothing supplied in the months without a figure, or was it not reported?',
      'Which figure holds, and why was the other published?',
    ],
    observations: observed(sum),
  };
}

function subjectOf({ cap, year }: PetroleumMeter): Finding['subjects'][number] {
  return {
    schema: 'TradeFlow',
    id: `${cap}:${year}`,
    name: `${cap === 'crude-oil' ? 'Crude oil' : 'Refined petroleum'} to the DPRK in ${year}, all States together`,
  };
}

function observed({ statements }: SupplierSum): Finding['observations'] {
  return statements.map(({ file, publishedOn, source, suppliers, barrels, tonnes, period }) => ({
    source: `${file.name}, line ${file.line}${source ? ` (${source})` : ''}`.slice(0, 500),
    at: publishedOn,
    sha256: file.sha256,
    stated: { suppliers, barrels, tonnes, ...period },
  }));
}

function percentWords({ percent }: PetroleumMeter): string {
  if (!percent) return 'an unknown share';
  return percent.least === percent.most ? `${percent.least} %` : `${percent.least} to ${percent.most} %`;
}
