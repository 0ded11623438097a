import type { Join } from './merge-entry.ts';

/** Why two entries are held to be one party, in a sentence. */
export function joinSentence({ one, other, reason, score, parts }: Join): string {
  const shown = Object.entries(parts).map(([part, value]) => `${part} ${value}`);
  const because = reason === 'decision' ? 'a person decided so' : shown.join(', ');
  return `${other} is ${one}: ${because} (${reason}, ${Math.round(score * 100) / 100})`;
}
