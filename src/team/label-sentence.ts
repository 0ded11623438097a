import { caveatById } from './caveat.ts';
import { type Label, originatorsOf } from './label.ts';

/** A label in a plain sentence: "Made by Japan; may be seen by France and Italy; until 3 March 2027, then by Japan only". */
export function labelSentence(label: Label, nameOf: (code: string) => string): string {
  const originators = originatorsOf(label.originator).map(nameOf);
  const [sole] = originators.length === 1 ? originators : [];
  const parts = [
    sole === undefined ? `Made of material of ${listed(originators)}` : `Made by ${sole}`,
    seenBy(label, sole, nameOf),
  ];
  if (label.expiresAt !== null)
    parts.push(
      `until ${dayInWords(label.expiresAt)}, then by ${sole === undefined ? 'nobody until its makers agree' : `${sole} only`}`,
    );
  for (const caveat of label.caveats)
    parts.push(`${caveat}: ${caveatById(caveat)?.sentence ?? 'a caveat that this node does not know; closed to all'}`);
  return parts.join('; ');
}

function seenBy({ relTo, originator }: Label, sole: string | undefined, nameOf: (code: string) => string): string {
  if (relTo === 'public') return 'may be seen by everyone';
  const others = relTo.filter((code) => code !== originator).map(nameOf);
  if (others.length > 0) return `may be seen by ${listed(others)}`;
  return sole === undefined ? 'may be seen by nobody until its makers agree' : `may be seen by ${sole} only`;
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names).replace(/, and /, ' and ');
}

/** The day, and the minute where it is not the day's beginning, in UTC. */
function dayInWords(instant: string): string {
  const date = new Date(instant);
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
  const minute = date.toISOString().slice(11, 16);
  return minute === '00:00' ? day : `${day}, ${minute} UTC`;
}
