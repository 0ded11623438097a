import { type Finding, findingId } from '../../findings/finding.ts';
import type { OwnershipBook } from '../../parties/ownership/book.ts';
import { combineSources } from '../../parties/ownership/combine-sources.ts';
import { FixedPoint } from '../../parties/ownership/fixed-point.ts';
import { ownershipGraph } from '../../parties/ownership/graph.ts';
import { holdsOn } from '../../parties/ownership/holding.ts';
import { type OwnershipReport, ownershipReport, type RuleReport } from '../../parties/ownership/report.ts';
import { type OwnershipRule, thresholdOf, versionOn } from '../../parties/ownership/rules.ts';
import { perCent, shareText } from '../../parties/ownership/share.ts';

export const BLOCKED_BY_OWNERS = { id: 'blocked-by-owners', version: '1' } as const;

export interface OwnersWatched {
  book: OwnershipBook;
  rules: readonly OwnershipRule[];
  day: string;
  /** Parties listed on the day under a DPRK measure, by rule, and the measures of each. */
  listedFor(rule: OwnershipRule): ReadonlyMap<string, readonly string[]>;
  files: readonly { name: string; sha256: string; loadedAt: string; exercise: boolean }[];
}

/** Raises every firm that no list names and that some rule blocks, or may block, through its owners. */
export function blockedByOwners(watched: OwnersWatched): Finding[] {
  const candidates = new Set(watched.rules.flatMap((rule) => mayBeIn(watched, rule)));
  return [...candidates].sort().flatMap((party) => {
    const report = ownershipReport(watched.book, {
      party,
      day: watched.day,
      rules: watched.rules,
      listedFor: (rule) => new Set(watched.listedFor(rule).keys()),
    });
    const caught = report.rules.filter(({ verdict }) => verdict === 'blocked' || verdict === 'undetermined');
    const isListed = report.rules.some(({ verdict }) => verdict === 'listed');
    return caught.length === 0 || isListed ? [] : [findingOf(watched, report, caught)];
  });
}

/** Everyone whom the most of all shares brings in: nobody else can be blocked. */
function mayBeIn({ book, day, listedFor }: OwnersWatched, rule: OwnershipRule): string[] {
  const version = versionOn(rule, day);
  if (!version) return [];
  const listed = listedFor(rule);
  const graph = ownershipGraph(combineSources(book.holdings.filter((held) => holdsOn(held, day))), {
    jointlyWhole: !version.aggregates,
  });
  const point = new FixedPoint(graph, thresholdOf(version), 'most');
  const seeds = [...listed.keys()].flatMap((id) => graph.indexOf.get(id) ?? []);
  const found = (version.aggregates ? [seeds] : seeds.map((seed) => [seed])).flatMap((set) => [...point.from(set)]);
  return found.map((node) => graph.ids[node] ?? '').filter((id) => !listed.has(id) && !id.startsWith('joint:'));
}

function findingOf(watched: OwnersWatched, report: OwnershipReport, caught: readonly RuleReport[]): Finding {
  const { id: watch, version } = BLOCKED_BY_OWNERS;
  const { book, files } = watched;
  const party = book.party(report.party);
  const exercise = files.some((file) => file.exercise) && party.name.startsWith('EXERCISE');
  const name = (id: string): string => book.party(id).name || id;
  const isBlocked = caught.some(({ verdict }) => verdict === 'blocked');
  const measures = caught.flatMap(({ rule, certain, possible }) => {
    const listed = watched.listedFor(
      watched.rules.find(({ id }) => id === rule) ?? (watched.rules[0] as OwnershipRule),
    );
    return [...certain, ...possible].flatMap((id) => listed.get(id) ?? []);
  });
  return {
    id: findingId({ watch, version, about: { party: report.party }, exercise }),
    watch,
    version,
    status: 'open',
    subjects: [
      { schema: party.kind === 'person' ? 'Person' : 'Company', id: report.party, name: party.name || report.party },
    ],
    startAt: null,
    endAt: null,
    place: null,
    measures: [...new Set(measures)].sort(),
    confidence: isBlocked ? 0.9 : 0.4,
    explanation: caught
      .map((rule) => sentence(rule, name))
      .join(' ')
      .slice(0, 4900),
    observations: files.map(({ name: source, sha256, loadedAt }) => ({ source, at: loadedAt, sha256 })),
    missing: [
      ...caught
        .flatMap(({ flips }) => flips.slice(0, 5))
        .map((flip) =>
          `What is the share of ${name(flip.owner)} in ${name(flip.owned)}? Recorded is ${shareText(flip.share)}.`.slice(
            0,
            500,
          ),
        ),
      ...(report.contradicts ? ['Which source is right? The recorded shares are more than the whole.'] : []),
    ].slice(0, 20),
    exercise,
  };
}

function sentence({ title, verdict, version, held, steps }: RuleReport, name: (id: string) => string): string {
  const shares = held ? ` Listed parties and firms they own hold ${shareText(held)}.` : '';
  const way = steps
    .map(
      ({ party, holders }) =>
        `${name(party)}: ${holders.map((one) => `${name(one.party)} ${perCent(one.share.min)} %`).join(' + ')}`,
    )
    .join('; ');
  const judged = verdict === 'blocked' ? 'is blocked by its owners' : 'may be blocked: a share is missing';
  return `${title} (as of ${version?.from}): it ${judged}.${shares}${way ? ` ${way}.` : ''}`;
}
