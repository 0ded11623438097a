import { grouped } from '../grouped.ts';

/** What a state told of its trade with one partner in a heading and a year. */
export interface ToldFlow {
  /** Who told it. */
  teller: string;
  partner: string;
  way: 'import' | 'export';
  /** Four digits of HS. */
  heading: string;
  year: number;
  usd: number;
}

/** How likely it is that a state wrote the DPRK and meant the Republic of Korea, with why. */
export interface MixUp {
  /** 0 to 1. Not a probability: it orders, and it lowers what is believed. */
  score: number;
  reasons: {
    code: 'profile' | 'told-by-seoul' | 'jump' | 'unusual-goods' | 'isolated' | 'round-trip';
    weight: number;
    text: string;
  }[];
}

/** Tellers whose trade with the DPRK makes the profile of it: fewer say nothing. */
const LEAST_TELLERS = 2;
/** US dollars from which a likeness means anything. */
const LEAST_USD = 10_000;
const JUMP = 10;

type Vector = ReadonlyMap<string, number>;

/**
 * Scores the commonest false accusation of all: KP written for KR. Every reason is computed from what states told, none
 * from who they are. Method and limits: docs/methods/trade/watches.md.
 */
export class KoreaMixUp {
  readonly #usd = new Map<string, number>();
  readonly #chapters = new Map<string, Map<string, number>>();
  readonly #years = new Map<string, Map<number, number>>();
  readonly #headingShare = new Map<string, number>();
  /** Tellers of trade with the DPRK, and the years that they tell of, by way. */
  readonly #tellers = new Map<string, Set<string>>();
  readonly #allYears = new Map<string, Set<number>>();
  readonly #profiles = new Map<string, MixUp['reasons'][number] | null>();

  /** Takes what all states told of the DPRK and of the Republic of Korea, and what the latter told. */
  constructor(flows: readonly ToldFlow[]) {
    for (const { teller, partner, way, heading, year, usd } of flows) {
      add(this.#usd, `${teller}|${partner}|${way}|${heading}|${year}`, usd);
      const profile = `${teller}|${partner}|${way}`;
      const chapters = this.#chapters.get(profile) ?? new Map<string, number>();
      add(chapters, heading.slice(0, 2), usd);
      this.#chapters.set(profile, chapters);
      const years = this.#years.get(profile) ?? new Map<number, number>();
      add(years, year, usd);
      this.#years.set(profile, years);
    }
    for (const [key, years] of this.#years) {
      const [teller = '', partner, way = ''] = key.split('|');
      if (partner !== 'kp') continue;
      this.#tellers.set(way, (this.#tellers.get(way) ?? new Set()).add(teller));
      const all = this.#allYears.get(way) ?? new Set();
      for (const year of years.keys()) all.add(year);
      this.#allYears.set(way, all);
    }
    const ofDprk = flows.filter(({ partner }) => partner === 'kp');
    for (const [way, told] of grouped(ofDprk, (flow) => flow.way)) {
      const total = told.reduce((all, { usd }) => all + usd, 0);
      for (const [heading, rows] of grouped(told, (flow) => flow.heading)) {
        const tellers = new Set(rows.map(({ teller }) => teller));
        // What one state alone tells is what is in question.
        const usual = tellers.size < LEAST_TELLERS ? 0 : rows.reduce((all, { usd }) => all + usd, 0) / total;
        this.#headingShare.set(`${way}|${heading}`, usual);
      }
    }
  }

  scoreOf({ teller, way, heading, year }: Omit<ToldFlow, 'usd' | 'partner'>): MixUp {
    const told = this.#usd.get(`${teller}|kp|${way}|${heading}|${year}`) ?? 0;
    const reasons = [
      this.#profileOf(teller, way),
      this.#toldBySeoul({ teller, way, heading, year }, told),
      this.#jump(teller, way, year),
      this.#unusualGoods(teller, way, heading),
      this.#isolated(teller, way),
      this.#roundTrip({ teller, way, heading, year }, told),
    ].filter((reason) => reason !== null);
    const score = 1 - reasons.reduce((rest, { weight }) => rest * (1 - weight), 1);
    return { score: Math.round(score * 1000) / 1000, reasons };
  }

  #profileOf(teller: string, way: string): MixUp['reasons'][number] | null {
    const key = `${teller}|${way}`;
    let known = this.#profiles.get(key);
    if (known === undefined) {
      known = this.#profile(teller, way);
      this.#profiles.set(key, known);
    }
    return known;
  }

  /** Its trade with the DPRK looks like its trade with the South, and not like what others tell of the DPRK. */
  #profile(teller: string, way: string): MixUp['reasons'][number] | null {
    const own = this.#chapters.get(`${teller}|kp|${way}`);
    const south = this.#chapters.get(`${teller}|kr|${way}`);
    const others = [...this.#chapters].filter(([key]) => key.endsWith(`|kp|${way}`) && !key.startsWith(`${teller}|`));
    if (!own || !south || others.length < LEAST_TELLERS) return null;
    const world = new Map<string, number>();
    for (const [, chapters] of others) for (const [chapter, usd] of chapters) add(world, chapter, usd);
    const [likeSouth, likeNorth] = [cosine(own, south), cosine(own, world)];
    const excess = likeSouth - likeNorth;
    if (likeSouth < 0.5 || excess <= 0.1) return null;
    return {
      code: 'profile',
      weight: Math.min(0.5, excess * 0.6),
      text: `By chapters of HS, its trade with the DPRK is ${likeSouth.toFixed(2)} like its trade with the Republic of Korea and ${likeNorth.toFixed(2)} like what others tell of the DPRK (1 is equal).`,
    };
  }

