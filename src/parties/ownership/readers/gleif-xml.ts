import { SaxesParser } from 'saxes';
import { AppError } from '../../../kernel/errors.ts';
import type { OwnershipRecords } from '../holding.ts';
import { emptyGleif, GLEIF_READERS, type GleifRecord } from './gleif.ts';

const RECORDS: Readonly<Record<string, keyof typeof GLEIF_READERS>> = {
  LEIRecord: 'gleif-lei',
  RelationshipRecord: 'gleif-rr',
  Exception: 'gleif-repex',
};
/** Elements nested deeper, or a record longer than this, are no GLEIF file. */
const MOST_DEPTH = 40;
const MOST_CHARACTERS = 1_000_000;

interface Element {
  name: string;
  text: string;
  children: Element[];
}

/** GLEIF's concatenated XML, streamed: one record at a time is held. Refuses what is not well-formed with its line. */
export async function readGleifXml(name: string, chunks: AsyncIterable<string>): Promise<OwnershipRecords> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: Element[] = [];
  let records: OwnershipRecords | null = null;
  let depth = 0;
  let size = 0;
  const refuse = (reason: string): never => {
    throw new AppError({
      code: 'OWNERSHIP_FILE_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read "${name}": line ${parser.line} ${reason}`,
      hint: 'Fetch the file again from the GLEIF. Nothing of it was kept.',
    });
  };
  parser.on('error', (error) => refuse(`is not well-formed (${error.message.replace(/^\d+:\d+: /, '')})`));
  parser.on('doctype', () => refuse('declares a document type'));
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > MOST_DEPTH) refuse(`nests deeper than ${MOST_DEPTH} elements`);
    const local = tag.name.slice(tag.name.indexOf(':') + 1);
    if (open.length === 0 && !(local in RECORDS)) return;
    if (open.length === 0) size = 0;
    const element: Element = { name: local, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (!element) return;
    size += text.length;
    if (size > MOST_CHARACTERS) refuse('is in a record that never ends');
    element.text += text;
  });
  parser.on('closetag', () => {
    depth -= 1;
    const element = open.pop();
    if (!element || open.length > 0) return;
    const format = RECORDS[element.name];
    if (!format) return;
    records ??= emptyGleif(format);
    GLEIF_READERS[format](recordOf(element), records);
  });
  for await (const chunk of chunks) parser.write(chunk);
  parser.close();
  return records ?? refuse('ends the file, and no GLEIF record was in it');
}

function recordOf(root: Element): GleifRecord {
  const find = (path: readonly string[]): Element | undefined => {
    let at: Element | undefined = root;
    for (const name of path) at = at?.children.find((child) => child.name === name);
    return at;
  };
  return {
    text: (...path) => find(path)?.text.trim() ?? '',
    periods() {
      const list = find(['Relationship', 'RelationshipPeriods'])?.children ?? [];
      const of = (element: Element, name: string): string =>
        element.children.find((child) => child.name === name)?.text.trim() ?? '';
      return list.map((one) => ({ type: of(one, 'PeriodType'), start: of(one, 'StartDate'), end: of(one, 'EndDate') }));
    },
  };
}
