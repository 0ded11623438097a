/** Where reports came from: a file, a feed, a provider. */
export interface ReportSource {
  name: string;
  /** Of the raw input as it was kept. */
  sha256: string;
  /** The provider's terms: `CC0`, `NLOD`; null when not said. */
  licence: string | null;
  /** True when the exercise made it. */
  exercise: boolean;
}
