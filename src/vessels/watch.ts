import type { WatchContext } from './context.ts';
import type { Track } from './track.ts';
import type { EventDetails, Fix, VesselEvent } from './vessel-event.ts';

/** How a watch judges an event: a finding without what all findings share. */
export interface Judgement {
  /** 0 to 1. */
  confidence: number;
  /** What was seen, in a sentence or two, with the numbers. */
  explanation: string;
  /** Ids of the measures (data/regime) that may be broken. */
  measures: readonly string[];
  /** Questions whose answers would settle it. */
  missing: readonly string[];
  /** The reports to cite, at most 50. */
  fixes: readonly Fix[];
  /** What counted for and against, for the page and for tests: name to its effect on the confidence. */
  reasons: Readonly<Record<string, number>>;
}

/**
 * A watch over one hull's track. `push` is called for every report in the order of time and keeps what it needs in
 * `state`, which is plain data (numbers, strings, arrays, objects): it is cloned to go back when late data arrives, and
 * stored between runs. A watch may look back along `track` from `i`, never ahead, and at most `lookBackHours`; it keeps
 * instants in its state, never indices, since the start of a live track is dropped as it ages.
 */
export interface TrackWatch<State, Details extends EventDetails = EventDetails> {
  readonly id: string;
  /** Changes whenever an event or a judgement may come out differently. */
  readonly version: string;
  readonly lookBackHours: number;
  start(): State;
  push(state: State, track: Track, i: number, emit: Emit<Details>): void;
  /** Emits what is under way at `untilAt` (the end of what is known), with `end: null`; leaves the state as it is. */
  underWay(state: State, track: Track, untilAt: number, emit: Emit<Details>): void;
  /** What explains the event away, in words; null when nothing does, however little it weighs. */
  explainedBy?(event: VesselEvent<Details>, context: WatchContext): string | null;
  /** Null when context explains the event away, or it weighs too little. */
  judge(event: VesselEvent<Details>, context: WatchContext): Judgement | null;
}

export type Emit<Details extends EventDetails = EventDetails> = (event: VesselEvent<Details>) => void;
