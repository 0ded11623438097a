import { z } from 'zod';
import { type Command, type CommandArgument, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { explainedJoins, type MergedParty, type PartyOf } from '../merged-party.ts';
import { areTogether, decide, knownParty, REASON_LENGTH } from './decide.ts';
import { decisionsOn, type StoredDecision, type Verdict } from './store.ts';

export interface PartyCommandsParts {
  /** Finds parties in the lists in force, merged as people's decisions have it at the time of the call. */
  partyOf(world: World): Promise<PartyOf>;
}

const BOTH: readonly CommandArgument[] = [
  { name: 'one', description: 'id of an entry' },
  { name: 'other', description: 'id of the other entry' },
];
const reason = z
  .string('say why, in a sentence')
  .trim()
  .min(REASON_LENGTH.least, 'say why, in a sentence')
  .max(REASON_LENGTH.most);

/** `parties merges`, and people's decisions on it: `join`, `part` and `undo`. */
export function partyCommands(parts: PartyCommandsParts): Command[] {
  return [
    merges(parts),
    decision(parts, { name: 'parties join', verdict: 'same', summary: 'Decide that two entries are one party' }),
    decision(parts, { name: 'parties part', verdict: 'different', summary: 'Decide that two entries are two parties' }),
    decision(parts, { name: 'parties undo', verdict: 'withdrawn', summary: 'Take the decision on two entries back' }),
  ];
}

function merges(parts: PartyCommandsParts): Command {
  return defineCommand({
    name: 'parties merges',
    summary: 'Show why entries are one party, or, without an id, what people have decided',
    arguments: [{ name: 'id', description: 'id of a party or of any of its entries', optional: true }],
    schema: z.object({}),
    examples: ['watchkeeper parties merges un-sc-KPe.020', 'watchkeeper parties merges --json'],
    async run({ args: [id] }, world) {
      const database = await world.database();
      if (id === undefined) {
        const decisions = await decisionsOn(database);
        world.output.answer({ decisions }, () => decisionLines(decisions, 'Nobody has decided on a merge yet.'));
        return undefined;
      }
      const party = knownParty(await parts.partyOf(world), id);
      const decisions = await decisionsOn(
        database,
        party.members.map((member) => member.id),
      );
      world.output.answer({ ...party, joins: explainedJoins(party), decisions }, () => shown(party, decisions));
      return undefined;
    },
  });
}

function decision(
  parts: PartyCommandsParts,
  { name, verdict, summary }: { name: string; verdict: Verdict; summary: string },
): Command {
  return defineCommand({
    name,
    summary,
    arguments: BOTH,
    options: [{ flags: '--reason <text>', description: 'why, in a sentence; kept with the decision' }],
    schema: z.object({ reason }),
    examples: [`watchkeeper ${name} un-sc-KPe.020 us-ofac-sdn-17068 --reason "Trying it out"`],
    async run({ args: [one = '', other = ''], options }, world) {
      const database = await world.database();
      const kept = await decide(database, await parts.partyOf(world), {
        one,
        other,
        verdict,
        reason: options.reason,
        decidedBy: 'operator',
      });
      const together = areTogether(await parts.partyOf(world), kept);
      world.output.answer({ ...kept, together }, () => outcome(kept, together));
      return undefined;
    },
  });
}

/** What has become of the two entries, said of what merging made and not of what was wanted. */
function outcome({ one, other, verdict }: StoredDecision, together: boolean): string {
  const said = `${verdict === 'withdrawn' ? 'Taken back' : 'Kept'}. ${one} and ${other} are ${together ? '' : 'not '}one party.`;
  const outweighed = verdict === 'same' && !together;
  return outweighed ? `${said} Another decision keeps them apart; see "parties merges ${one}".` : said;
}

function shown(party: MergedParty, decisions: readonly StoredDecision[]): string {
  const members = table(
    ['entry', 'list', 'name'],
    party.members.map(({ id, list, caption }) => [id, list, caption]),
  );
  const joins = explainedJoins(party).map(({ explanation }) => `  ${explanation}`);
  return [
    `${party.caption} (${party.id}):`,
    members,
    ...(joins.length > 0 ? joins : ['  One entry makes this party.']),
    '',
    decisionLines(decisions, 'No person has decided on these entries.'),
  ].join('\n');
}

function decisionLines(decisions: readonly StoredDecision[], none: string): string {
  if (decisions.length === 0) return none;
  const rows = decisions.map(({ one, other, verdict, holds, decidedAt, decidedBy, reason: why }) => [
    new Date(decidedAt).toISOString().slice(0, 10),
    verdict,
    holds ? 'yes' : 'no',
    one,
    other,
    decidedBy,
    why,
  ]);
  return table(['on', 'decision', 'holds', 'one', 'other', 'by', 'reason'], rows);
}
