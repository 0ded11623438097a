import type { ApprovalState } from '../consignment.ts';
import { type Amount, amountOf } from '../quantity.ts';

/** What is left of each item of an approval. */
export function leftOf({
  approval,
  drawn,
}: Pick<ApprovalState, 'approval' | 'drawn'>): { line: number; name: string; left: Amount }[] {
  return approval.items.flatMap(({ line, name, quantity, unit }) => {
    const whole = amountOf(quantity, unit);
    return whole ? [{ line, name, left: { ...whole, base: whole.base - (drawn.get(line) ?? 0n) } }] : [];
  });
}
