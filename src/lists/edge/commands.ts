import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayOf } from '../../kernel/partial-date.ts';
import { diffEntries, type EntryChange } from '../diff-entries.ts';
import type { ListReader } from '../list-reader.ts';
import { type ListCatalogueRow, type ListSummary, summariseLists } from './list-summaries.ts';
import { loadFiles } from './load-files.ts';
import type { LoadOutcome } from './store.ts';
import { entriesOfVersion } from './store-entries.ts';
import { type ListVersion, versionsOf } from './store-versions.ts';

export interface ListCommandsParts {
  readers: readonly ListReader[];
  catalogue: readonly ListCatalogueRow[];
  /** Fetches every official list and loads it; offline or where that fails, loads the facts that ship. */
  loadOfficial(world: World, lists: readonly string[]): Promise<LoadOutcome[]>;
}

export function listCommands(parts: ListCommandsParts): Command[] {
  return [load(parts), status(parts), versions(), diff()];
}

function load({ readers, loadOfficial }: ListCommandsParts): Command {
  return defineCommand({
    name: 'lists load',
    summary: 'Load lists from a file or folder, or fetch the official ones',
    arguments: [
      { name: 'list', description: 'ids of lists to fetch; all when none is named', optional: true, variadic: true },
    ],
    options: [
      { flags: '--from <path>', description: 'a file or folder of list files, searched to the bottom' },
      { flags: '--published <date>', description: 'date of publication of files that give none (YYYY-MM-DD)' },
      { flags: '--accept-shrink', description: 'take a version with far fewer parties than the one before' },
    ],
    schema: z.object({
      from: z.string().optional(),
      published: z.iso.date().optional(),
      acceptShrink: z.boolean().default(false),
    }),
    examples: [
      'watchkeeper lists load --from ~/Downloads/consolidated.xml',
      'watchkeeper lists load us-ofac-sdn un-sc',
    ],
    async run({ args, options }, world) {
      if (options.from === undefined) return report(world, { lists: await loadOfficial(world, args), unknown: [] });
      const bar = world.output.progress('Loading', 1);
      const outcome = await loadFiles(await world.database(), {
        path: options.from,
        readers,
        acceptShrink: options.acceptShrink,
        signal: world.signal,
        ...(options.published ? { publishedAt: options.published } : {}),
        onProgress: (done, total, detail) => bar.at(total === 0 ? 1 : done / total, detail),
      }).finally(() => bar.stop());
      return report(world, outcome);
    },
  });
}

function report(
  world: World,
  outcome: { lists: LoadOutcome[]; unknown: { path: string; reason: string }[] },
): number | undefined {
  world.output.answer(outcome, () => {
    const rows = outcome.lists.map((one) => [
      one.outcome,
      one.list,
      dayOf(one.publishedAt ?? '-'),
      String(one.parties),
      String(one.rejectedRecords),
      String(one.rejectedValues),
      one.file,
    ]);
    const reasons = outcome.lists
      .filter(({ message }) => message)
      .map(({ message, hint }) => `\n${message}${hint ? `\n  ${hint}` : ''}`);
    const unknown =
      outcome.unknown.length > 0
        ? [
            `\nNot recognised as a list, left alone:\n${outcome.unknown.map(({ path, reason }) => `  ${path}: ${reason}`).join('\n')}`,
          ]
        : [];
    const body =
      rows.length > 0
        ? table(['outcome', 'list', 'published', 'parties', 'rejected', 'values left out', 'file'], rows)
        : 'No list was found.';
    return [body, ...reasons, ...unknown].join('\n');
  });
  const loaded = outcome.lists.some((one) => one.outcome !== 'refused');
  return loaded ? undefined : 1;
}

function status({ catalogue }: ListCommandsParts): Command {
  return defineCommand({
    name: 'lists status',
    summary: 'Show every list: its date, its parties, and what became of the last load',
    schema: z.object({}),
    async run(_, world) {
      const lists = await summariseLists(await world.database(), catalogue, () => 0);
      const rows = lists.map(({ dprkParties: _dprk, ...row }) => row);
      world.output.answer({ lists: rows }, () => statusTable(lists));
      return undefined;
    },
  });
}

