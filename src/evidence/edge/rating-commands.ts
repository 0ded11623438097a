import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { asKeeper } from '../../team/edge/store.ts';
import { countOrigins } from '../origins.ts';
import { RATING_WORDS, scaleOf } from '../rating.ts';
import { by, byOption, idArgument, reason } from './command-parts.ts';
import { figuresOf } from './rating-figures.ts';
import { evidenceKept } from './store.ts';
import { keepLink, standingLinks } from './store-links.ts';
import { keepRating, showRatings } from './store-ratings.ts';

/** `evidence rate`, `ratings`, `link`, `origins`, `figures`. */
export function ratingCommands(): Command[] {
  return [rate, ratings, link, origins, figures];
}

const WORDS: Record<string, string> = { ...RATING_WORDS.reliability, ...RATING_WORDS.credibility };

const rate = defineCommand({
  name: 'evidence rate',
  summary: 'Rate the source (A to F) or what it says (1 to 6); who rates one neither rates nor sees the other',
  arguments: [idArgument, { name: 'value', description: 'A to F for the source, 1 to 6 for what it says' }],
  options: [
    { flags: '--reason <text>', description: 'why' },
    { flags: '--by <name>', description: 'who rates' },
  ],
  schema: z.object({ reason, by: z.string('say who rates').trim().min(1).max(100) }),
  examples: ['watchkeeper evidence rate e-0123456789abcdef01234567 B --reason "right before" --by "Analyst 1"'],
  async run({ args: [id = '', value = ''], options }, world) {
    const database = await world.database();
    const scale = scaleOf(value);
    await evidenceKept(database, id);
    await keepRating(database, { evidence: id, rater: options.by, scale, value: value as 'A', reason: options.reason });
    world.output.answer(
      { id, scale, value, rater: options.by },
      () => `Rated: ${scale} ${value}, ${WORDS[value]?.toLowerCase()}.`,
    );
    return undefined;
  },
});

const ratings = defineCommand({
  name: 'evidence ratings',
  summary: 'Show the ratings that someone may see; who has seen one scale may no longer rate the other',
  arguments: [idArgument],
  options: [byOption],
  schema: z.object({ by }),
  async run({ args: [id = ''], options }, world) {
    const database = await world.database();
    await evidenceKept(database, id);
    const shown = await showRatings(database, id, options.by);
    world.output.answer({ id, reader: options.by, ratings: shown }, () =>
      shown.length === 0
        ? 'There is no rating that you may see.'
        : table(
            ['at', 'scale', '', 'in words', 'by', 'why'],
            shown.map(({ at, scale, value, rater, reason: why }) => [
              at.slice(0, 16),
              scale,
              value,
              WORDS[value] ?? '',
              rater,
              why.slice(0, 60),
            ]),
          ),
    );
    return undefined;
  },
});

const link = defineCommand({
  name: 'evidence link',
  summary: 'Say that an item rests on another or comes from the same origin, or take that back',
  arguments: [
    idArgument,
    { name: 'target', description: 'another item, or the name of an origin that is not at hand' },
  ],
  options: [
    { flags: '--kind <kind>', description: 'derives-from or same-origin' },
    { flags: '--reason <text>', description: 'what shows it' },
    { flags: '--undo', description: 'it does not stand any more' },
    byOption,
  ],
  schema: z.object({
    kind: z.enum(['derives-from', 'same-origin'], 'must be derives-from or same-origin'),
    reason,
    undo: z.boolean().default(false),
    by,
  }),
  async run({ args: [from = '', to = ''], options: { kind, reason: why, undo, by: author } }, world) {
    const database = await world.database();
    await evidenceKept(database, from);
    if (/^e-/.test(to)) await evidenceKept(database, to);
    const said = { from, to: to.slice(0, 300), kind, stands: !undo, by: author, reason: why };
    await asKeeper(database, (transaction) => keepLink(transaction, said));
    world.output.answer({ from, to, kind, stands: !undo }, () => (undo ? 'Taken back.' : 'Linked.'));
    return undefined;
  },
});

const origins = defineCommand({
  name: 'evidence origins',
  summary: 'Count the independent origins behind items, and find reports that rest on each other',
  arguments: [{ name: 'ids', description: 'the items', variadic: true }],
  schema: z.object({}),
  async run({ args: ids }, world) {
    const database = await world.database();
    for (const id of ids) await evidenceKept(database, id);
    const count = countOrigins(ids, await asKeeper(database, standingLinks));
    world.output.answer(count, () =>
      [
        `${count.independent} independent origin${count.independent === 1 ? '' : 's'} behind ${new Set(ids).size} item${new Set(ids).size === 1 ? '' : 's'}, as far as links are known`,
        ...count.origins.map(
          ({ roots, circular, items }) => `  ${circular ? 'circle of ' : ''}${roots.join(', ')} <- ${items.join(', ')}`,
        ),
        ...count.circles.map((circle) => `Circular reporting: ${circle.join(', ')}`),
      ].join('\n'),
    );
    return undefined;
  },
});

const figures = defineCommand({
  name: 'evidence figures',
  summary: 'Show how often the two ratings of an item say the same: far above chance, they are not two',
  schema: z.object({}),
  async run(_, world) {
    const found = await figuresOf(await world.database());
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    world.output.answer(found, () =>
      found.share === null || found.expected === null
        ? `Rated on both scales: ${found.pairs} items; the figure is shown from ${found.least} on.`
        : `Of ${found.pairs} items rated on both scales, ${percent(found.share)} lie on the diagonal (A1, B2, …); by chance it would be ${percent(found.expected)}.`,
    );
    return undefined;
  },
});
