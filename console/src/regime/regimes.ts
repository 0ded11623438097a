/** The nine regimes that ship, in the order of the columns; their names are in the texts. */
export const REGIMES = [
  'un-dprk', 'us-dprk', 'eu-dprk', 'uk-dprk', 'jp-dprk', 'kr-dprk', 'ca-dprk', 'au-dprk', 'nz-dprk',
] as const; // biome-ignore format: one look
