import { COLUMNS, type Positions, PositionsBuilder } from '../positions.ts';
import type { Track } from '../track.ts';
import { rowsByShip } from './row-order.ts';
import { Segmenter } from './segmenter.ts';

export interface Tracks {
  tracks: Track[];
  /** How many reports fell to each reason. */
  noise: Map<string, number>;
}

/** The whole history as tracks: by MMSI and hull, each in the order of time. The same whatever the order of the rows. */
export function tracksOf(positions: Positions): Tracks {
  const { ships, rows } = rowsByShip(positions);
  const segmenter = new Segmenter();
  const noise = new Map<string, number>();
  const tracks: Track[] = [];
  // One block of memory for all tracks: thousands of small ones cost more than the segmentation.
  const block = new TrackBlock(positions.length);
  const longest = ships.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  // Of the ship at hand: the row, its segment and its hull, one after another.
  const [kept, segments, hulls] = [new Uint32Array(longest), new Uint32Array(longest), new Uint8Array(longest)];
  for (const { mmsi, from, to } of ships) {
    const state = segmenter.start();
    let count = 0;
    let mostHull = 0;
    for (let k = from; k < to; k++) {
      const row = rows[k] ?? 0;
      const placement = segmenter.push(state, positions, row);
      if (!placement) {
        noise.set(segmenter.reason, (noise.get(segmenter.reason) ?? 0) + 1);
        continue;
      }
      kept[count] = row;
      segments[count] = placement.segment;
      hulls[count++] = placement.hull;
      if (placement.hull > mostHull) mostHull = placement.hull;
    }
    for (let hull = 0; hull <= mostHull; hull++)
      tracks.push(block.add(positions, { mmsi, hull, kept: kept.subarray(0, count), segments, hulls }));
  }
  return { tracks, noise };
}

interface Kept {
  mmsi: number;
  hull: number;
  kept: Uint32Array;
  segments: Uint32Array;
  hulls: Uint8Array;
}

class TrackBlock {
  readonly #columns: PositionsBuilder;
  readonly #segment: Uint32Array;

  constructor(capacity: number) {
    this.#columns = new PositionsBuilder(capacity);
    this.#segment = new Uint32Array(capacity);
  }

  add(positions: Positions, { mmsi, hull, kept, segments, hulls }: Kept): Track {
    const from = this.#columns.length;
    let to = from;
    for (let k = 0; k < kept.length; k++) if (hulls[k] === hull) this.#segment[to++] = segments[k] ?? 0;
    for (const name of COLUMNS) {
      const [source, target] = [positions[name], this.#columns[name]];
      for (let k = 0, row = from; k < kept.length; k++)
        if (hulls[k] === hull) target[row++] = source[kept[k] ?? 0] ?? 0;
    }
    this.#columns.length = to;
    const { mmsi: ship, at, lat, lon, sog, cog, heading, navStatus, type, source } = this.#columns;
    return {
      vessel: mmsi,
      hull,
      length: to - from,
      segment: this.#segment.subarray(from, to),
      mmsi: ship.subarray(from, to),
      at: at.subarray(from, to),
      lat: lat.subarray(from, to),
      lon: lon.subarray(from, to),
      sog: sog.subarray(from, to),
      cog: cog.subarray(from, to),
      heading: heading.subarray(from, to),
      navStatus: navStatus.subarray(from, to),
      type: type.subarray(from, to),
      source: source.subarray(from, to),
    };
  }
}