  /** Seoul tells of more trade with it than it tells of Seoul, by about as much as it tells of the DPRK. */
  #toldBySeoul(flow: Omit<ToldFlow, 'usd' | 'partner'>, told: number): MixUp['reasons'][number] | null {
    const { teller, way, heading, year } = flow;
    const opposite = way === 'import' ? 'export' : 'import';
    const bySeoul = this.#usd.get(`kr|${teller}|${opposite}|${heading}|${year}`) ?? 0;
    const ofSeoul = this.#usd.get(`${teller}|kr|${way}|${heading}|${year}`) ?? 0;
    const lacking = bySeoul - ofSeoul;
    if (told < LEAST_USD || lacking < 0.6 * told || lacking > 1.7 * told) return null;
    return {
      code: 'told-by-seoul',
      weight: 0.6,
      text: `The Republic of Korea tells of ${dollars(bySeoul)} with it, it tells of ${dollars(ofSeoul)} with the Republic of Korea: what lacks there is about the ${dollars(told)} under the DPRK.`,
    };
  }

  /** One year far above the years before and after: a ban ends trade, and does not make it for a year. */
  #jump(teller: string, way: string, year: number): MixUp['reasons'][number] | null {
    const years = this.#years.get(`${teller}|kp|${way}`);
    const now = years?.get(year) ?? 0;
    const all = [...(this.#allYears.get(way) ?? [])];
    if (now < LEAST_USD || !all.some((one) => one < year) || !all.some((one) => one > year)) return null;
    const before = Math.max(...all.filter((one) => one < year));
    const after = Math.min(...all.filter((one) => one > year));
    const [was, became] = [years?.get(before) ?? 0, years?.get(after) ?? 0];
    if (now < JUMP * Math.max(was, became, 1)) return null;
    return {
      code: 'jump',
      weight: 0.25,
      text: `All it tells of the DPRK in ${year} is ${dollars(now)}; in ${before} it was ${dollars(was)}, in ${after} ${dollars(became)}.`,
    };
  }

  #unusualGoods(teller: string, way: string, heading: string): MixUp['reasons'][number] | null {
    const tellers = this.#tellers.get(way) ?? new Set();
    if (tellers.size <= LEAST_TELLERS) return null;
    const usual = this.#headingShare.get(`${way}|${heading}`) ?? 0;
    const south = this.#chapters.get(`${teller}|kr|${way}`)?.get(heading.slice(0, 2)) ?? 0;
    if (usual > 0.0005 || south === 0) return null;
    return {
      code: 'unusual-goods',
      weight: 0.25,
      text: `Hardly anyone else tells of heading ${heading} with the DPRK, and it trades in that chapter with the Republic of Korea.`,
    };
  }

  #isolated(teller: string, way: string): MixUp['reasons'][number] | null {
    const years = [...(this.#years.get(`${teller}|kp|${way}`)?.keys() ?? [])];
    const all = this.#allYears.get(way) ?? new Set();
    if (years.length > 1 || all.size < 4) return null;
    return {
      code: 'isolated',
      weight: 0.15,
      text: `It tells of trade with the DPRK in one year of ${all.size}.`,
    };
  }

  /** In that year its trade with the South falls short by about what stands under the DPRK. */
  #roundTrip(flow: Omit<ToldFlow, 'usd' | 'partner'>, told: number): MixUp['reasons'][number] | null {
    const { teller, way, heading, year } = flow;
    const south = (at: number): number => this.#usd.get(`${teller}|kr|${way}|${heading}|${at}`) ?? 0;
    const usual = median([year - 1, year + 1].map(south));
    const short = usual - south(year);
    if (told < LEAST_USD || short < 0.6 * told || short > 1.7 * told || south(year) > 0.7 * usual) return null;
    return {
      code: 'round-trip',
      weight: 0.4,
      text: `Its trade with the Republic of Korea in the heading falls to ${dollars(south(year))} in ${year} from ${dollars(usual)} before and after, about the ${dollars(told)} under the DPRK.`,
    };
  }
}

function add<Key>(map: Map<Key, number>, key: Key, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}

function cosine(one: Vector, other: Vector): number {
  let product = 0;
  for (const [key, value] of one) product += value * (other.get(key) ?? 0);
  const length = (vector: Vector): number =>
    Math.sqrt([...vector.values()].reduce((all, value) => all + value * value, 0));
  const lengths = length(one) * length(other);
  return lengths === 0 ? 0 : product / lengths;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** `USD 1.2 million`: a figure as a reader says it. */
export function dollars(usd: number): string {
  if (usd >= 999_500_000) return `USD ${(usd / 1e9).toFixed(2)} billion`;
  if (usd >= 999_500) return `USD ${(usd / 1e6).toFixed(1)} million`;
  return `USD ${Math.round(usd).toLocaleString('en')}`;
}
