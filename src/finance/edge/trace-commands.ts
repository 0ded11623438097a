import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { clusterEdges, clustersOf, HEURISTIC_FACTS, HEURISTICS } from '../clusters/cluster.ts';
import { FREEZING_STATES, freezeRequest, freezeText } from '../freeze/freeze-request.ts';
import { MODELS } from '../taint/model.ts';
import type { TraceSource } from '../taint/trace.ts';
import { isUnchanged, percent, type TraceGraph } from '../taint/trace-graph.ts';
import { ladderOf, theftRegister } from '../thefts/theft-register.ts';
import { amountText } from '../transfers/movement.ts';
import { FinanceDesk, tagEnds } from './finance-desk.ts';
import { type WatchOutcome, watchWallets } from './run-watches.ts';

const MOST_SHOWN = 15;

/** `wallets trace`, `verify-graph`, `clusters`, `watch` and `thefts list`. */
export function traceCommands(): Command[] {
  return [traceFrom(), verifyGraph(), freeze(), clusters(), watch(), thefts()];
}

const instant = z.iso.datetime({ offset: true }).transform((text) => Math.floor(Date.parse(text) / 1000));

function traceFrom(): Command {
  return defineCommand({
    name: 'wallets trace',
    summary: 'Follow stolen value through the loaded transfers by poison, haircut, FIFO and LIFO side by side',
    arguments: [
      { name: 'address', description: 'addresses that received what was stolen', variadic: true, optional: true },
    ],
    options: [
      { flags: '--tx <hash>', description: 'the theft is this transaction (with an address: only what went there)' },
      {
        flags: '--from <instant>',
        description: 'only what the addresses received from this instant on counts as stolen',
      },
      { flags: '--to <instant>', description: '… and up to this one' },
      { flags: '--model <model>', description: 'only this model: poison, haircut, fifo or lifo' },
      { flags: '--end <pairs>', description: 'addresses where tracing ends, as ADDRESS=mixer,ADDRESS=exchange' },
      { flags: '--exercise', description: 'through the transfers of exercises' },
      { flags: '--save <path>', description: 'write the graph to a file, with block heights and its hash' },
    ],
    schema: z.object({
      tx: z.string().optional(),
      from: instant.optional(),
      to: instant.optional(),
      model: z.enum(MODELS).optional(),
      end: z.string().default(''),
      exercise: z.boolean().default(false),
      save: z.string().optional(),
    }),
    examples: ['npx watchkeeper wallets trace 0x098B716B8Aaf21512996dC57EB0615e2383E2f96 --save ronin.json'],
    async run({ args, options }, world) {
      const desk = new FinanceDesk(await world.database(), world.home);
      const graph = await desk.trace({
        sources: sourcesOf(args, options),
        ends: endsOf(options.end),
        models: options.model ? [options.model] : MODELS,
        exercise: options.exercise,
      });
      if (options.save) writeFileSync(options.save, `${JSON.stringify(graph, null, 1)}\n`);
      world.output.answer(graph, () => graphText(graph, options.save));
      return undefined;
    },
  });
}

function sourcesOf(
  addresses: readonly string[],
  { tx, from, to }: { tx?: string | undefined; from?: number | undefined; to?: number | undefined },
): TraceSource[] {
  if (tx !== undefined) return addresses.length === 0 ? [{ tx }] : addresses.map((address) => ({ tx, address }));
  if (addresses.length === 0)
    throw new AppError({
      code: 'USAGE',
      kind: 'usage',
      message: 'Cannot trace: no address and no transaction is named',
      hint: 'wallets trace ADDRESS…, or --tx HASH.',
    });
  return addresses.map((address) => ({
    address,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }));
}

function endsOf(text: string) {
  return text
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.lastIndexOf('=');
      return { address: at < 0 ? pair : pair.slice(0, at), category: at < 0 ? 'service' : pair.slice(at + 1) };
    });
}

