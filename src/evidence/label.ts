import { z } from 'zod';

const name = z.string().trim().min(1).max(80);

/** Who may see a record: its originator, the set that it is released to, what goes with it, and until when. */
export const labelShape = z.strictObject({
  /** The state or organisation that it comes from. */
  originator: name,
  /** Any of these may see it; none but the originator when empty; everyone with `public`. */
  relTo: z.array(name).max(200),
  caveats: z.array(name).max(50),
  /** Instant after which the release ends. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
});
