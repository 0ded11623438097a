/**
 * What a ship says of itself (AIS types 5, 19, 24, and the same columns of CSV files), as sent: nothing is mended, null
 * is "not available". Reports that say the same one after another are one row with the times of the first and the last.
 */
export interface StaticReport {
  mmsi: number;
  /** Unix seconds of the first and of the last report that said so, and how many there were. */
  firstAt: number;
  lastAt: number;
  count: number;
  /** As sent: seven digits need not have a right check digit. */
  imo: number | null;
  shipName: string | null;
  callSign: string | null;
  /** AIS ship and cargo type, 0 to 99. */
  shipType: number | null;
  /** Metres from the antenna to bow, stern, port and starboard; null when all are 0. */
  toBow: number | null;
  toStern: number | null;
  toPort: number | null;
  toStarboard: number | null;
  /** Metres. */
  draught: number | null;
  destination: string | null;
  /** As sent, `MM-DDTHH:MMZ`. */
  eta: string | null;
  /** Index of the source, as in `Positions`. */
  source: number;
}
