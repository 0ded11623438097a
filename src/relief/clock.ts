/** The steps of an application, in the order in which they usually come. */
export const STEPS = [
  'submitted', 'complete', 'circulated', 'hold-placed', 'hold-lifted', 'approved', 'refused', 'published',
  'supplier', 'bank', 'shipped', 'port', 'customs', 'received', 'distributed', 'monitored', 'expired',
] as const; // biome-ignore format: one look
export type Step = (typeof STEPS)[number];

export interface StepTaken {
  step: Step;
  on: string;
}

/** `pending` until somebody decides: silence, however long, is never a refusal. */
export type ApplicationState = 'pending' | 'on-hold' | 'approved' | 'refused' | 'expired';

export interface ClockView {
  state: ApplicationState;
  /** Each step with the days since the one before. */
  steps: (StepTaken & { days: number })[];
  /** Days since the last step; null when nothing more is awaited. */
  waitingDays: number | null;
  /** Days on which a hold stood. */
  holdDays: number;
}

export interface StepTimes {
  step: Step;
  count: number;
  medianDays: number;
  longestDays: number;
}

const DAY = 86_400_000;
/** What follows a decision, and cannot come before an approval. */
const AFTER_APPROVAL: ReadonlySet<Step> = new Set([
  'published', 'supplier', 'bank', 'shipped', 'port', 'customs', 'received', 'distributed', 'monitored', 'expired',
]); // biome-ignore format: one look

/** How an application stands on a day. The steps come in the order in which they were taken. */
export function clockOf(taken: readonly StepTaken[], today: string): ClockView {
  const steps = taken.map((row, at) => ({ ...row, days: daysBetween(taken[at - 1]?.on ?? row.on, row.on) }));
  const state = stateOf(taken);
  const isOver = state === 'refused' || state === 'expired' || taken.at(-1)?.step === 'monitored';
  const last = taken.at(-1);
  return {
    state,
    steps,
    waitingDays: last && !isOver ? Math.max(0, daysBetween(last.on, today)) : null,
    holdDays: holdDays(taken, today),
  };
}

/** Why a step cannot follow those taken; null when it can. */
export function stepFault(taken: readonly StepTaken[], next: StepTaken, today: string): string | null {
  const last = taken.at(-1);
  const state = stateOf(taken);
  const isDecision = next.step === 'approved' || next.step === 'refused';
  if (!last) return next.step === 'submitted' ? null : 'it was not submitted yet';
  if (next.step === 'submitted') return 'it is submitted already';
  if (next.on > today) return 'its day has not come';
  if (next.on < last.on) return `its day lies before that of "${last.step}", ${last.on}`;
  if (state === 'refused' || state === 'expired') return `it is ${state}`;
  if (next.step === 'hold-lifted' && state !== 'on-hold') return 'no hold stands';
  if (next.step === 'hold-placed' && state !== 'pending') return `it is ${state}`;
  if (isDecision && state === 'approved') return 'it is approved already';
  if (next.step === 'approved' && state === 'on-hold') return 'a hold stands: say first that it is lifted';
  if (AFTER_APPROVAL.has(next.step) && state !== 'approved') return 'it is not approved';
  return null;
}

/** Days of each step since the one before, over all applications: counts and days, of nobody in particular. */
export function stepTimes(applications: readonly (readonly StepTaken[])[]): StepTimes[] {
  const days = new Map<Step, number[]>();
  for (const taken of applications)
    for (const [at, { step, on }] of taken.entries()) {
      const before = taken[at - 1];
      if (before) days.set(step, [...(days.get(step) ?? []), daysBetween(before.on, on)]);
    }
  return STEPS.flatMap((step) => {
    const sorted = (days.get(step) ?? []).sort((left, right) => left - right);
    if (sorted.length === 0) return [];
    return [{ step, count: sorted.length, medianDays: median(sorted), longestDays: sorted.at(-1) ?? 0 }];
  });
}

function stateOf(taken: readonly StepTaken[]): ApplicationState {
  let state: ApplicationState = 'pending';
  for (const { step } of taken) {
    if (step === 'hold-placed') state = 'on-hold';
    else if (step === 'hold-lifted') state = 'pending';
    else if (step === 'approved' || step === 'refused' || step === 'expired') state = step;
  }
  return state;
}

function holdDays(taken: readonly StepTaken[], today: string): number {
  let sum = 0;
  let since: string | null = null;
  for (const { step, on } of taken) {
    if (step === 'hold-placed') since = on;
    else if (since !== null && (step === 'hold-lifted' || step === 'refused')) {
      sum += daysBetween(since, on);
      since = null;
    }
  }
  return since === null ? sum : sum + Math.max(0, daysBetween(since, today));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
