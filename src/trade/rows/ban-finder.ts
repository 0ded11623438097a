import { hashOf } from '../../kernel/hash.ts';
import type { Act } from '../../regime/act.ts';
import { type ActAnswer, checkAct, type MeasureAnswer } from '../../regime/check-act.ts';
import { hsCodesOf } from '../../regime/hs-match.ts';
import type { Law } from '../../regime/law.ts';
import type { Direction } from '../../regime/measure.ts';

export type WayOfGoods = Extract<Direction, 'to-dprk' | 'from-dprk'>;

/** What the law of a month says of goods under an HS code. */
export interface Ban {
  /** The same for equal contents. */
  id: string;
  /**
   * `barred`: all that the code holds. `partly`: the code holds other goods as well. `luxury`: luxury goods, which each
   * State defines. `capped`: lawful within a cap on the sum of all States, which no single row decides.
   */
  kind: 'barred' | 'partly' | 'luxury' | 'capped';
  measures: string[];
  /** Citations with their mark. */
  paragraphs: string[];
  /** `mapping`: the paragraph names goods in words, and somebody read them into codes. */
  basis: 'in-resolution' | 'mapping';
  /** Codes of exemptions that could apply. */
  exemptions: string[];
  questions: string[];
  /** The law changed within the period: the day of the act decides. */
  changed: boolean;
  /** The heading is barred both ways. */
  bothWays: boolean;
}

interface Asked {
  hs: string;
  way: WayOfGoods;
  /** Month as 201907, year as 201900. */
  period: number;
  /** Country whose law applies beside the UN's. */
  state: string;
}

const KINDS: readonly Ban['kind'][] = ['barred', 'luxury', 'partly', 'capped'];

/**
 * Asks the law of each month about HS codes. Codes that the law's own codes do not tell apart, and days between which no
 * measure begins or ends, are asked once: ten million rows ask the law some hundreds of times.
 */
export class BanFinder {
  readonly #law: Law;
  readonly #codes: string[];
  readonly #borders: string[];
  readonly #luxury: ReadonlySet<string>;
  readonly #answers = new Map<string, Ban | null>();

  constructor(law: Law) {
    // What turns on no goods cannot be told from a row of trade; a state's own law may bar all trade.
    const measures = [...law.measures.values()].filter(
      (measure) => measure.regime !== 'un-dprk' || hsCodesOf(measure, law.goods).length > 0,
    );
    this.#law = { ...law, measures: new Map(measures.map((measure) => [measure.id, measure])) };
    this.#codes = [...new Set(measures.flatMap((measure) => hsCodesOf(measure, law.goods)))].sort();
    const transitions = law.transitions.flatMap(({ from, to }) => [from, dayAfter(to)]);
    this.#borders = [
      ...new Set([
        ...measures.flatMap(({ inForceFrom, inForceTo }) => [inForceFrom, inForceTo ? dayAfter(inForceTo) : '']),
        ...transitions,
      ]),
    ]
      .filter((day) => day.length === 10)
      .sort();
    this.#luxury = new Set(law.goods.luxury.flatMap((list) => list.measures));
  }

  /** The regime of a state's own; null where the UN's alone binds it. */
  regimeOf(state: string): string | null {
    return this.#law.regimes.find(({ countries }) => countries.includes(state))?.id ?? null;
  }

  /** What all codes that the law treats alike have in common. */
  keyOf(hs: string): string {
    const related = this.#codes.filter((code) => hs.startsWith(code) || code.startsWith(hs));
    const shorter = related.some((code) => code.length > hs.length);
    return related.length === 0 ? '' : shorter ? hs.slice(0, 6) : related.join(' ');
  }

  ban(asked: Asked): Ban | null {
    const key = this.keyOf(asked.hs);
    const regime = this.regimeOf(asked.state) ?? '';
    if (key === '' && regime === '') return null;
    const [first, last] = daysOf(asked.period);
    const at = `${key}|${asked.way}|${regime}|${this.#epoch(first)}|${this.#epoch(last)}`;
    const known = this.#answers.get(at);
    if (known !== undefined) return known;
    const before = this.#ask(asked, first);
    const after = first === last || this.#epoch(first) === this.#epoch(last) ? before : this.#ask(asked, last);
    const ban = joined(before, after);
    this.#answers.set(at, ban);
    return ban;
  }

  #epoch(day: string): number {
    return this.#borders.findLastIndex((border) => border <= day);
  }

  #ask({ hs, way, state }: Asked, on: string): Ban | null {
    const regime = this.regimeOf(state);
    const act = {
      act: way === 'to-dprk' ? 'supply' : 'purchase',
      on,
      hsCode: hs,
      direction: way,
      parties: [
        { role: way === 'to-dprk' ? 'supplier' : 'buyer', ...(/^[a-z]{2}$/.test(state) ? { nationality: state } : {}) },
        { role: way === 'to-dprk' ? 'buyer' : 'supplier', nationality: 'kp', dprk: true },
      ],
      ...(way === 'from-dprk' ? { origin: 'kp' } : {}),
      jurisdictions: ['un-dprk', ...(regime && regime !== 'un-dprk' ? [regime] : [])],
    } as Act;
    return this.#banOf(checkAct(act, this.#law), hs);
  }

  #banOf({ measures }: ActAnswer, hs: string): Ban | null {
    // A state's own law may bar all trade, whatever the goods.
    const about = measures.filter(({ covers, regime }) => covers !== null || regime !== 'un-dprk');
    const kind = KINDS.find((one) => about.some((measure) => this.#kindOf(measure) === one));
    if (!kind) return null;
    const own = about.filter((measure) => this.#kindOf(measure) === kind);
    const body = {
      kind,
      measures: own.map(({ measure }) => measure),
      paragraphs: own.map(({ paragraph }) => paragraph),
      basis: own.some(({ hsBasis }) => hsBasis === 'in-resolution') ? ('in-resolution' as const) : ('mapping' as const),
      exemptions: unique(own.flatMap(({ exemptions }) => exemptions.map(({ code }) => code))),
      questions: unique(own.flatMap(({ missing }) => missing.map(({ question }) => question))),
      changed: false,
      bothWays: this.#law.goods.bothWays.some(({ hsCode }) => hs.startsWith(hsCode)),
    };
    return { id: hashOf(body).slice(0, 16), ...body };
  }

  #kindOf({ measure, verdict, covers, exemptions }: MeasureAnswer): Ban['kind'] | null {
    if (exemptions.some(({ kind }) => kind === 'cap')) return 'capped';
    if (this.#luxury.has(measure) && verdict === 'undetermined') return 'luxury';
    if (verdict === 'permitted' || verdict === 'called-upon') return null;
    return covers === 'partly' || verdict === 'undetermined' ? 'partly' : 'barred';
  }
}

/** One answer of two days of a period. */
function joined(first: Ban | null, last: Ban | null): Ban | null {
  if (first?.id === last?.id) return first;
  const later = last ?? first;
  return later && { ...later, id: `${later.id}-changed`, changed: true };
}

/** The first and the last day of a month or, for month 00, of a year. */
function daysOf(period: number): [first: string, last: string] {
  const [year, month] = [Math.floor(period / 100), period % 100];
  if (month === 0) return [`${year}-01-01`, `${year}-12-31`];
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return [`${last.slice(0, 7)}-01`, last];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
