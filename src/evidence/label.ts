import { z } from 'zod';
import { code, type Label, normalLabel, labelShape as teamLabel } from '../team/label.ts';

/** Who may see a record: its originator, the set that it is released to, what goes with it, and until when. */
export const labelShape = z.strictObject({
  /** The state or organisation that it comes from. */
  originator: code,
  /** Any of these may see it; none but the originator when empty; everyone with `public`. */
  relTo: z.array(z.union([z.literal('public'), code])).max(200),
  caveats: teamLabel.in.shape.caveats,
  /** Instant after which the release ends. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
});

/** The same as the rule on labels takes it. */
export function ruledLabel({ relTo, ...label }: z.output<typeof labelShape>): Label {
  return normalLabel({ ...label, relTo: relTo.includes('public') ? 'public' : relTo });
}
