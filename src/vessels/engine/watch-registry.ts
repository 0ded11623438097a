import type { WatchContext } from '../context.ts';
import type { SeaFacts } from '../places/sea-places.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';
import { circleWatch } from '../watches/circle.ts';
import { courseWatch } from '../watches/course.ts';
import { DRAUGHT, judgeDraught } from '../watches/draught.ts';
import { ENCOUNTER, encounterExplainedBy, judgeEncounter } from '../watches/encounter.ts';
import { gapWatch } from '../watches/gap.ts';
import { IDENTITY, judgeIdentity } from '../watches/identity.ts';
import { jumpWatch } from '../watches/jump.ts';
import { judgeListedVessel, LISTED_VESSEL } from '../watches/listed-vessel.ts';
import { loiteringWatch } from '../watches/loitering.ts';
import { onLandWatch } from '../watches/on-land.ts';
import { portCallWatch } from '../watches/port-call.ts';
import { replayWatch } from '../watches/replay.ts';
import { judgeSharedPlace, SHARED_PLACE } from '../watches/shared-place.ts';
import { judgeVoyage, VOYAGE } from '../watches/voyage.ts';
import { zoneEntryWatch } from '../watches/zone-entry.ts';
import type { AnyTrackWatch } from './run-watches.ts';

/** What judges the events of one watch. */
export interface EventJudge {
  version: string;
  explainedBy?(event: VesselEvent, context: WatchContext): string | null;
  judge(event: VesselEvent, context: WatchContext): Judgement | null;
}

export interface WatchRegistry {
  /** Watches over one hull's track. */
  tracks: readonly AnyTrackWatch[];
  /** Every watch's judge, by its id. */
  judges: ReadonlyMap<string, EventJudge>;
}

/** All watches over the sea. */
export function watchRegistry(facts: SeaFacts): WatchRegistry {
  const tracks = [
    gapWatch,
    loiteringWatch,
    portCallWatch(facts.places, facts.finder),
    courseWatch,
    circleWatch,
    replayWatch,
    jumpWatch,
    onLandWatch(facts.land),
    zoneEntryWatch(facts.waters),
  ] as unknown as AnyTrackWatch[];
  const others: [string, unknown][] = [
    [ENCOUNTER.id, { version: ENCOUNTER.version, explainedBy: encounterExplainedBy, judge: judgeEncounter }],
    [IDENTITY.id, { version: IDENTITY.version, judge: judgeIdentity }],
    [LISTED_VESSEL.id, { version: LISTED_VESSEL.version, judge: judgeListedVessel }],
    [VOYAGE.id, { version: VOYAGE.version, judge: judgeVoyage }],
    [SHARED_PLACE.id, { version: SHARED_PLACE.version, judge: judgeSharedPlace }],
    [DRAUGHT.id, { version: DRAUGHT.version, judge: judgeDraught }],
  ];
  const judges = new Map<string, EventJudge>([
    ...tracks.map((watch): [string, EventJudge] => [watch.id, watch]),
    ...(others as [string, EventJudge][]),
  ]);
  return { tracks, judges };
}

/** Ids of all watches, for choosing and for withdrawing what they no longer find. */
export function watchIds({ judges }: WatchRegistry): string[] {
  return [...judges.keys()].sort();
}
