import { describe, expect, it } from 'vitest';
import { Frontier } from '../../ledger/frontier.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import { signerOf, signNote } from '../../ledger/signer.ts';
import { toHex } from '../../ledger/verify/bytes.ts';
import { checkpointBody } from '../../ledger/verify/checkpoint.ts';
import { commitmentOf } from '../../ledger/verify/commitment.ts';
import { writeNote } from '../../ledger/verify/signed-note.ts';
import type { CaseEvent } from '../case-event.ts';
import { checkAnswer, type PeerState, type PullAnswer, recordOf } from './check-answer.ts';

const signer = signerOf('jp.example', 'note', Buffer.alloc(32, 1));
const salt = Buffer.alloc(32, 2);

/** What a node of Japan gives of one event of this state, honestly. */
function answerOf(by: string): PullAnswer {
  const event = {
    id: 'e',
    number: 1,
    caseId: 'c',
    kind: 'opened',
    about: null,
    body: { title: 'EXERCISE', exercise: true },
    by,
    author: 'exercise',
    at: '2026-01-01T00:00:00.000Z',
    label: { originator: by, relTo: [by], caveats: [], expiresAt: null },
  } as unknown as CaseEvent;
  const commitment = commitmentOf(nodePrimitives, salt, recordOf(event));
  const frontier = new Frontier();
  frontier.append([commitment]);
  const body = checkpointBody({ origin: 'jp.example', size: 1, root: frontier.root() });
  return {
    checkpoint: writeNote({ body, signatures: [signNote(signer, body)] }),
    entries: toHex(commitment),
    events: [{ event: { ...event, commitment: toHex(commitment) }, index: 0, salt: toHex(salt) }],
    upTo: 1,
    count: 1,
    more: false,
  };
}
const peer = (): PeerState => ({
  key: signer.key,
  states: ['JP', 'FR'],
  frontier: new Frontier(),
  commitmentsAt: async () => new Map(),
});

describe('an answer of another node', () => {
  it.each(['JP', 'FR'])('is taken when it is what its log holds, of a state that uses it (%s)', async (by) => {
    expect(await checkAnswer(answerOf(by), peer())).toMatchObject({ events: [{ index: 0 }] });
  });

  it.each<[string, string, (answer: PullAnswer) => PullAnswer]>([
    ['a state that does not use it', 'it is US’s', () => answerOf('US')],
    [
      'another key',
      'not signed by its key',
      (answer) => ({ ...answer, checkpoint: answer.checkpoint.replace('jp.', 'kr.') }),
    ],
    ['other entries', 'not over the entries', (answer) => ({ ...answer, entries: '0'.repeat(64) })],
    [
      'more entries than its head counts',
      'more entries',
      (answer) => ({ ...answer, entries: answer.entries + answer.entries }),
    ],
    ['half an entry', 'not hashes', (answer) => ({ ...answer, entries: answer.entries.slice(2) })],
    [
      'another salt',
      'not what was committed to',
      (answer) => ({ ...answer, events: answer.events.map((one) => ({ ...one, salt: '0'.repeat(64) })) }),
    ],
    [
      'another place',
      'not what was committed to',
      (answer) => ({ ...answer, events: answer.events.map((one) => ({ ...one, index: 7 })) }),
    ],
  ])('is refused for %s', async (_, detail, change) => {
    expect(await checkAnswer(change(answerOf('JP')), peer())).toMatchObject({
      detail: expect.stringContaining(detail),
    });
  });
});
