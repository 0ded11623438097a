import { positionSentences, staticSentences } from './encode-nmea.ts';
import type { Exercise } from './make-exercise.ts';

/** Rows that make one chunk of text. */
const ROWS_A_CHUNK = 2000;

/** The exercise as AIS sentences with tag blocks, in the order in which they reached us; tells the row after each chunk. */
export function* exerciseSentences(
  { batch, deliveredAt, sources }: Exercise,
  onRow: (row: number) => void,
): Generator<string> {
  const { positions } = batch;
  const order = Uint32Array.from({ length: positions.length }, (_, i) => i).sort(
    (one, other) => (deliveredAt[one] ?? 0) - (deliveredAt[other] ?? 0) || one - other,
  );
  const statics = [...batch.statics].sort((one, other) => one.firstAt - other.firstAt || one.mmsi - other.mmsi);
  let nextStatic = 0;
  let lines: string[] = [];
  const nameOf = (source: number): string => sources[source] ?? 'EXERCISE';
  for (const [row, i] of order.entries()) {
    for (
      let report = statics[nextStatic];
      report && report.firstAt <= (deliveredAt[i] ?? 0);
      report = statics[++nextStatic]
    )
      lines.push(...staticSentences(report, nameOf(report.source), nextStatic));
    lines.push(...positionSentences(positions, i, nameOf(positions.source[i] ?? 0)));
    if (row % ROWS_A_CHUNK !== ROWS_A_CHUNK - 1) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
    onRow(row);
  }
  for (; nextStatic < statics.length; nextStatic++) {
    const report = statics[nextStatic];
    if (report) lines.push(...staticSentences(report, nameOf(report.source), nextStatic));
  }
  yield `${lines.join('\n')}\n`;
}
