import { dayOf } from '../kernel/partial-date.ts';

/** The state of one party in one version of a list; `designations` is null when the version does not hold it. */
export interface HeldState {
  versionId: number;
  publishedAt: string | null;
  publishedOn: string;
  loadedAt: string;
  designations: readonly { listedOn: string | null; delistedOn?: string }[] | null;
}

export interface AsOfAnswer {
  /** Null when what was known does not settle it. */
  listed: boolean | null;
  why: string;
  version: { id: number; publishedAt: string | null; loadedAt: string } | null;
  since: string | null;
}

/** The version that answers for a day, and whether it was published by then. */
export interface ChosenVersion<Version> {
  version: Version;
  /** False when it is the earliest of the later ones: it answers by the listing dates that it writes. */
  inForce: boolean;
}

/**
 * The version of one list that answers for a day, by what was known on another day: the one published last before the
 * day, else the earliest later one; null when none had been loaded. Days are `YYYY-MM-DD`.
 */
export function versionFor<Version extends Omit<HeldState, 'designations'>>(
  versions: readonly Version[],
  day: string,
  knownOn: string,
): ChosenVersion<Version> | null {
  const ordered = versions
    .filter(({ loadedAt }) => dayOf(loadedAt) <= knownOn)
    .sort((one, other) =>
      one.publishedOn < other.publishedOn
        ? -1
        : one.publishedOn > other.publishedOn
          ? 1
          : one.versionId - other.versionId,
    );
  const before = ordered.filter(({ publishedOn }) => publishedOn <= day).at(-1);
  if (before) return { version: before, inForce: true };
  const [after] = ordered;
  return after ? { version: after, inForce: false } : null;
}

/**
 * Was the party listed on a day, by what was known on another day? Both are `YYYY-MM-DD`. The version published last
 * before the day answers; where none was loaded, the earliest later version answers by the listing dates that it
 * writes, which is silent on parties removed in between.
 */
export function listedOn(states: readonly HeldState[], day: string, knownOn: string): AsOfAnswer {
  const chosen = versionFor(states, day, knownOn);
  if (!chosen) return unsettled(`no version of this list had been loaded by ${knownOn}`);
  return chosen.inForce ? byVersion(chosen.version, day) : byLaterVersion(chosen.version, day);
}

function byVersion(state: HeldState, day: string): AsOfAnswer {
  const version = versionOf(state);
  if (!state.designations)
    return { listed: false, why: `the version of ${dateOf(state)} does not hold the party`, version, since: null };
  const delisted = state.designations.every(({ delistedOn }) => delistedOn !== undefined && delistedOn <= day);
  const since = earliest(state);
  if (delisted && state.designations.length > 0)
    return { listed: false, why: `the version of ${dateOf(state)} holds it as removed`, version, since };
  return { listed: true, why: `the version of ${dateOf(state)} holds the party`, version, since };
}

function byLaterVersion(state: HeldState, day: string): AsOfAnswer {
  const version = versionOf(state);
  const since = state.designations ? earliest(state) : null;
  const later = `no version published by ${day} was loaded; the version of ${dateOf(state)}`;
  if (!state.designations)
    return {
      listed: null,
      why: `${later} does not hold it, which leaves open whether it was removed before`,
      version,
      since,
    };
  if (since === null) return { listed: null, why: `${later} gives no date of listing`, version, since };
  if (since <= day) return { listed: true, why: `${later} says listed on ${since}`, version, since };
  return day < since.slice(0, day.length) || since.length === 10
    ? { listed: false, why: `${later} says listed on ${since}, after that day`, version, since }
    : { listed: null, why: `${later} says only ${since}`, version, since };
}

function unsettled(why: string): AsOfAnswer {
  return { listed: null, why, version: null, since: null };
}

function earliest(state: HeldState): string | null {
  const dates = (state.designations ?? []).flatMap(({ listedOn: date }) => date ?? []).sort();
  return dates[0] ?? null;
}

function dateOf(state: HeldState): string {
  return state.publishedAt === null ? `unknown date (loaded ${dayOf(state.loadedAt)})` : dayOf(state.publishedAt);
}

function versionOf(state: HeldState): NonNullable<AsOfAnswer['version']> {
  return { id: state.versionId, publishedAt: state.publishedAt, loadedAt: state.loadedAt };
}
