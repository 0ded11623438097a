import { findMeasures } from '../../regime/find-measures.ts';
import { loadRegime } from '../../regime/load-regime.ts';
import type { ModelName } from '../taint/model.ts';
import type { TraceGraph } from '../taint/trace-graph.ts';
import { amountText } from '../transfers/movement.ts';

/** Regimes by which a state of the monitoring team can ask for a freeze, its own first; all share the UN's. */
const REGIMES: Readonly<Record<string, readonly string[]>> = {
  ...{
    us: ['us-dprk'],
    jp: ['jp-dprk'],
    kr: ['kr-dprk'],
    gb: ['uk-dprk'],
    ca: ['ca-dprk'],
    au: ['au-dprk'],
    nz: ['nz-dprk'],
  },
  ...{ de: ['eu-dprk'], fr: ['eu-dprk'], it: ['eu-dprk'], nl: ['eu-dprk'] },
};
export const FREEZING_STATES = Object.keys(REGIMES).sort();

export interface FreezeAsked {
  /** The address at the service where value arrived. */
  service: string;
  /** Who runs it, as far as it is known. */
  serviceName: string | null;
  state: string;
  /** ISO instant at which the request is made, and the day of the law. */
  now: string;
}

/** One payment on the way from the source to the service. */
export interface FreezeStep {
  from: string;
  to: string;
  flows: { model: ModelName; asset: string; amount: string }[];
}

/** What a state sends to a service: where the value came from, by which law, and what is not known. */
export interface FreezeRequest {
  exercise: boolean;
  state: string;
  madeAt: string;
  service: { address: string; name: string | null };
  /** By model what arrived at the service; the models differ and none is the true sum. */
  arrived: { model: ModelName; asset: string; amount: string }[];
  /** The shortest way that the graph shows; empty when it shows none. */
  way: FreezeStep[];
  /** Measures of the state's regimes under which assets are frozen; where none is filed as such, whole instruments. */
  law: { id: string; regime: string; label: string; mayPrint: boolean }[];
  /** The graph that proves it, and the data under it. */
  proof: { graph: string; bundles: string[]; blocks: TraceGraph['data']['blocks'] };
  notKnown: string[];
}

/** Makes the request from a saved graph. Null when the graph shows no value at the service. */
export function freezeRequest(graph: TraceGraph, asked: FreezeAsked): FreezeRequest | null {
  const into = graph.edges.filter(({ to }) => same(to, asked.service));
  const sums = new Map<string, bigint>();
  for (const { flows } of into)
    for (const { model, asset, amount } of flows) {
      const key = `${model} ${asset}`;
      sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount));
    }
  const arrived = [...sums].map(([key, sum]) => {
    const space = key.indexOf(' ');
    return { model: key.slice(0, space) as ModelName, asset: key.slice(space + 1), amount: sum.toString() };
  });
  if (!arrived.some(({ model }) => model !== 'poison')) return null;
  return {
    exercise: graph.exercise,
    state: asked.state,
    madeAt: asked.now,
    service: { address: asked.service, name: asked.serviceName },
    arrived: arrived.sort((one, other) => (one.model < other.model ? -1 : 1)),
    way: wayTo(graph, asked.service),
    law: lawOf(asked.state, asked.now.slice(0, 10)),
    proof: { graph: graph.sha256, bundles: graph.data.bundles, blocks: graph.data.blocks },
    notKnown: [
      ...(asked.serviceName === null ? ['Who runs the service, and where its desk for authorities is reached.'] : []),
      'Whose account received the value.',
      'Whether the value is still there.',
      ...(graph.data.openings > 0
        ? [`What ${graph.data.openings} addresses held before the first loaded transfer: taken as clean.`]
        : []),
    ],
  };
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Breadth first from the sources, along flows that a model other than poison shows. */
function wayTo({ edges, question }: TraceGraph, service: string): FreezeStep[] {
  const shown = edges.filter(({ flows }) => flows.some(({ model }) => model !== 'poison'));
  const via = new Map<string, FreezeStep | null>();
  const queue = question.sources.flatMap(({ address }) => address?.toLowerCase() ?? []);
  for (const start of queue) via.set(start, null);
  for (const at of queue)
    for (const edge of shown) {
      const to = edge.to.toLowerCase();
      if (edge.from.toLowerCase() !== at || via.has(to)) continue;
      via.set(to, edge);
      queue.push(to);
    }
  const way: FreezeStep[] = [];
  for (let step = via.get(service.toLowerCase()); step; step = via.get(step.from.toLowerCase())) way.unshift(step);
  return way;
}

function lawOf(state: string, day: string): FreezeRequest['law'] {
  const law = loadRegime();
  return ['un-dprk', ...(REGIMES[state] ?? [])].flatMap((regime) => {
    const all = findMeasures({ regime, on: day }, law);
    const freezes = all.filter(({ kind, alsoKinds }) => kind === 'asset-freeze' || alsoKinds.includes('asset-freeze'));
    return freezes.map(({ id, label, check }) => ({ id, regime, label, mayPrint: check.printParagraph }));
  });
}

/** The request as a text for people, to be read and signed by one of them before it goes anywhere. */
export function freezeText(request: FreezeRequest): string {
  const { exercise, state, madeAt, service, arrived, way, law, proof, notKnown } = request;
  return [
    `# ${exercise ? 'EXERCISE. ' : ''}Request to freeze, drafted for ${state.toUpperCase()}`,
    '',
    `Drafted ${madeAt}. A draft: a person of the state must check and sign it.`,
    '',
    `To: ${service.name ?? 'the service (not known)'}, address ${service.address}`,
    '',
    '## What arrived',
    ...arrived.map(
      ({ model, asset, amount }) =>
        `- ${model}: ${amountText(BigInt(amount), asset)}${model === 'poison' ? ' (whole balances, no sum)' : ''}`,
    ),
    'The models answer different questions; none of them is the true sum.',
    '',
    '## The way',
    ...(way.length === 0
      ? ['The graph shows no whole way.']
      : way.map(
          ({ from, to, flows }, at) =>
            `${at + 1}. ${from} → ${to}: ${flows
              .filter(({ model }) => model !== 'poison')
              .map(({ model, asset, amount }) => `${model} ${amountText(BigInt(amount), asset)}`)
              .join(', ')}`,
        )),
    '',
    '## Law',
    ...(law.length === 0
      ? ['No measure that freezes is filed for this state.']
      : law.map(({ id, label }) => `- ${label} (${id})`)),
    '',
    '## Proof',
    `Graph ${proof.graph}; bundles ${proof.bundles.join(', ')}; ${
      Object.entries(proof.blocks)
        .map(([chain, { first, last }]) => `${chain} blocks ${first} to ${last}`)
        .join(', ') || 'no block heights'
    }.`,
    '',
    '## Not known',
    ...notKnown.map((one) => `- ${one}`),
  ].join('\n');
}
