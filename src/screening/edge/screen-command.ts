import { userInfo } from 'node:os';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayOf, parsePartialDate } from '../../kernel/partial-date.ts';
import { countryCode } from '../../parties/country.ts';
import type { Properties } from '../../parties/entity.ts';
import { imoNumber } from '../../parties/imo-number.ts';
import type { DecidedMatch } from '../memory/match-decided.ts';
import { queryOfText } from '../query-of-text.ts';
import { ALL, DPRK } from '../scope.ts';
import type { Subject } from '../score-pair.ts';
import type { MatchAnswer, ScoredEntity, Screener } from '../screener.ts';
import { askableSchema } from './screener-in-use.ts';
import type { RememberedAnswer, ScreeningMemory } from './screening-memory.ts';

export const share = z.coerce.number().min(0).max(1);
const optionsShape = z.object({
  schema: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(5),
  threshold: share.default(0.7),
  birthDate: z.string().optional(),
  country: z.string().optional(),
  imo: z.string().optional(),
  wallet: z.string().optional(),
  passport: z.string().optional(),
  dataset: z.string().default('default'),
  decided: z.enum(['leave-out', 'include']).default('leave-out'),
  private: z.boolean().default(false),
});
type Options = z.output<typeof optionsShape>;

export interface ScreenParts {
  /** The screener of the lists in force. */
  screener(world: World): Promise<Screener>;
  /** What people decided and the audit trail; without it nothing is remembered. */
  memory?(world: World): Promise<ScreeningMemory>;
  /** True when nothing of any question may be kept. */
  keepNothing?: boolean;
}

/** `screen NAME…`: look names, ships and wallets up in the lists in force. */
export function screenCommand(parts: ScreenParts): Command {
  return defineCommand({
    name: 'screen',
    summary: 'Look up a name, an IMO number or a wallet in the lists in use',
    arguments: [
      {
        name: 'name',
        description: 'one name in words, or several names each in quotes; IMO numbers and wallets are recognised',
        optional: true,
        variadic: true,
      },
    ],
    options: [
      {
        flags: '--schema <name>',
        description: 'Person, Organization, Company, Vessel, CryptoWallet; any when left out',
      },
      { flags: '--limit <n>', description: 'most results per name (5)' },
      { flags: '--threshold <share>', description: 'least score of a match, 0 to 1 (0.7)' },
      { flags: '--birth-date <date>', description: 'YYYY, YYYY-MM or YYYY-MM-DD' },
      { flags: '--country <country>', description: 'country by name or code' },
      { flags: '--imo <number>', description: 'IMO number' },
      { flags: '--wallet <address>', description: 'wallet address' },
      { flags: '--passport <number>', description: 'passport number' },
      { flags: '--dataset <name>', description: 'default, dprk, or the id of one list' },
      { flags: '--decided <how>', description: 'include: show what was decided to be different too' },
      { flags: '--private', description: 'keep nothing of the question in the audit trail' },
    ],
    schema: optionsShape,
    examples: ['watchkeeper screen "Ri Yong Mu"', 'watchkeeper screen "IMO 8660313" --json'],
    async run({ args, options }, world) {
      const queries = queriesOf(args, options);
      const screener = await parts.screener(world);
      refuseUnready([...screener.lists.keys()], options.dataset);
      const { limit, threshold, dataset } = options;
      const asking = {
        options: { limit, threshold, cutoff: threshold - 1e-9, scope: { dataset } },
        includeDifferent: options.decided === 'include',
        asker: `command line (${userName()})`,
        kind: 'command' as const,
        isPrivate: options.private || parts.keepNothing === true,
      };
      const questions = queries.map((subject) => ({ customer: null, subject }));
      const found = parts.memory
        ? await (await parts.memory(world)).answer(screener, questions, asking)
        : queries.map((query) => screener.match(query, asking.options));
      const answers = found.flatMap((answer, at) => {
        const query = queries[at];
        return query ? [{ query, ...answer }] : [];
      });
      const lists = [...screener.lists.values()].map(({ list, publishedAt, snapshot }) => ({
        list,
        publishedAt,
        snapshot,
      }));
      world.output.answer({ answers, lists }, () => shown(answers, screener));
      return undefined;
    },
  });
}

