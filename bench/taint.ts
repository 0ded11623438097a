import { MODELS } from '../src/finance/taint/model.ts';
import { trace } from '../src/finance/taint/trace.ts';
import { TransferBookBuilder } from '../src/finance/transfers/transfer-book.ts';

/** Four models over 5,000,000 invented transfers in wei. Bars: 30 s, 2 GB, conservation exact. */
const TRANSFERS = 5_000_000;
const ADDRESSES = 1_500_000;
const BAR_SECONDS = 30;
const BAR_BYTES = 2 * 1024 ** 3;

let state = 3;
const random = (below: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};
/** Some addresses are far busier than others, as on a real chain. */
const address = (): string => {
  const busy = random(100) < 30 ? 2000 : ADDRESSES;
  return `0x${random(busy).toString(16).padStart(40, '0')}`;
};
const builder = new TransferBookBuilder({ mayRepeat: false });
const filling = performance.now();
for (let at = 0; at < TRANSFERS; at += 1) {
  const amount = BigInt(random(2_000_000_000)) * 10n ** 12n + BigInt(random(1_000_000_000));
  const side = (): [{ address: string; amount: bigint }] => [{ address: address(), amount }];
  builder.add({
    chain: 'ethereum',
    asset: 'ETH',
    tx: `${at}`,
    index: 0,
    at: at * 3,
    block: null,
    inputs: side(),
    outputs: side(),
  });
}
const book = builder.book();
process.stdout.write(
  `book of ${book.count} transfers, ${book.addresses.length} addresses: ${((performance.now() - filling) / 1000).toFixed(1)} s\n`,
);
const used = process.cpuUsage();
const begin = performance.now();
const thief = `0x${(7).toString(16).padStart(40, '0')}`;
const mixer = `0x${(8).toString(16).padStart(40, '0')}`;
const result = trace(book, {
  sources: [{ address: thief, from: 0, to: 3_000_000 }],
  ends: [{ address: mixer, category: 'mixer' }],
  models: MODELS,
});
const seconds = (performance.now() - begin) / 1000;
const processor = process.cpuUsage(used).user / 1e6;
let isExact = true;
for (const model of result.models) {
  const tally = model.tally(0);
  const pots = [...model.pots()];
  const held = pots.reduce((sum, pot) => sum + model.heldIn(pot), 0n);
  const there = held + tally.ends.reduce((sum, end) => sum + end, 0n) + tally.fees;
  if (model.conserves && there !== tally.stolen) isExact = false;
  process.stdout.write(`${model.name}: ${pots.length} addresses, ${tally.stolen} stolen, ${there} there\n`);
}
const peak = process.resourceUsage().maxRSS * 1024;
const isMet = seconds <= BAR_SECONDS && peak <= BAR_BYTES && isExact;
process.stdout.write(
  `${isMet ? 'met' : 'MISSED'}: four models ${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processor) of ${BAR_SECONDS} s, peak ${(peak / 1024 ** 3).toFixed(2)} GB of 2 GB, conservation ${isExact ? 'exact' : 'BROKEN'}\n`,
);
if (!isMet) process.exitCode = 1;
