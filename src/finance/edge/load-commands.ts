import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { readTagPack, type TagPack, writeTagPack } from '../tagpacks/tagpack.ts';
import { type HopStatement, hopStatements } from '../transfers/agree-hops.ts';
import { amountText, type Hop } from '../transfers/movement.ts';
import { readHops } from '../transfers/read-hops.ts';
import { readTransfers, type TransferFileFacts } from '../transfers/read-transfers.ts';
import { shownNode } from './ask-node.ts';
import { type Fetched, fetchBitcoinCore, fetchEsplora, fetchEvm, MOST_BLOCKS } from './fetch-movements.ts';
import { type Bundle, bundles, declaredHops, keepBundle, keepHops } from './store-bundles.ts';
import { keepTagPack, storedTags } from './store-tags.ts';

/** `wallets load`, `fetch`, `bundles`, `tags`, `tags-out` and `hops`: what tracing works on. */
export function loadCommands(): Command[] {
  return [load(), fetchFromNode(), listBundles(), tags(), tagsOut(), hops()];
}

function load(): Command {
  return defineCommand({
    name: 'wallets load',
    summary: 'Take in transfers from CSV or from bundles of this program (also gzipped)',
    arguments: [{ name: 'file', description: 'files to take in', variadic: true }],
    options: [
      { flags: '--chain <chain>', description: 'for files that do not name it: ethereum, tron, bitcoin' },
      { flags: '--asset <asset>', description: 'for files that do not name it: ETH, USDT' },
      { flags: '--coins', description: 'amounts are whole coins (1.5), not the smallest unit' },
      { flags: '--exercise', description: 'the transfers are invented: they are kept apart and marked everywhere' },
    ],
    schema: z.object({
      chain: z.string().optional(),
      asset: z.string().optional(),
      coins: z.boolean().default(false),
      exercise: z.boolean().default(false),
    }),
    examples: ['npx watchkeeper wallets load transfers.csv --chain ethereum --asset ETH --coins'],
    async run({ args, options }, world) {
      const parts = { database: await world.database(), home: world.home };
      const loaded: { name: string; bundle: Bundle | null }[] = [];
      for (const path of args) {
        const name = basename(path);
        const facts: TransferFileFacts = { format: 'csv', rows: 0, rejected: 0, rejections: [] };
        const origin = { name, source: name, kind: 'file' as const, exercise: options.exercise, mark: null };
        loaded.push({
          name,
          bundle: await keepBundle(parts, { origin, faults: facts }, readTransfers(linesOf(path), facts, options)),
        });
      }
      world.output.answer(loaded, () => loaded.map(loadedLine).join('\n'));
      return undefined;
    },
  });
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let open = '';
  const file = createReadStream(path);
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  try {
    for await (const chunk of source) {
      const lines = (open + decoder.decode(chunk as Buffer, { stream: true })).split(/\r?\n/);
      open = lines.pop() ?? '';
      yield* lines;
    }
    open += decoder.decode();
  } catch (cause) {
    throw new AppError({
      code: 'TRANSFERS_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'Check the path and that the file is UTF-8. Nothing of it was kept.',
      cause,
    });
  }
  if (open !== '') yield open;
}

function loadedLine({ name, bundle }: { name: string; bundle: Bundle | null }): string {
  return bundle ? bundleLine(bundle) : `${name}: these transfers were taken in before; nothing changed.`;
}

function bundleLine(bundle: Bundle): string {
  const blocks = Object.entries(bundle.blocks).map(([chain, { first, last }]) => `${chain} blocks ${first} to ${last}`);
  return [
    `${bundle.exercise ? 'EXERCISE. ' : ''}${bundle.name}: ${bundle.movements} movements on ${bundle.chains.join(', ')}, ${bundle.fromAt} to ${bundle.toAt}${blocks.length ? `, ${blocks.join(', ')}` : ''}; ${bundle.rejected} left out. sha256 ${bundle.sha256.slice(0, 16)}…`,
    ...bundle.rejections.slice(0, 5).map(({ line, reason }) => `  left out: line ${line} ${reason}`),
  ].join('\n');
}

const blockNumber = z.coerce.number().int().min(0);

