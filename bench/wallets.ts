import { ListedWallets } from '../src/finance/wallets/listed-wallets.ts';

/** 1,000,000 addresses against an index of 2,000 listed ones, as text of one file. Bar: 1 s. */
const ADDRESSES = 1_000_000;
const BAR_SECONDS = 1;

const hex = (at: number): string => `0x${(at * 2_654_435_761).toString(16).padStart(40, '0')}`;
const wallets = new ListedWallets(
  Array.from({ length: 2000 }, (_, at) => ({
    ...{ list: 'exercise', entry: `exercise-${at}`, address: hex(at * 500), currencies: [], programmes: [] },
    ...{ holders: [], listedOn: null, firstSeenOn: '2026-01-01', delistedOn: null },
  })),
);
const text = Array.from({ length: ADDRESSES }, (_, at) =>
  at % 2 === 0 ? hex(at) : `1${(at * 7_919).toString(36).padStart(32, 'Z')}`,
).join('\n');
const begin = performance.now();
const hits = wallets.hits(text.split('\n'));
const seconds = (performance.now() - begin) / 1000;
process.stdout.write(`${ADDRESSES} addresses, ${hits.length} hits\n`);
process.stdout.write(`${seconds <= BAR_SECONDS ? 'met' : 'MISSED'}: ${seconds.toFixed(3)} s of ${BAR_SECONDS} s\n`);
if (seconds > BAR_SECONDS) process.exitCode = 1;
