import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { parseAct } from '../act.ts';
import { checkAct } from '../check-act.ts';
import { findMeasures, shownMeasure } from '../find-measures.ts';
import { loadRegime } from '../load-regime.ts';
import { answerText, measureText } from './answer-text.ts';
import { measureFilter, regimeId } from './measure-filter.ts';

const MOST_ACT_BYTES = 1_048_576;

const { q, regime, ...filters } = measureFilter.shape;

const show = defineCommand({
  name: 'regime show',
  summary: 'Show the measures of the law, or one of them',
  arguments: [{ name: 'id', description: 'a measure: UN-2397-5', optional: true }],
  options: [
    { flags: '--authority <id>', description: 'only one authority: un, us, eu, uk, jp, kr, ca, au, nz' },
    { flags: '--on <date>', description: 'only what is law on that day' },
    {
      flags: '--family <name>',
      description:
        'trade-restriction, financial-sanction, travel-ban, asset-freeze, transport, labour, technical-cooperation',
    },
    { flags: '--hs <code>', description: 'only measures on goods of that HS code' },
    { flags: '--direction <way>', description: 'to-dprk or from-dprk' },
    { flags: '--words <text>', description: 'words that must occur' },
  ],
  schema: z.object({ ...filters, authority: regime, words: q }),
  examples: ['watchkeeper regime show UN-2397-5', 'watchkeeper regime show --authority un --hs 2710 --on 2020-01-01'],
  async run({ args: [id], options }, { output }) {
    const law = loadRegime();
    if (id === undefined) {
      const { authority, words, ...rest } = options;
      const measures = findMeasures({ ...rest, regime: authority, q: words }, law);
      output.answer(
        measures,
        () =>
          `${table(
            ['id', 'measure', 'obligation', 'from', 'to'],
            measures.map((row) => [row.id, row.label, row.obligation, row.inForceFrom, row.inForceTo ?? '']),
          )}\n${measures.length} measures`,
      );
      return undefined;
    }
    const measure = law.measures.get(id);
    if (!measure) {
      throw new AppError({
        code: 'MEASURE_UNKNOWN',
        kind: 'not-found',
        message: `Cannot show measure "${id}": there is none of that id`,
        hint: 'List the ids with "watchkeeper regime show".',
      });
    }
    const shown = shownMeasure(measure, law);
    output.answer(shown, () => measureText(shown));
    return undefined;
  },
});

const check = defineCommand({
  name: 'regime check',
  summary: 'Judge an act: forbidden, by which paragraph, and what exempts it',
  options: [
    { flags: '--act <file>', description: 'the act as JSON (docs/methods/regime-check.md)' },
    {
      flags: '--authority <ids>',
      description: 'only these authorities, comma separated: un,us; says that their law reaches the act',
    },
    { flags: '--on <date>', description: 'judge it by the law of that day instead of its own' },
  ],
  schema: z.object({ act: z.string(), authority: z.string().optional(), on: z.iso.date().optional() }),
  examples: [
    'watchkeeper regime check --act act.json',
    'watchkeeper regime check --act act.json --authority un --json',
  ],
  async run({ options }, { output }) {
    const written = readAct(options.act);
    const jurisdictions = options.authority?.split(',').map((id) => regimeOrRefuse(id.trim()));
    const act = parseAct({
      ...written,
      ...(jurisdictions ? { jurisdictions } : {}),
      ...(options.on ? { on: options.on } : {}),
    });
    const answer = checkAct(act, loadRegime());
    output.answer(answer, () => answerText(answer));
    return undefined;
  },
});

/** The commands on the law. */
export const regimeCommands: readonly Command[] = [show, check];

function regimeOrRefuse(text: string): string {
  const result = regimeId.safeParse(text);
  if (result.success) return result.data;
  throw new AppError({
    code: 'AUTHORITY_UNKNOWN',
    kind: 'usage',
    message: `Cannot take the authority "${text}": it ${result.error.issues[0]?.message}`,
    hint: 'Separate more than one with commas: --authority un,us.',
  });
}

function readAct(path: string): object {
  try {
    if (statSync(path).size > MOST_ACT_BYTES) throw new Error(`it is larger than ${MOST_ACT_BYTES} bytes`);
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is not a JSON object');
    return value;
  } catch (cause) {
    throw new AppError({
      code: 'ACT_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read the act "${path}": ${messageOf(cause)}`,
      hint: 'Give a file with one JSON object: {"act": "supply", "on": "2020-06-01", "hsCode": "8471", "direction": "to-dprk"}.',
      cause,
    });
  }
}
