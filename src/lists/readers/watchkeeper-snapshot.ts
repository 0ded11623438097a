import { findSchema } from '../../parties/schema.ts';
import type { ListReader, ListSink, SourceFile } from '../list-reader.ts';
import { decodeText } from '../reading/decode-text.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from '../reading/file-errors.ts';
import { snapshotHeader, snapshotLine } from '../snapshot.ts';

/** The dated facts that ship with the program: JSON lines, the header first. */
export const watchkeeperSnapshot: ListReader = {
  format: 'watchkeeper-snapshot',
  title: 'Dated facts in our own format',
  recognises({ head }) {
    if (!head.startsWith('{"watchkeeper":"list-snapshot"')) return null;
    return /"list":"([a-z0-9-]{2,60})"/.exec(head.split('\n', 1)[0] ?? '')?.[1] ?? null;
  },
  async read(file, sink) {
    let line = 0;
    let declared = -1;
    let taken = 0;
    for await (const text of linesOf(file)) {
      line += 1;
      if (line === 1) {
        const header = headerOf(file, text);
        declared = header.parties;
        sink.header({
          publishedAt: header.publishedAt,
          declaredCount: header.parties,
          notes: {
            scope: header.scope,
            source: header.source,
            ...(header.note === null ? {} : { note: header.note }),
          },
        });
      } else if (text.trim() !== '') {
        taken += 1;
        takeParty(text, line, sink);
      }
      if (line % 500 === 0) await sink.ready();
    }
    if (taken !== declared)
      throw unreadable(
        file.name,
        `holds ${taken} parties and declares ${declared}; it is cut off or was edited`,
        FETCH_AGAIN,
      );
  },
};

function headerOf(file: SourceFile, text: string) {
  const header = snapshotHeader.safeParse(jsonOf(text));
  if (header.success) return header.data;
  const [issue] = header.error.issues;
  throw unreadable(
    file.name,
    `its header is wrong: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    'Make the snapshot again with scripts/make-snapshot.ts.',
    1,
  );
}

function takeParty(text: string, line: number, sink: ListSink): void {
  const read = snapshotLine.safeParse(jsonOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    sink.reject({
      place: { line },
      severity: 'record',
      reason: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'is wrong'}`,
    });
    return;
  }
  const { key, schema, properties, designations, links } = read.data;
  if (!findSchema(schema)) {
    sink.reject({ place: { line }, reference: key, severity: 'record', reason: `the schema "${schema}" is not known` });
    return;
  }
  sink.party({ key, schema, properties, place: { line } });
  for (const designation of designations) sink.designation({ ...designation, party: key });
  for (const link of links) sink.link({ ...link, from: key });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* linesOf(file: SourceFile): AsyncGenerator<string> {
  let rest = '';
  for await (const text of decodeText(file)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > READ_LIMITS.recordCharacters) throw tooLarge(file.name, 'a line never ends');
    yield* lines;
  }
  if (rest !== '') yield rest;
}