function fetchFromNode(): Command {
  return defineCommand({
    name: 'wallets fetch',
    summary: 'Read transfers from a node of your own: whole blocks, or with Esplora one address',
    options: [
      { flags: '--evm <url>', description: 'JSON-RPC of an Ethereum-like node' },
      { flags: '--chain-id <n>', description: 'of the Ethereum-like chain (1)' },
      { flags: '--chain <name>', description: 'name of the Ethereum-like chain (ethereum)' },
      { flags: '--coin <name>', description: 'name of its coin (ETH)' },
      { flags: '--token <pairs>', description: 'token contracts to read, as 0xdac1…=USDT,0xa0b8…=USDC' },
      { flags: '--bitcoin-core <url>', description: 'RPC of Bitcoin Core, http://user:password@host:8332' },
      { flags: '--esplora <url>', description: 'an Esplora server; whoever runs it learns the address' },
      { flags: '--address <address>', description: 'for Esplora: the address' },
      { flags: '--pages <n>', description: 'for Esplora: most pages of 25 transactions (40)' },
      { flags: '--from-block <n>', description: 'first block' },
      { flags: '--to-block <n>', description: 'last block' },
    ],
    schema: z.object({
      evm: z.string().optional(),
      chainId: z.coerce.number().int().min(1).default(1),
      chain: z.string().default('ethereum'),
      coin: z.string().default('ETH'),
      token: z.string().default(''),
      bitcoinCore: z.string().optional(),
      esplora: z.string().optional(),
      address: z.string().optional(),
      pages: z.coerce.number().int().min(1).max(10_000).default(40),
      fromBlock: blockNumber.optional(),
      toBlock: blockNumber.optional(),
    }),
    examples: [
      'npx watchkeeper wallets fetch --bitcoin-core http://user:password@127.0.0.1:8332 --from-block 880000 --to-block 880010',
    ],
    async run({ options }, world) {
      const parts = { database: await world.database(), home: world.home };
      const { url, kind, fetched, name } = await fetchAsked({ ...options, signal: world.signal });
      const origin = { name, source: shownNode(url), kind, exercise: false, mark: fetched.mark };
      const bundle = await keepBundle(parts, { origin, faults: { rejected: 0, rejections: [] } }, fetched.movements);
      world.output.answer({ bundle, waiting: fetched.waiting }, () =>
        [
          loadedLine({ name, bundle }),
          ...(fetched.waiting > 0 ? [`${fetched.waiting} transactions are in no block yet and were left out.`] : []),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

interface FetchOptions {
  evm?: string | undefined;
  chainId: number;
  chain: string;
  coin: string;
  token: string;
  bitcoinCore?: string | undefined;
  esplora?: string | undefined;
  address?: string | undefined;
  pages: number;
  fromBlock?: number | undefined;
  toBlock?: number | undefined;
  signal: AbortSignal;
}

async function fetchAsked(
  options: FetchOptions,
): Promise<{ url: string; kind: Bundle['kind']; fetched: Fetched; name: string }> {
  const { evm, bitcoinCore, esplora, address, signal } = options;
  if ([evm, bitcoinCore, esplora].filter(Boolean).length !== 1)
    throw usage('Cannot fetch: name one node', 'Give --evm URL, --bitcoin-core URL or --esplora URL.');
  if (esplora) {
    if (!address) throw usage('Cannot fetch from Esplora: no address is named', 'Give --address.');
    const fetched = await fetchEsplora({ url: esplora, signal }, address, options.pages);
    return { url: esplora, kind: 'esplora', fetched, name: `${address} from Esplora` };
  }
  const range = rangeOf(options);
  const name = `blocks ${range.from} to ${range.to}`;
  if (bitcoinCore)
    return {
      url: bitcoinCore,
      kind: 'bitcoin-core',
      fetched: await fetchBitcoinCore({ url: bitcoinCore, signal }, range),
      name: `bitcoin ${name}`,
    };
  const tokens = options.token
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const [contract = '', asset = ''] = pair.split('=');
      if (!/^0x[0-9a-fA-F]{40}$/.test(contract) || asset === '')
        throw usage(`Cannot read the token "${pair}"`, 'Write 0xCONTRACT=NAME.');
      return { contract, asset };
    });
  const { chain, chainId, coin } = options;
  const fetched = await fetchEvm({ url: evm ?? '', signal }, { chain, chainId, coin, tokens }, range);
  return { url: evm ?? '', kind: 'evm', fetched, name: `${chain} ${name}` };
}

function rangeOf({ fromBlock, toBlock }: FetchOptions): { from: number; to: number } {
  if (fromBlock === undefined || toBlock === undefined || toBlock < fromBlock)
    throw usage('Cannot fetch blocks: the range is missing or turned round', 'Give --from-block and --to-block.');
  if (toBlock - fromBlock >= MOST_BLOCKS)
    throw usage(
      `Cannot fetch ${toBlock - fromBlock + 1} blocks at once: at most ${MOST_BLOCKS}`,
      'Fetch them in parts.',
    );
  return { from: fromBlock, to: toBlock };
}

function usage(message: string, hint: string): AppError {
  return new AppError({ code: 'USAGE', kind: 'usage', message, hint });
}

function listBundles(): Command {
  return defineCommand({
    name: 'wallets bundles',
    summary: 'Show the bundles of transfers that tracing works on',
    schema: z.object({}),
    async run(_, world) {
      const held = await bundles(await world.database());
      world.output.answer(held, () =>
        held.length === 0 ? 'No transfers are loaded.' : held.map(bundleLine).join('\n'),
      );
      return undefined;
    },
  });
}

function tags(): Command {
  return defineCommand({
    name: 'wallets tags',
    summary: 'Take in TagPacks: what others say of addresses',
    arguments: [{ name: 'file', description: 'TagPacks (YAML)', variadic: true }],
    schema: z.object({}),
    async run({ args }, world) {
      const database = await world.database();
      const loaded: { file: string; title: string; tags: number; rejections: TagPack['rejections']; isNew: boolean }[] =
        [];
      for (const path of args) {
        const text = readText(path);
        const pack = readTagPack(text, basename(path));
        const isNew = await keepTagPack(database, text, pack);
        loaded.push({
          file: basename(path),
          title: pack.title,
          tags: pack.tags.length,
          rejections: pack.rejections,
          isNew,
        });
      }
      world.output.answer(loaded, () =>
        loaded
          .map(({ file, title, tags: count, rejections, isNew }) =>
            [
              isNew
                ? `${file} ("${title}"): ${count} tags, ${rejections.length} left out.`
                : `${file}: taken in before; nothing changed.`,
              ...rejections.slice(0, 5).map(({ tag, reason }) => `  left out: tag ${tag} ${reason}`),
            ].join('\n'),
          )
          .join('\n'),
      );
      return undefined;
    },
  });
}

function tagsOut(): Command {
  return defineCommand({
    name: 'wallets tags-out',
    summary: 'Write tags as a TagPack on standard output: of named addresses, or all',
    arguments: [{ name: 'address', description: 'addresses', variadic: true, optional: true }],
    options: [
      { flags: '--title <title>', description: "the pack's title" },
      { flags: '--creator <name>', description: 'who makes it' },
    ],
    schema: z.object({ title: z.string().min(1), creator: z.string().min(1) }),
    async run({ args, options: { title, creator } }, world) {
      const held = await storedTags(await world.database(), args.length > 0 ? args : undefined);
      const lastmod = world.now().toISOString().slice(0, 10);
      const text = writeTagPack({ title, creator, description: null, lastmod, tags: held });
      world.output.answer({ title, creator, lastmod, tags: held }, () => text.trimEnd());
      return undefined;
    },
  });
}

function hops(): Command {
  return defineCommand({
    name: 'wallets hops',
    summary: 'Declare bridges and swaps (JSON), and show where their authors agree and where they differ',
    arguments: [
      {
        name: 'file',
        description: 'JSON files of hops; without one what is declared is shown',
        variadic: true,
        optional: true,
      },
    ],
    schema: z.object({}),
    async run({ args }, world) {
      const database = await world.database();
      for (const path of args) await keepHops(database, readHops(readText(path), basename(path)));
      const statements = hopStatements(await declaredHops(database));
      const rows = statements.map(({ standing, at, declarations }) => ({
        standing,
        at: new Date(at * 1000).toISOString(),
        declarations: declarations.map(shownHop),
      }));
      world.output.answer(rows, () =>
        [
          `${statements.length} departures are declared. They are followed as their authors say; where authors differ, not at all.`,
          ...statements.map(statementText),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

function shownHop({ id, from, to, declaredBy, source }: Hop) {
  const side = (one: Hop['from']) => ({ ...one, amount: one.amount.toString() });
  return { id, from: side(from), to: side(to), declaredBy, source };
}

function statementText({ standing, from, declarations }: HopStatement): string {
  const leaves = `${amountText(from.amount, from.asset)} from ${from.address} (${from.chain})`;
  const arrivals = declarations.map(
    ({ to, declaredBy }) => `${amountText(to.amount, to.asset)} at ${to.address} (${to.chain}) says ${declaredBy}`,
  );
  return `${standing.toUpperCase()}: ${leaves}: ${arrivals.join('; ')}`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError({
      code: 'FILE_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'Check the path.',
      cause,
    });
  }
}
