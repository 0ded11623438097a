import type { World } from '../cli/command.ts';
import { messageOf } from '../kernel/errors.ts';
import { currentVersions, type ListVersion, latestAttempts } from '../lists/edge/store-versions.ts';
import type { Database } from '../store/database.ts';
import { type Check, hintOf, ok, warning, wrong } from './machine-checks.ts';

/** Lists older than this are worth fetching again. */
const STALE_DAYS = 30;
/** Clocks further apart than this make the question "what did we know on day X" answer wrongly at the edges. */
const MOST_SKEW_SECONDS = 300;

/** The database, the clock, and the lists in it. Opening it brings its schema forward. */
export async function dataChecks(world: World): Promise<Check[]> {
  try {
    const database = await world.database();
    const versions = await currentVersions(database);
    return [
      ok('database', 'reachable, schema current'),
      await clockCheck(database, world.now()),
      ...(await labelFaults(database)),
      ...listChecks(versions, world.now()),
      ...(await refusedLists(database)),
    ];
  } catch (cause) {
    return [wrong('database', messageOf(cause), hintOf(cause))];
  }
}

/** This machine's clock against the database's, and against what has already happened by it. */
async function clockCheck(database: Database, now: Date): Promise<Check> {
  const [row] = await database<
    { there: string; last: string | null }[]
  >`select now() as there, (select max(at) from list_attempt) as last`;
  const mend = 'Set the clock of this machine, and let it follow a time server.';
  const skewSeconds = Math.round(Math.abs(now.getTime() - Date.parse(row?.there ?? '')) / 1000);
  if (skewSeconds > MOST_SKEW_SECONDS)
    return wrong('clock', `${now.toISOString()} here, ${row?.there} at the database`, mend);
  if (row?.last && Date.parse(row.last) > now.getTime() + MOST_SKEW_SECONDS * 1000)
    return wrong('clock', `${now.toISOString()} is before the last load of a list (${row.last})`, mend);
  return ok('clock', now.toISOString());
}

function listChecks(versions: readonly ListVersion[], now: Date): Check[] {
  if (versions.length === 0)
    return [warning('lists', 'none is loaded', 'Run "npm start", or "watchkeeper lists load".')];
  const limit = new Date(now.getTime() - STALE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const old = versions.filter(({ publishedOn }) => publishedOn < limit);
  const checks = [ok('lists', `${versions.length} in use`)];
  if (old.length > 0) {
    const named = old.map(({ list, publishedOn }) => `${list} (${publishedOn})`).join(', ');
    const mend = 'Fetch them again with "watchkeeper lists load", or load newer files with --from.';
    checks.push(warning('age of lists', `older than ${STALE_DAYS} days: ${named}`, mend));
  }
  return checks;
}

/** Views, keys and tables by which material would be seen around its label. */
async function labelFaults(database: Database): Promise<Check[]> {
  const faults = await database<{ fault: string }[]>`select fault from label_faults()`;
  return faults.map(({ fault }) =>
    wrong('labels', fault, 'docs/methods/labels.md says what a table with labels must not do.'),
  );
}

async function refusedLists(database: Database): Promise<Check[]> {
  const attempts = await latestAttempts(database);
  return attempts
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ list, message, hint }) => warning(`list ${list}`, message ?? 'the last load was refused', hint));
}