function graphText(graph: TraceGraph, saved: string | undefined): string {
  const lines = [
    `${graph.exercise ? 'EXERCISE. ' : ''}${graph.data.transfers} movements in ${graph.data.bundles.length} bundles, ${graph.question.hops} declared hops${graph.question.disputedHops ? ` (${graph.question.disputedHops} more are not followed: their authors differ)` : ''}; ${graph.data.openings} addresses paid out more than they were seen to receive (taken as clean and first).`,
    '',
  ];
  const categories = [...new Set(graph.totals.flatMap(({ ends }) => Object.keys(ends)))].sort();
  const rows = graph.totals.map(({ model, asset, stolen, held, fees, ends }) => [
    model,
    amountText(BigInt(stolen), asset),
    amountText(BigInt(held), asset),
    model === 'poison' ? '-' : `${percent(BigInt(held), BigInt(stolen))} %`,
    ...categories.map((name) => amountText(BigInt(ends[name] ?? '0'), asset)),
    amountText(BigInt(fees), asset),
  ]);
  lines.push(
    table(['model', 'stolen', 'still held', 'traceable', ...categories.map((name) => `at ${name}`), 'fees'], rows),
    '',
  );
  lines.push(
    'Poison counts whole balances wherever a stolen unit came and is no sum; the others conserve every unit.',
    '',
  );
  const holders = graph.nodes.filter(({ held }) => held.some(({ model }) => model !== 'poison')).slice(0, MOST_SHOWN);
  for (const { address, held } of holders)
    lines.push(
      `${address}  ${held.map(({ model, asset, amount }) => `${model} ${amountText(BigInt(amount), asset)}`).join(', ')}`,
    );
  lines.push('', `Graph ${graph.sha256}${saved ? ` written to ${saved}` : ''}`);
  return lines.join('\n');
}

function verifyGraph(): Command {
  return defineCommand({
    name: 'wallets verify-graph',
    summary: 'Check that a saved graph is as it was when its hash was made',
    arguments: [{ name: 'file', description: 'a graph that "wallets trace --save" wrote' }],
    schema: z.object({}),
    async run({ args: [path = ''] }, world) {
      const graph = readGraph(path);
      const unchanged = graph.format === 'watchkeeper-trace' && isUnchanged(graph);
      world.output.answer({ path, sha256: graph.sha256, unchanged }, () =>
        unchanged ? `${path} is unchanged: ${graph.sha256}` : `${path} is NOT what its hash says: it was changed.`,
      );
      return unchanged ? undefined : 1;
    },
  });
}

function readGraph(path: string): TraceGraph {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TraceGraph;
  } catch (cause) {
    throw new AppError({
      code: 'GRAPH_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read the graph "${path}": ${String(cause)}`,
      hint: 'Give a file that "wallets trace --save" wrote.',
      cause,
    });
  }
}

function freeze(): Command {
  return defineCommand({
    name: 'wallets freeze',
    summary: 'Draft a request to freeze what reached a service, for one state, from a saved graph',
    arguments: [
      { name: 'graph', description: 'a graph that "wallets trace --save" wrote' },
      { name: 'service', description: 'the address at the service' },
    ],
    options: [
      { flags: '--state <state>', description: `whose law: ${FREEZING_STATES.join(', ')}` },
      { flags: '--name <name>', description: 'who runs the service' },
    ],
    schema: z.object({ state: z.enum(FREEZING_STATES), name: z.string().optional() }),
    examples: ['npx watchkeeper wallets freeze graph.json 0x… --state gb'],
    async run({ args: [path = '', service = ''], options: { state, name } }, world) {
      const graph = readGraph(path);
      if (!isUnchanged(graph))
        throw new AppError({
          code: 'GRAPH_CHANGED',
          kind: 'refused',
          message: `Cannot draft from "${path}": it was changed since its hash was made`,
          hint: 'Trace again: what is asked of others must be provable.',
        });
      const request = freezeRequest(graph, {
        service,
        serviceName: name ?? null,
        state,
        now: world.now().toISOString(),
      });
      if (!request)
        throw new AppError({
          code: 'NOTHING_ARRIVED',
          kind: 'not-found',
          message: `Cannot draft: the graph shows no stolen value at ${service}`,
          hint: 'Give an address to which a flow of the graph leads.',
        });
      world.output.answer(request, () => freezeText(request));
      return undefined;
    },
  });
}

