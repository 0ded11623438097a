import type { Act } from './act.ts';
import type { Touch } from './assess-measure.ts';
import { factOf } from './facts-of-act.ts';
import type { Law } from './law.ts';

/** What a reader should know beside the verdicts. Never changes a verdict. */
export function notesOnAct(act: Act, touches: readonly Touch[], law: Law): string[] {
  return [...koreaMixUp(act), ...luxuryLists(act, touches, law), ...bothWays(act, law), ...mappedCodes(touches, law)];
}

/** Declarations confuse KP with KR: the commonest false alarm of the trade checks. */
function koreaMixUp(act: Act): string[] {
  const touchesDprk = act.direction !== undefined || act.parties?.some((party) => party.dprk) === true;
  const koreans = [act.origin, act.flag, ...(act.parties ?? []).map((party) => party.nationality)];
  return touchesDprk && koreans.includes('kr')
    ? [
        'KR is the Republic of Korea and KP the DPRK: declarations often confuse them. Check which one is meant before acting.',
      ]
    : [];
}

function luxuryLists(act: Act, touches: readonly Touch[], law: Law): string[] {
  const asksLuxury = touches.some((touch) => touch.missing.includes('luxury-goods'));
  if (!asksLuxury && factOf('luxury-goods', act, law) !== true) return [];
  const asked = law.goods.luxury.filter((row) => !act.jurisdictions || act.jurisdictions.includes(row.regime));
  return asked.map((row) => {
    const list = row.list ?? 'no separate list is known here';
    return `Luxury goods, ${row.regime}: ${list}.${row.loaded ? '' : ' Not loaded: read it before deciding.'}`.replace(
      '..',
      '.',
    );
  });
}

function bothWays(act: Act, law: Law): string[] {
  const chapter = law.goods.bothWays.find((row) => act.hsCode?.startsWith(row.hsCode));
  if (!chapter) return [];
  const paragraphs = `from the DPRK by ${chapter.from.join(', ')}, to it by ${chapter.to.join(', ')}`;
  return [`HS ${chapter.hsCode} is barred both ways: ${paragraphs}.`];
}

function mappedCodes(touches: readonly Touch[], law: Law): string[] {
  return touches.some((touch) => touch.covers !== null && touch.measure.hsBasis === 'mapping') ? [law.goods.note] : [];
}