function statusTable(lists: readonly ListSummary[]): string {
  const rows = lists.map((row) => [
    row.list,
    dayOf(row.publishedAt ?? '-'),
    row.loadedAt?.slice(0, 16).replace('T', ' ') ?? '-',
    row.parties > 0 ? String(row.parties) : '-',
    row.snapshot ? 'ships with the program' : row.format ? 'official file' : '-',
    row.standing === 'none' ? 'not loaded' : row.standing,
  ]);
  const refused = lists.filter(({ standing }) => standing === 'refused');
  const hints = [...new Set(refused.map(({ hint }) => hint))];
  const refusals = hints.map((hint) => {
    const messages = refused.filter((row) => row.hint === hint).map(({ list, message }) => `${list}: ${message}`);
    return `\n${messages.join('\n')}\n  ${hint ?? ''}`;
  });
  const notes = lists.filter(({ note }) => note).map(({ list, note }) => `\n${list}: ${note}`);
  return [table(['list', 'published', 'loaded', 'parties', 'from', 'last try'], rows), ...notes, ...refusals].join(
    '\n',
  );
}

function versions(): Command {
  return defineCommand({
    name: 'lists show',
    summary: 'Show the versions of a list',
    arguments: [{ name: 'list', description: 'id of the list: un-sc' }],
    schema: z.object({}),
    async run({ args: [list = ''] }, world) {
      const found = await known(world, list);
      world.output.answer({ versions: found }, () =>
        table(
          ['version', 'published', 'loaded', 'parties', 'format'],
          found.map((one) => [
            String(one.id),
            dayOf(one.publishedAt ?? '-'),
            one.loadedAt.slice(0, 16).replace('T', ' '),
            String(one.parties),
            one.format,
          ]),
        ),
      );
      return undefined;
    },
  });
}

function diff(): Command {
  return defineCommand({
    name: 'lists diff',
    summary: 'Show what two versions of a list differ in; without versions, the latest two',
    arguments: [
      { name: 'list', description: 'id of the list: us-ofac-sdn' },
      { name: 'from', description: 'version or date (YYYY-MM-DD)', optional: true },
      { name: 'to', description: 'version or date', optional: true },
    ],
    schema: z.object({}),
    examples: ['watchkeeper lists diff us-ofac-sdn', 'watchkeeper lists diff un-sc 2018-08-24 2026-02-27'],
    async run({ args: [list = '', from, to] }, world) {
      const found = await known(world, list);
      const [older, newer] = [pick(found, list, from) ?? found[1], pick(found, list, to) ?? found[0]];
      if (!older || !newer)
        throw new AppError({
          code: 'ONE_VERSION',
          kind: 'refused',
          message: `Cannot compare: list "${list}" has one version only`,
          hint: 'Load another version of it first.',
        });
      const database = await world.database();
      const change = diffEntries(
        await entriesOfVersion(database, older.id),
        await entriesOfVersion(database, newer.id),
      );
      world.output.answer({ list, from: older.id, to: newer.id, ...change }, () =>
        [
          `${list}: version ${older.id} (${dayOf(older.publishedAt ?? '-')}) to ${newer.id} (${dayOf(newer.publishedAt ?? '-')}): ${change.added.length} added, ${change.removed.length} removed, ${change.changed.length} changed`,
          ...change.added.map((entry) => `+ ${entry.key}  ${entry.caption}`),
          ...change.removed.map((entry) => `- ${entry.key}  ${entry.caption}`),
          ...change.changed.flatMap(changeLines),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

function changeLines(change: EntryChange): string[] {
  return [
    `~ ${change.key}  ${change.caption}`,
    ...change.fields.flatMap(({ field, added, removed }) => [
      ...removed.map((value) => `    ${field} - ${value.slice(0, 300)}`),
      ...added.map((value) => `    ${field} + ${value.slice(0, 300)}`),
    ]),
  ];
}

async function known(world: World, list: string): Promise<ListVersion[]> {
  const database = await world.database();
  const found = await versionsOf(database, list);
  if (found.length > 0) return found;
  const lists = [...new Set((await versionsOf(database)).map((version) => version.list))];
  throw new AppError({
    code: 'LIST_UNKNOWN',
    kind: 'refused',
    message: `Cannot show list "${list}": it has not been loaded`,
    hint: lists.length > 0 ? `Loaded are ${lists.join(', ')}.` : 'Run "watchkeeper lists load" first.',
  });
}

/** A version by its number, or the one in force on a day. */
function pick(found: readonly ListVersion[], list: string, wanted: string | undefined): ListVersion | undefined {
  if (wanted === undefined) return undefined;
  const version = /^\d{4}-\d{2}-\d{2}$/.test(wanted)
    ? found.find(({ publishedOn }) => publishedOn <= wanted)
    : found.find(({ id }) => String(id) === wanted);
  if (version) return version;
  throw new AppError({
    code: 'VERSION_UNKNOWN',
    kind: 'refused',
    message: `Cannot compare: list "${list}" has no version ${wanted}`,
    hint: `"watchkeeper lists show ${list}" shows the versions.`,
  });
}
