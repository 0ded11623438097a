import { parseAct } from '../regime/act.ts';
import { type ActAnswer, checkAct, type MeasureAnswer } from '../regime/check-act.ts';
import type { Law } from '../regime/law.ts';
import type { Confidence } from '../regime/measure.ts';
import { type AidGoods, aidGoods, goodsNamed } from './aid-goods.ts';
import type { ExemptionQuestion } from './exemption-question.ts';

/**
 * `needed`: a permission must be had first. `covered`: one that stands already covers it. `ask-authority`: forbidden as
 * written, and the data name no permission under that paragraph. `open`: facts are missing. `not-shown`: no measure in the data is shown to reach it.
 */
export type Need = 'ask-authority' | 'needed' | 'open' | 'covered' | 'not-shown';
const WORST_FIRST: readonly Need[] = ['ask-authority', 'needed', 'open', 'covered', 'not-shown'];

export type Subject = 'goods' | 'payment' | 'travel';

/** A permission, with what it still lacks. */
export interface Permission {
  code: string;
  text: string;
  missing: { fact: string; question: string }[];
}

export interface NeedLine {
  subject: Subject;
  need: Need;
  measure: string;
  paragraph: string;
  summary: string;
  /** Permissions that stand and cover it. */
  coveredBy: Permission[];
  /** Permissions that could be had. */
  ways: Permission[];
  missing: { fact: string; question: string }[];
  /** How far the row of the law was checked. */
  confidence: Confidence;
  publishable: boolean;
  source: string;
}

export interface RegimeNeed {
  regime: string;
  /** True: the act is shown to touch its jurisdiction. Null: only if it does. */
  reached: true | null;
  need: Need;
  lines: NeedLine[];
  /** Questions that rule measures out, none of which is shown to be touched. */
  open: { subject: Subject; fact: string; question: string; measures: number }[];
}

export interface ExemptionAnswer {
  need: Need;
  on: string;
  goods: {
    hsCode: string | null;
    understoodAs: string | null;
    others: { id: string; hsCode: string }[];
    basis: string | null;
  };
  regimes: RegimeNeed[];
  substitutes: { id: string; name: string; hsCode: string; need: Need }[];
  notes: string[];
}

const LIMITS = [
  'This reads the law as this project holds it; it is no legal advice and binds no authority.',
  '2664 para 1 covers the asset freeze alone: goods that 2397 para 7 bans still need the Committee’s leave, case by case.',
];

/**
 * Whether aid needs a permission, for the UN and for each state's law, with the paragraph, what covers it already and
 * what is missing. Method and limits: docs/methods/relief.md.
 */
export function needExemption(question: ExemptionQuestion, law: Law): ExemptionAnswer {
  const named = question.name === undefined ? [] : goodsNamed(question.name);
  const hsCode = question.hsCode ?? named[0]?.goods.hsCode ?? null;
  const answers = actsOf(question, hsCode, law).map(({ subject, act }) => ({
    subject,
    answer: checkAct(parseAct(act), law),
  }));
  const regimes = law.regimes.map(({ id }) => regimeNeed(id, answers, question, law));
  return {
    need: worst(regimes.filter(({ reached }) => reached === true).map(({ need }) => need)),
    on: question.on,
    goods: {
      hsCode,
      understoodAs: question.hsCode === undefined ? (named[0]?.goods.id ?? null) : null,
      others: named
        .slice(question.hsCode === undefined ? 1 : 0, 5)
        .map(({ goods }) => ({ id: goods.id, hsCode: goods.hsCode })),
      basis: question.hsCode === undefined && named.length > 0 ? aidGoods().note : null,
    },
    regimes,
    substitutes: substitutesFor(named[0]?.goods, question, law),
    notes: [...new Set([...LIMITS, ...answers.flatMap(({ answer }) => answer.notes)])],
  };
}

interface SubjectAct {
  subject: Subject;
  act: Record<string, unknown>;
}

