import type { ListReader, ListSink } from '../../list-reader.ts';
import { dateInName } from '../../reading/date-in-name.ts';
import { FETCH_AGAIN, unreadable } from '../../reading/file-errors.ts';
import { readLines, type TextLine } from '../../reading/read-lines.ts';
import { type FtmLine, ftmLine } from './ftm-line.ts';
import { PassedOver } from './passed-over.ts';
import { pushEntity } from './push-entity.ts';

const ENTITY_HEAD =
  /^\s*\{(?:"op"\s*:\s*"(?:ADD|MOD)"\s*,\s*"entity"\s*:\s*\{)?.{0,8000}?"schema"\s*:\s*"[A-Z][A-Za-z]+"/s;
const REMOVAL_HEAD = /^\s*\{\s*"op"\s*:\s*"(?:ADD|MOD|DEL)"\s*,\s*"entity"\s*:\s*\{/;
/** Names of data sets: a country or body and a list, or one of the collections. */
const DATASET = /^(?:[a-z]{2,}(?:_[a-z0-9]+)+|default|sanctions|peps|crime|debarment|maritime|securities)$/;

/**
 * OpenSanctions' entities, one JSON object a line (`entities.ftm.json`, nested or not), or what changed
 * (`entities.delta.json`). The key is the entity's id. Sanctions become designations, relations become links;
 * addresses, documents and posts are passed over, since OpenSanctions repeats their text on the party. The id of the
 * list names the data set when the file's name does.
 */
export const opensanctionsFtm: ListReader = {
  format: 'opensanctions-ftm',
  title: 'entities of OpenSanctions',
  recognises({ name, head }) {
    if (head === '' && isEmptyDelta(name, 0)) return listId(name);
    const entities = ENTITY_HEAD.test(head) && /"properties"\s*:\s*\{/.test(head);
    return entities || REMOVAL_HEAD.test(head) ? listId(name) : null;
  },
  async read(file, sink) {
    const passedOver = new PassedOver();
    let delta: boolean | undefined;
    const header = (isDelta: boolean): void => {
      delta = isDelta;
      sink.header({ publishedAt: dateInName(file.name), ...(isDelta ? { delta: true } : {}) });
    };
    if (isEmptyDelta(file.name, file.size)) return header(true);
    for await (const batch of readLines(file)) {
      for (const line of batch) {
        const read = ftmLine(line.text);
        if (delta === undefined || !line.ended) refuseForeign(read, line, delta === undefined, file.name);
        if (delta === undefined) header(/^\s*\{\s*"op"/.test(line.text));
        pushLine(read, line, delta ?? false, { sink, passedOver });
      }
      await sink.ready();
    }
    if (delta === undefined) throw unreadable(file.name, 'it holds no entities', FETCH_AGAIN);
    passedOver.report(sink);
  },
};

/** The first line tells what the file is; a last line without its end tells that the file was cut off. */
function refuseForeign(read: FtmLine, line: TextLine, first: boolean, file: string): void {
  if (!('problem' in read)) return;
  if (first) throw unreadable(file, `${read.problem}, so it is not entities of OpenSanctions`, FETCH_AGAIN, line.line);
  if (read.problem === 'is not JSON') throw unreadable(file, 'breaks off; the file was cut', FETCH_AGAIN, line.line);
}

function pushLine(
  read: FtmLine,
  { line }: TextLine,
  delta: boolean,
  receiver: { sink: ListSink; passedOver: PassedOver },
): void {
  const { sink } = receiver;
  if ('problem' in read) sink.reject({ place: { line }, reason: `the line ${read.problem}`, severity: 'record' });
  else if (read.op !== 'DEL') pushEntity(read.entity, line, receiver);
  else if (delta) sink.removal(read.id);
  else
    sink.reject({
      place: { line },
      reason: 'a removal stands in a whole list',
      reference: read.id,
      severity: 'record',
    });
}

/** OpenSanctions publishes a delta of no bytes when nothing changed. */
function isEmptyDelta(name: string, size: number): boolean {
  return size === 0 && /delta/i.test(name);
}

function listId(name: string): string {
  const dataset = name
    .toLowerCase()
    .split(/[.\s-]+/)
    .find((word) => DATASET.test(word));
  return dataset ? `opensanctions-${dataset.replaceAll('_', '-')}` : 'opensanctions';
}
