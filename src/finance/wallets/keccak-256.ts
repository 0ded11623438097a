/** Keccak-256 as Ethereum uses it: the padding of before SHA-3, which the runtime's own hashes do not have. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 1) / RATE) * RATE);
  padded.set(bytes);
  padded[bytes.length] = 0x01;
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80;
  const view = new DataView(padded.buffer);
  const state = new BigUint64Array(25);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let lane = 0; lane < RATE / 8; lane += 1)
      state[lane] = (state[lane] ?? 0n) ^ view.getBigUint64(block + lane * 8, true);
    permute(state);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (let lane = 0; lane < 4; lane += 1) digest.setBigUint64(lane * 8, state[lane] ?? 0n, true);
  return new Uint8Array(digest.buffer);
}

/** Bytes of a block at 256 bits of digest. */
const RATE = 136;
const MASK = (1n << 64n) - 1n;

function rotated(value: bigint, by: number): bigint {
  const places = BigInt(by % 64);
  return places === 0n ? value : ((value << places) | (value >> (64n - places))) & MASK;
}

/** The constants of the rounds, made by the shift register of the standard. */
const ROUND_CONSTANTS: readonly bigint[] = (() => {
  let register = 1;
  const bit = (): boolean => {
    const out = (register & 1) === 1;
    register = (register << 1) ^ (register & 0x80 ? 0x171 : 0);
    return out;
  };
  return Array.from({ length: 24 }, () => {
    let constant = 0n;
    for (let power = 0; power < 7; power += 1) if (bit()) constant |= 1n << BigInt((1 << power) - 1);
    return constant;
  });
})();

function permute(state: BigUint64Array): void {
  const lane = (x: number, y: number): bigint => state[(x % 5) + 5 * (y % 5)] ?? 0n;
  for (const constant of ROUND_CONSTANTS) {
    const columns = [0, 1, 2, 3, 4].map((x) => lane(x, 0) ^ lane(x, 1) ^ lane(x, 2) ^ lane(x, 3) ^ lane(x, 4));
    for (let at = 0; at < 25; at += 1) {
      const x = at % 5;
      state[at] = (state[at] ?? 0n) ^ (columns[(x + 4) % 5] ?? 0n) ^ rotated(columns[(x + 1) % 5] ?? 0n, 1);
    }
    let [x, y] = [1, 0];
    let moved = lane(1, 0);
    for (let step = 0; step < 24; step += 1) {
      [x, y] = [y, (2 * x + 3 * y) % 5];
      const next = lane(x, y);
      state[x + 5 * y] = rotated(moved, ((step + 1) * (step + 2)) / 2);
      moved = next;
    }
    for (let row = 0; row < 5; row += 1) {
      const kept = [0, 1, 2, 3, 4].map((at) => lane(at, row));
      for (let at = 0; at < 5; at += 1)
        state[at + 5 * row] = (kept[at] ?? 0n) ^ (~(kept[(at + 1) % 5] ?? 0n) & MASK & (kept[(at + 2) % 5] ?? 0n));
    }
    state[0] = (state[0] ?? 0n) ^ constant;
  }
}