function clusters(): Command {
  return defineCommand({
    name: 'wallets clusters',
    summary: 'Join addresses that heuristics take for one owner, each edge with its heuristic',
    options: [
      { flags: '--without <heuristics>', description: `leave out: ${HEURISTICS.join(', ')}` },
      { flags: '--exercise', description: 'of the transfers of exercises' },
    ],
    schema: z.object({
      without: z
        .string()
        .default('')
        .transform((text) => text.split(',').filter(Boolean))
        .pipe(z.array(z.enum(HEURISTICS))),
      exercise: z.boolean().default(false),
    }),
    async run({ options: { without, exercise } }, world) {
      const desk = new FinanceDesk(await world.database(), world.home);
      const { book, tags: held } = await desk.data(exercise);
      const heuristics = HEURISTICS.filter((one) => !without.includes(one));
      const services = tagEnds(held).map(({ address }) => address);
      const edges = clusterEdges(book, { heuristics, services });
      const found = clustersOf(edges);
      const facts = heuristics.map((one) => ({
        heuristic: one,
        ...HEURISTIC_FACTS[one],
        edges: edges.filter(({ heuristic }) => heuristic === one).length,
      }));
      world.output.answer({ exercise, heuristics: facts, clusters: found, edges }, () =>
        [
          ...facts.map(({ heuristic, edges: count, fails }) => `${heuristic}: ${count} edges. Fails with ${fails}.`),
          '',
          ...found
            .slice(0, MOST_SHOWN)
            .map(
              (members) =>
                `${members.length} addresses: ${members.slice(0, 6).join(', ')}${members.length > 6 ? ', …' : ''}`,
            ),
          ...(found.length === 0 ? ['No addresses are joined.'] : []),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

function watch(): Command {
  return defineCommand({
    name: 'wallets watch',
    summary: 'Run the watches over the loaded transfers, and keep what they find',
    schema: z.object({}),
    async run(_, world) {
      const database = await world.database();
      const outcomes = await watchWallets(database, new FinanceDesk(database, world.home));
      world.output.answer(outcomes, () => outcomes.map(outcomeText).join('\n\n'));
      return undefined;
    },
  });
}

export function outcomeText({ watch: name, findings, raised, amended, withdrawn }: WatchOutcome): string {
  return [
    `${name}: ${findings.length} findings, ${raised} new, ${amended} amended, ${withdrawn} withdrawn.`,
    ...findings
      .slice(0, MOST_SHOWN)
      .map((one) => `  ${one.exercise ? 'EXERCISE ' : ''}${one.id} ${one.confidence.toFixed(2)} ${one.explanation}`),
  ].join('\n');
}

function thefts(): Command {
  return defineCommand({
    name: 'thefts list',
    summary:
      'Show the register of thefts attributed to the DPRK, who attributes each, and what sources say differently',
    options: [{ flags: '--as-of <day>', description: 'only attributions made by this day' }],
    schema: z.object({
      asOf: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as YYYY-MM-DD')
        .optional(),
    }),
    async run({ options: { asOf } }, world) {
      const register = theftRegister();
      const rows = register.thefts.map((theft) => ({ ...theft, ladder: ladderOf(theft, asOf ?? null) }));
      world.output.answer({ ...register, thefts: rows }, () =>
        table(
          ['date', 'victim', 'amounts', 'attributed by', 'conflicts'],
          rows.map(({ date, victim, amounts, ladder, conflicts }) => [
            `${date.day ?? '?'}${date.confidence === 'background' ? ' (unchecked)' : ''}`,
            victim,
            amounts.map(({ amount, unit }) => `${amount} ${unit}`).join(', '),
            ladder.flatMap(({ state, step }) => (step ? `${state.toUpperCase()} ${step}` : [])).join(', ') || '-',
            conflicts.map(({ about }) => about).join(', '),
          ]),
        ),
      );
      return undefined;
    },
  });
}
