import { describe, expect, it } from 'vitest';
import { MODELS } from '../taint/model.ts';
import { trace } from '../taint/trace.ts';
import { FlowSum, traceGraph } from '../taint/trace-graph.ts';
import { TransferBookBuilder } from '../transfers/transfer-book.ts';
import { FREEZING_STATES, freezeRequest, freezeText } from './freeze-request.ts';

function graph() {
  const builder = new TransferBookBuilder({ mayRepeat: false });
  const payments: [string, string, bigint][] = [
    ['victim', 'thief', 100n],
    ['thief', 'middle', 100n],
    ['middle', 'exchange', 60n],
    ['clean', 'other', 5n],
  ];
  for (const [at, [from, to, amount]] of payments.entries())
    builder.add({
      ...{ chain: 'ethereum', asset: 'ETH', tx: `t${at}`, index: 0, at, block: at },
      inputs: [{ address: from, amount }],
      outputs: [{ address: to, amount }],
    });
  const book = builder.book();
  const question = {
    sources: [{ address: 'thief' }],
    ends: [{ address: 'exchange', category: 'exchange' }],
    models: MODELS,
  };
  const flows = new FlowSum(book);
  const result = trace(book, { ...question, onFlow: (...flow) => flows.note(...flow) });
  return traceGraph({
    book,
    question,
    result,
    flows,
    bundles: ['b'.repeat(64)],
    hops: 0,
    disputedHops: 0,
    exercise: true,
  });
}

const asked = { service: 'exchange', serviceName: null, now: '2026-11-25T00:00:00Z' };

describe('freezeRequest()', () => {
  it('shows the way, what arrived by each model, the graph, and what is not known', () => {
    const request = freezeRequest(graph(), { ...asked, state: 'gb' });
    expect(request?.way.map(({ from, to }) => `${from}>${to}`)).toEqual(['thief>middle', 'middle>exchange']);
    expect(request?.arrived.map(({ model, amount }) => [model, amount])).toEqual([
      ['fifo', '60'],
      ['haircut', '60'],
      ['lifo', '60'],
      ['poison', '60'],
    ]);
    expect(request?.notKnown[0]).toMatch(/Who runs the service/);
    const text = request ? freezeText(request) : '';
    expect(text).toMatch(/^# EXERCISE\. Request to freeze, drafted for GB/);
    expect(text).toContain(request?.proof.graph ?? '-');
  });

  it("names the UN's freeze and each state's own, with unchecked numbers marked as such", () => {
    for (const state of FREEZING_STATES) {
      const law = freezeRequest(graph(), { ...asked, state })?.law ?? [];
      expect(law.map(({ id }) => id)).toContain('UN-1718-8d');
      for (const { label, mayPrint } of law) if (!mayPrint) expect(label).toMatch(/not yet checked|not printed/);
    }
    const ids = freezeRequest(graph(), { ...asked, state: 'us' })?.law.map(({ id }) => id);
    expect(ids).toContain('US-EO13722');
    expect(ids).not.toContain('UK-SI2019-411');
  });

  it('asks for nothing where nothing arrived', () => {
    expect(freezeRequest(graph(), { ...asked, service: 'other', state: 'gb' })).toBeNull();
  });
});
