import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../../kernel/errors.ts';
import { type RawRecord, recordScreener } from '../../batch/screen-records.ts';
import { screenerOf } from '../build-screener.ts';
import type { ThreadAnswer, ThreadData } from './record-screening.ts';

/** The thread that record-screening.ts starts: indexes the parties, then answers each message's records. */
const { material, plan, standing } = workerData as ThreadData;
const screen = recordScreener(screenerOf(material), plan, standing);

parentPort?.on('message', ({ task, records }: { task: number; records: RawRecord[] }) => {
  parentPort?.postMessage(answerTo(task, records));
});

function answerTo(task: number, records: RawRecord[]): ThreadAnswer {
  try {
    return { task, screened: screen(records) };
  } catch (cause) {
    return { task, failure: messageOf(cause) };
  }
}