function actsOf(question: ExemptionQuestion, hsCode: string | null, law: Law): SubjectAct[] {
  const recipient = {
    role: 'recipient',
    dprk: true,
    ...(question.designatedBy ? { designatedBy: question.designatedBy } : {}),
  };
  const facts = {
    ...question.facts,
    ...(question.humanitarianProvider === undefined ? {} : { 'humanitarian-provider': question.humanitarianProvider }),
  };
  const common = {
    on: question.on,
    direction: 'to-dprk',
    purpose: question.purpose,
    facts,
    jurisdictions: law.regimes.map(({ id }) => id),
    ...(question.involves ? { involves: question.involves } : {}),
  };
  const acts: SubjectAct[] = [
    {
      subject: 'goods',
      act: {
        ...common,
        act: 'supply',
        parties: [recipient],
        ...(hsCode ? { hsCode } : {}),
        ...(question.origin ? { origin: question.origin } : {}),
        ...(question.route ? { route: question.route } : {}),
      },
    },
  ];
  const checked = question.designatedBy ? { designatedBy: [] } : {};
  const payer = { role: 'payer', nationality: question.payer, ...checked };
  if (question.payer)
    acts.push({ subject: 'payment', act: { ...common, act: 'payment', parties: [payer, recipient] } });
  if (question.travellers?.length)
    acts.push({
      subject: 'travel',
      act: {
        ...common,
        act: 'journey',
        parties: question.travellers.map((nationality) => ({ role: 'traveller', nationality, isIndividual: true })),
      },
    });
  return acts;
}

function regimeNeed(
  regime: string,
  answers: readonly { subject: Subject; answer: ActAnswer }[],
  question: ExemptionQuestion,
  law: Law,
): RegimeNeed {
  const lines = answers.flatMap(({ subject, answer }) =>
    answer.measures.filter((measure) => measure.regime === regime).map((measure) => lineOf(subject, measure, law)),
  );
  const open = answers.flatMap(({ subject, answer }) =>
    answer.open.flatMap(({ fact, question: text, measures }) => {
      const own = measures.filter((id) => law.measures.get(id)?.regime === regime).length;
      return own > 0 ? [{ subject, fact, question: text, measures: own }] : [];
    }),
  );
  const need = worst([...lines.map((line) => line.need), ...(open.length > 0 ? (['open'] as const) : [])]);
  return { regime, reached: reaches(regime, question, law), need, lines, open };
}

function lineOf(subject: Subject, measure: MeasureAnswer, law: Law): NeedLine {
  const permission = ({ code, text, needs }: MeasureAnswer['exemptions'][number]): Permission => ({
    code,
    text,
    missing: needs.filter(({ truth }) => truth === null).map(({ fact, question }) => ({ fact, question })),
  });
  return {
    subject,
    need: needOf(measure),
    measure: measure.measure,
    paragraph: measure.paragraph,
    summary: measure.summary,
    coveredBy: measure.exemptions.filter(({ applies }) => applies === true).map(permission),
    ways: measure.exemptions.filter(({ applies }) => applies === null).map(permission),
    missing: measure.missing,
    confidence: measure.confidence,
    publishable: measure.publishable,
    source: law.measures.get(measure.measure)?.source ?? '',
  };
}

function needOf({ verdict }: MeasureAnswer): Need {
  if (verdict === 'forbidden') return 'ask-authority';
  if (verdict === 'forbidden-unless') return 'needed';
  return verdict === 'permitted' ? 'covered' : 'open';
}

/** The UN's law binds all; a state's reaches what its people, banks, ports or goods have a part in. */
function reaches(regime: string, question: ExemptionQuestion, law: Law): true | null {
  const countries = law.regimes.find(({ id }) => id === regime)?.countries ?? [];
  if (countries.length === 0) return true;
  const ports = (question.route ?? []).flatMap(
    (place) => /^([A-Z]{2}) ?[A-Z2-9]{3}$/.exec(place)?.[1]?.toLowerCase() ?? [],
  );
  const links = [question.origin, question.supplier, question.payer, ...(question.travellers ?? []), ...ports];
  return links.some((country) => country !== undefined && countries.includes(country)) ? true : null;
}

/** Other goods for the same work, with what the same question says of them. */
function substitutesFor(
  goods: AidGoods | undefined,
  question: ExemptionQuestion,
  law: Law,
): ExemptionAnswer['substitutes'] {
  return (goods?.substitutes ?? []).flatMap((id) => {
    const other = aidGoods().goods.find((candidate) => candidate.id === id);
    if (!other) return [];
    const [act] = actsOf({ ...question, payer: undefined, travellers: undefined }, other.hsCode, law);
    const answer = act && checkAct(parseAct({ ...act.act, jurisdictions: ['un-dprk'] }), law);
    const need = worst([
      ...(answer?.measures ?? []).map(needOf),
      ...((answer?.open.length ?? 0) > 0 ? (['open'] as const) : []),
    ]);
    return [{ id, name: other.names.en[0] ?? id, hsCode: other.hsCode, need }];
  });
}

function worst(needs: readonly Need[]): Need {
  return WORST_FIRST.find((need) => needs.includes(need)) ?? 'not-shown';
}
