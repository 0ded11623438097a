import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { type Finding, findingId } from '../finding.ts';
import { type LiveChanges, liveChanges } from './live-changes.ts';
import { keepFindings, withdrawFindings } from './store.ts';

function finding(name: string): Finding {
  return {
    id: findingId({ watch: 'w', version: '1', about: name, exercise: true }),
    watch: 'w',
    version: '1',
    status: 'open',
    subjects: [{ schema: 'Vessel', name }],
    startAt: null,
    endAt: null,
    place: null,
    measures: [],
    confidence: 0.5,
    explanation: 'EXERCISE',
    observations: [],
    missing: [],
    exercise: true,
  };
}

describe('liveChanges()', () => {
  let test: TestDatabase;
  let changes: LiveChanges;
  beforeAll(async () => {
    test = await testDatabase();
    changes = await liveChanges(test.database, (cause) => {
      throw cause;
    });
  });
  afterAll(async () => {
    await changes.close();
    await test.close();
  });

  /** Reads until so many events have come: [id, change] of each. */
  async function read(stream: ReadableStream<Uint8Array>, events: number): Promise<[string, string][]> {
    const reader = stream.getReader();
    let text = '';
    while ((text.match(/^event:/gm)?.length ?? 0) < events) {
      const { value, done } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
    }
    await reader.cancel();
    const ids = [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id ?? '');
    const kinds = [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? '').change as string);
    return ids.map((id, at) => [id, kinds[at] ?? '']);
  }

  it('tells a follower what happens from now on, and who comes back what happened since', async () => {
    await keepFindings(test.database, [finding('EXERCISE BEFORE')]);
    const stream = changes.follow(null);
    const reading = read(stream, 3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const one = finding('EXERCISE ONE');
    await keepFindings(test.database, [one]);
    await keepFindings(test.database, [{ ...one, confidence: 0.7 }]);
    await withdrawFindings(test.database, [one.id], 'late data');
    const seen = await reading;
    expect(seen.map(([, change]) => change)).toEqual(['raised', 'amended', 'withdrawn']);
    const again = await read(changes.follow(seen[0]?.[0] ?? ''), 2);
    expect(again).toEqual(seen.slice(1));
  });

  it('ends every stream when it closes', async () => {
    const own = await liveChanges(test.database, () => {});
    const reading = read(own.follow(null), 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await own.close();
    expect(await reading).toEqual([]);
  });

  it('passes over nothing that a transaction of that time commits later', async () => {
    const stream = changes.follow(null);
    const reading = read(stream, 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await test.database.begin(async (slow) => {
      await keepFindings(slow, [finding('EXERCISE SLOW')]);
      await keepFindings(test.database, [finding('EXERCISE QUICK')]);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect((await reading).map(([, change]) => change)).toEqual(['raised', 'raised']);
  });
});
