import type { WatchContext } from '../context.ts';
import type { EventIndex } from '../engine/event-index.ts';
import { hullName } from '../track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';
import { shipGroup } from './read-track.ts';
import { hoursInWords, Weighing } from './weigh.ts';

export const VOYAGE = { id: 'voyage', version: '2' };

/** Days after a call in the DPRK in which what the ship does belongs to the same voyage: ours. */
const MOST_SECONDS = 25 * 86_400;
/** Hours of silence that are a step of a story. */
const SILENT_HOURS = 12;

export type VoyageDetails = {
  steps: string;
  silent: boolean;
  beside: boolean;
  unloaded: boolean;
  arrived: string | null;
};

/** One step of a voyage, in the order of time. */
interface Step {
  event: VesselEvent;
  words: string;
}

/**
 * Joins the events of a hull into one story: a call in the DPRK, and what followed until the next port elsewhere: silence,
 * lying beside another ship or lingering, another draught. What context explains away is no part of it.
 */
export function voyageEvents(
  index: EventIndex,
  isExplained: (event: VesselEvent) => boolean,
): VesselEvent<VoyageDetails>[] {
  const hulls = new Map(index.all.map((event) => [hullName(event.mmsi, event.hull), event]));
  return [...hulls.values()].flatMap(({ mmsi, hull }) => {
    const own = index.of(mmsi, hull, 0, Number.MAX_SAFE_INTEGER);
    const calls = own.filter(isCallInDprk);
    if (calls.length === 0) return [];
    const unexplained = own.filter((event) => !isExplained(event));
    return calls.flatMap((call) => {
      const story = storyAfter(call, unexplained);
      return story ? [story] : [];
    });
  });
}

function isCallInDprk({ watch, details }: VesselEvent): boolean {
  return watch === 'port-call' && details.country === 'KP' && Number(details.visit) >= 2;
}

function storyAfter(call: VesselEvent, own: readonly VesselEvent[]): VesselEvent<VoyageDetails> | null {
  const leftAt = call.end?.at;
  if (leftAt === undefined) return null;
  const steps: Step[] = [{ event: call, words: `at ${call.details.port}` }];
  let arrived: string | null = null;
  for (const event of own) {
    if (event.start.at < leftAt - 3600 || event.start.at > leftAt + MOST_SECONDS || event === call) continue;
    if (isCallInDprk(event)) break;
    const words = wordsOf(event);
    if (words) steps.push({ event, words });
    if (event.watch === 'port-call' && Number(event.details.visit) >= 2) {
      arrived = String(event.details.port);
      break;
    }
  }
  if (steps.length < 2) return null;
  const has = (watch: string): boolean => steps.some(({ event }) => event.watch === watch);
  const last = steps.at(-1)?.event;
  const { mmsi, hull, segmentId, start } = call;
  return {
    watch: VOYAGE.id,
    mmsi,
    hull,
    segmentId,
    start,
    end: last?.end ?? last?.start ?? null,
    details: {
      steps: steps.map(({ words }) => words).join(', then '),
      silent: has('gap'),
      beside: has('encounter') || has('loitering'),
      unloaded: has('draught'),
      arrived,
    },
  };
}

function wordsOf({ watch, start, end, details }: VesselEvent): string | null {
  const lasted = end ? ` for ${hoursInWords(end.at - start.at)}` : '';
  if (watch === 'gap') return Number(details.hours) >= SILENT_HOURS ? `silent${lasted}` : null;
  if (watch === 'encounter') return `beside another ship${lasted}`;
  if (watch === 'loitering') return Number(details.anchoredShare) > 0.5 ? null : `lingering at sea${lasted}`;
  if (watch === 'draught')
    return `with a draught of ${Number(details.after).toFixed(1)} m after ${Number(details.before).toFixed(1)} m`;
  if (watch === 'port-call' && Number(details.visit) >= 2) return `at ${details.port}`;
  return null;
}

export function judgeVoyage(
  { mmsi, hull, start, end, details }: VesselEvent<VoyageDetails>,
  { registry }: WatchContext,
): Judgement | null {
  const { flag, shipType, designations } = registry.identityOn(mmsi, hull, start.at);
  const group = shipGroup(shipType);
  const weighing = new Weighing(0.2)
    .add('silent on the way', 0.2, details.silent)
    .add('beside another ship or lingering at sea', 0.2, details.beside)
    .add('another draught at sea', 0.2, details.unloaded)
    .add('then at a port elsewhere', 0.1, details.arrived !== null)
    .add('a list names the hull', 0.2, designations.length > 0)
    .add(
      'a fishing boat, service craft or passenger ship',
      -0.3,
      group === 'fishing' || group === 'service' || group === 'passenger',
    );
  if (weighing.confidence < 0.4) return null;
  return {
    confidence: weighing.confidence,
    explanation: `One voyage: ${details.steps}.${weighing.inWords}`,
    measures: [
      ...(flag === 'KP' ? [] : ['JP-PORTS', 'KR-180DAY']),
      ...(group === 'tanker' ? ['UN-2397-5'] : []),
      ...(group !== 'tanker' && details.arrived !== null ? ['UN-2371-8'] : []),
      ...(details.silent ? ['UN-2397-13'] : []),
      ...(details.beside ? ['UN-2375-11'] : []),
    ],
    missing: [
      'What did it carry? Draught, images of the berths, cargo papers.',
      'Was any of it allowed, or aid under an exemption?',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
