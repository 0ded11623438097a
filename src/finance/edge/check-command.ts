import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import type { WalletAnswer, WalletListing } from '../wallets/listed-wallets.ts';
import { FinanceDesk, MOST_HOPS, type NearRow, type WalletReport } from './finance-desk.ts';

const MOST_SHOWN = 50;
const MOST_BYTES = 512 * 1024 * 1024;

/** `wallets check`: a few addresses with all that is known, or a file of millions against every list. */
export function checkCommand(): Command {
  return defineCommand({
    name: 'wallets check',
    summary: 'Check wallet addresses against every loaded list, delistings included; a few also by tags and nearness',
    arguments: [{ name: 'address', description: 'addresses', variadic: true, optional: true }],
    options: [
      {
        flags: '--file <path>',
        description: 'a file with an address a line, or a CSV with them in the first column; - reads standard input',
      },
    ],
    schema: z.object({ file: z.string().optional() }),
    examples: [
      'npx watchkeeper wallets check 0x098B716B8Aaf21512996dC57EB0615e2383E2f96',
      'npx watchkeeper wallets check --file addresses.txt --json',
    ],
    async run({ args, options: { file } }, world) {
      const desk = new FinanceDesk(await world.database(), world.home);
      if (file !== undefined) return await checkFile(desk, file, world);
      if (args.length === 0) throw nothingNamed();
      const reports = await desk.reports(args);
      world.output.answer(reports, () => reports.map(reportLines).join('\n\n'));
      return undefined;
    },
  });
}

async function checkFile(desk: FinanceDesk, path: string, world: World): Promise<undefined> {
  const wallets = await desk.wallets();
  const addresses = addressesIn(path);
  const begin = performance.now();
  const hits = wallets.hits(addresses);
  const milliseconds = Math.round(performance.now() - begin);
  const rows = hits.map(({ at, answer }) => ({ line: at + 1, ...answer }));
  const { rows: found, exercise } = await desk.near(addresses);
  const near = found.map(({ at, ...row }) => ({ line: at + 1, ...row }));
  const answer = { checked: addresses.length, listed: wallets.size, milliseconds, hits: rows, near, exercise };
  world.output.answer(answer, () =>
    [
      `${addresses.length} addresses against ${wallets.size} that lists name or named, in ${milliseconds} ms: ${hits.filter(({ answer }) => answer.isListed).length} listed, ${hits.filter(({ answer }) => !answer.isListed).length} no longer listed.`,
      ...rows.slice(0, MOST_SHOWN).map((row) => `line ${row.line}  ${row.address}\n${listingLines(row).join('\n')}`),
      ...(near.length > 0
        ? [
            `${exercise ? 'EXERCISE. ' : ''}${near.length} more stand within ${MOST_HOPS} payments of a listed address in the loaded transfers:`,
            ...near.slice(0, MOST_SHOWN).map(nearLine),
          ]
        : []),
      ...(rows.length > MOST_SHOWN ? [`… and ${rows.length - MOST_SHOWN} more; --json gives all.`] : []),
    ].join('\n'),
  );
  return undefined;
}

function nearLine({ line, address, received, sent }: { line: number } & Omit<NearRow, 'at'>): string {
  const ways = [received === null ? '' : `received over ${received}`, sent === null ? '' : `sent over ${sent}`];
  return `line ${line}  ${address}  ${ways.filter(Boolean).join(', ')}`;
}

/** Of a CSV the first cell of each line. */
function addressesIn(path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    throw new AppError({
      code: 'ADDRESSES_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'Give a text file with an address a line.',
      cause,
    });
  }
  if (text.length > MOST_BYTES)
    throw new AppError({
      code: 'ADDRESSES_TOO_MANY',
      kind: 'too-large',
      message: `Cannot check "${path}": it has more than ${MOST_BYTES / 1024 / 1024} MiB`,
      hint: 'Split it.',
    });
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => {
    const comma = line.indexOf(',');
    return comma < 0 ? line : line.slice(0, comma).replaceAll('"', '');
  });
}

function nothingNamed(): AppError {
  return new AppError({
    code: 'NO_ADDRESS',
    kind: 'usage',
    message: 'Cannot check anything: no address is named',
    hint: 'watchkeeper wallets check ADDRESS…, or --file FILE.',
  });
}

function reportLines(report: WalletReport): string {
  const { address, read, tags, receivedFrom, sentTo } = report;
  const chain = read.chain ?? 'no chain';
  const near = (what: string, way: WalletReport['sentTo']): string[] =>
    way
      ? [
          `  ${report.exercise ? 'EXERCISE. ' : ''}${what} ${way.hops === 1 ? 'directly' : `over ${way.hops} payments`}: ${way.path.join(' → ')}`,
        ]
      : [];
  return [
    `${address} (${chain}${read.note ? `; ${read.note}` : ''})`,
    ...listingLines(report),
    ...tags.map(
      (tag) =>
        `  tagged "${tag.label}"${tag.category ? ` (${tag.category})` : ''} by ${tag.creator || tag.pack}, ${tag.confidence ?? 'no confidence said'}`,
    ),
    ...near('received value that may come from a listed address', receivedFrom),
    ...near('sent value that may have come to a listed address', sentTo),
  ].join('\n');
}

function listingLines({ listings, isListed }: WalletAnswer): string[] {
  if (listings.length === 0) return ['  on no loaded list'];
  return [...(isListed ? [] : ['  no longer listed']), ...listings.map(listingLine)];
}

function listingLine({
  list,
  entry,
  programmes,
  listedOn,
  firstSeenOn,
  delistedOn,
  currencies,
}: WalletListing): string {
  const since = listedOn ? `since ${listedOn}` : `seen since ${firstSeenOn}`;
  return `  ${delistedOn ? 'was listed' : 'LISTED'} by ${list} ${since}${delistedOn ? `, delisted by ${delistedOn}` : ''} (${[...programmes, ...currencies].join(', ')}; ${entry})`;
}
