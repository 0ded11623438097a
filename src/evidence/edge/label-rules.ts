import { AppError } from '../../kernel/errors.ts';
import { type LabelSubject, may } from '../../team/may.ts';
import type { Evidence, EvidenceFacts } from '../evidence-record.ts';
import { ruledLabel } from '../label.ts';

/** Refuses a label under which the asker could not read or write what they add. */
export function requireOwnLabel(subject: LabelSubject, label: EvidenceFacts['label']): void {
  if (may(subject, 'write', ruledLabel(label), Date.now()).allowed) return;
  throw new AppError({
    code: 'EVIDENCE_LABEL',
    kind: 'refused',
    message: 'Cannot take the evidence under this label: you could not write under it yourself',
    hint: 'Name caveats that you are cleared for.',
  });
}

/** A working copy is its originator's to make: under another's label it would carry content past the first one. */
export function requireOwnOriginal(original: Evidence, by: string): void {
  if (original.label.originator === by) return;
  throw notOwn(original, 'take in a working copy of');
}

/** Refuses to erase what is another's. */
export function requireOwn(item: Evidence, by: string): void {
  if (item.label.originator !== by) throw notOwn(item, 'erase');
}

/** Refuses to hand an item over to whom its label does not let see it: they could neither accept nor decline. */
export function requireReader(item: Evidence, to: string | null): void {
  if (to === null) return;
  const label = ruledLabel(item.label);
  const receiver: LabelSubject = { kind: 'node', state: to, organisation: null, roles: [], caveats: label.caveats };
  if (may(receiver, 'read', label, Date.now()).allowed) return;
  throw new AppError({
    code: 'HAND_OVER_UNSEEN',
    kind: 'conflict',
    message: `Cannot hand evidence ${item.id} over to "${to}": its label does not let them see it`,
    hint: 'Hand it over to one that it is released to, by its code.',
  });
}

function notOwn({ id, label }: Evidence, what: string): AppError {
  return new AppError({
    code: 'EVIDENCE_NOT_OWN',
    kind: 'refused',
    message: `Cannot ${what} evidence ${id}: it is of ${label.originator}`,
    hint: 'Only its originator may.',
  });
}