/** Who runs this, for the audit trail. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'a user without a name';
  }
}

/** One question a name; without quotes the words are one name. Throws AppError (usage) when nothing is asked. */
export function queriesOf(args: readonly string[], options: Options): Subject[] {
  const joined = args.length > 1 && !args.some((word) => /\s/.test(word)) ? [args.join(' ')] : args;
  const extra = propertiesOf(options);
  if (joined.length === 0 && !extra.imoNumber && !extra.publicKey && !extra.passportNumber)
    throw usage('there is no name', 'Write: watchkeeper screen "Ri Yong Mu"');
  const asked =
    joined.length === 0 ? [{ schema: schemaOf(extra), properties: {} as Properties }] : joined.map(queryOfText);
  return asked.map(({ schema, properties }) => ({
    schema: options.schema ? askable(options.schema) : extra.imoNumber || extra.birthDate ? schemaOf(extra) : schema,
    properties: { ...properties, ...extra },
  }));
}

function propertiesOf({ birthDate, country, imo, wallet, passport }: Options): Properties {
  const properties: Properties = {};
  if (birthDate !== undefined) properties.birthDate = [checked('birth date', birthDate, parsePartialDate(birthDate))];
  if (country !== undefined) properties.country = [checked('country', country, countryCode(country))];
  if (imo !== undefined)
    properties.imoNumber = [checked('IMO number', imo, imoNumber(imo) ?? imoNumber(imo, 'company'))];
  if (wallet !== undefined) properties.publicKey = [wallet];
  if (passport !== undefined) properties.passportNumber = [passport];
  return properties;
}

function schemaOf(properties: Properties): string {
  if (properties.birthDate || properties.passportNumber) return 'Person';
  if (properties.publicKey) return 'CryptoWallet';
  return properties.imoNumber?.some((number) => imoNumber(number)) ? 'Vessel' : 'Thing';
}

function checked(what: string, text: string, value: string | null): string {
  if (value !== null) return value;
  throw usage(
    `the ${what} "${text}" cannot be read`,
    'Dates as YYYY-MM-DD, countries by name or code, IMO numbers with a right check digit.',
  );
}

/** A schema that may be asked for; wrong usage else. */
export function askable(schema: string): string {
  try {
    return askableSchema(schema);
  } catch (cause) {
    if (cause instanceof AppError) throw usage(`"${schema}" is no schema`, cause.hint ?? '');
    throw cause;
  }
}

/** Refuses to screen without lists, and a dataset that is not there. */
export function refuseUnready(lists: readonly string[], dataset: string): void {
  if (lists.length === 0)
    throw new AppError({
      code: 'NO_LISTS',
      kind: 'unavailable',
      message: 'Cannot screen: no list is loaded',
      hint: 'Load the lists first: watchkeeper lists load',
    });
  const datasets = [ALL, DPRK, ...lists];
  if (!datasets.includes(dataset))
    throw usage(`there is no dataset "${dataset}"`, `Use one of: ${datasets.join(', ')}.`);
}

function usage(state: string, hint: string): AppError {
  return new AppError({ code: 'SCREEN_USAGE', kind: 'usage', message: `Cannot screen: ${state}`, hint });
}

function shown(
  answers: readonly ((MatchAnswer | RememberedAnswer) & { query: Subject })[],
  screener: Screener,
): string {
  const dates = [...screener.lists.values()].map(
    ({ list, publishedAt }) => `${list} ${dayOf(publishedAt ?? 'undated')}`,
  );
  const blocks = answers.map(({ query, results }) => {
    const asked = Object.values(query.properties).flat().join(', ');
    if (results.length === 0) return `${asked}: no match`;
    const rows = results.map(({ score, caption, schema, datasets, id }) => [
      score.toFixed(2),
      caption,
      schema,
      datasets.join(', '),
      id,
    ]);
    return [`${asked}:`, table(['score', 'name', 'kind', 'lists', 'id'], rows), ...results.map(reasons)].join('\n');
  });
  return [...blocks, `Lists in use: ${dates.join('; ')}`].join('\n\n');
}

function reasons({ id, sentence, watchkeeper, decision }: ScoredEntity & { decision?: DecidedMatch | null }): string {
  const measures = watchkeeper.measures.map(({ label, since }) => `    ${label}${since ? `, since ${since}` : ''}`);
  const decided = decision
    ? [`    decided ${decision.verdict} by ${decision.author}: ${decision.reason} (${decision.standing})`]
    : [];
  return [`  ${id}: ${sentence}`, ...decided, ...measures].join('\n');
}
