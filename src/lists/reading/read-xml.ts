import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { AppError } from '../../kernel/errors.ts';
import type { SourceFile } from '../list-reader.ts';
import { decodeText } from './decode-text.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from './file-errors.ts';
import { XmlElement } from './xml-element.ts';

export interface XmlPlan {
  /** What the file should be, for messages: `the UN consolidated list`. */
  title: string;
  /** Local names of the root element that this format has. */
  roots: readonly string[];
  /** Called with the root's start tag, before any record. Throw to refuse the file. */
  onRoot?(root: XmlElement): void;
  /**
   * Elements delivered whole, by local name, as soon as they end. Elements inside a delivered one belong to it.
   * Everything else is passed over without being kept.
   */
  records: Readonly<Record<string, (element: XmlElement) => void>>;
  /** True where each CDATA section is a line of its own, as in texts of law: it is then ended by U+2028. */
  linesAreCdata?: boolean;
  /** Awaited between chunks: the receiver's back-pressure. */
  ready?(): Promise<void>;
}

/**
 * Streams an XML file, building only the elements that are records. Strict: a file that is not well-formed,
 * truncated, carries a document type, nests too deep or has another root is refused with its line.
 */
export async function readXml(file: SourceFile, plan: XmlPlan): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const builder = new RecordBuilder(file.name, plan, () => parser.line);
  let failure: AppError | undefined;
  parser.on('error', (error) => {
    failure ??= unreadable(
      file.name,
      `is not well-formed XML: ${plainReason(error.message)}`,
      FETCH_AGAIN,
      parser.line,
    );
    throw failure;
  });
  parser.on('doctype', () => {
    throw unreadable(file.name, 'declares a document type, which no official list does', FETCH_AGAIN, parser.line);
  });
  parser.on('opentag', (tag) => builder.open(tag));
  parser.on('closetag', () => builder.close());
  parser.on('text', (text) => builder.text(text));
  parser.on('cdata', (text) => builder.text(plan.linesAreCdata ? `${text}\u2028` : text));
  for await (const text of decodeText(file)) {
    if (!builder.begun) refuseOtherKinds(file.name, text, plan.title);
    parser.write(text);
    await plan.ready?.();
  }
  parser.close();
}

/** `3:14: disallowed character.` to `disallowed character`: the line is said once, by us. */
function plainReason(message: string): string {
  return message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}

function refuseOtherKinds(name: string, start: string, title: string): void {
  const begin = start.trimStart().slice(0, 200).toLowerCase();
  if (begin === '') return;
  if (begin.startsWith('<!doctype html') || begin.startsWith('<html')) {
    throw unreadable(
      name,
      `it is a web page, not ${title}`,
      'The server answered with a page. Fetch the file again later.',
    );
  }
  if (!begin.startsWith('<')) throw unreadable(name, `it is not XML, so not ${title}`, FETCH_AGAIN);
}

class RecordBuilder {
  readonly #file: string;
  readonly #plan: XmlPlan;
  readonly #line: () => number;
  readonly #open: XmlElement[] = [];
  #depth = 0;
  #size = 0;

  constructor(file: string, plan: XmlPlan, line: () => number) {
    this.#file = file;
    this.#plan = plan;
    this.#line = line;
  }

  /** True once the root element has been seen. */
  begun = false;

  open(tag: SaxesTagPlain): void {
    const name = localName(tag.name);
    this.#depth += 1;
    if (this.#depth > READ_LIMITS.xmlDepth) {
      throw tooLarge(this.#file, `line ${this.#line()} nests deeper than ${READ_LIMITS.xmlDepth} elements`);
    }
    if (!this.begun) this.#root(name, tag);
    const parent = this.#open.at(-1);
    if (!parent && !Object.hasOwn(this.#plan.records, name)) return;
    const element = new XmlElement(name, localAttributes(tag.attributes), this.#line());
    this.#count(name.length);
    for (const key in tag.attributes) this.#count(tag.attributes[key]?.length ?? 0);
    parent?.children.push(element);
    this.#open.push(element);
  }

  text(text: string): void {
    const element = this.#open.at(-1);
    if (!element) return;
    element.ownText += text;
    this.#count(text.length);
  }

  close(): void {
    this.#depth -= 1;
    const element = this.#open.pop();
    if (!element || this.#open.length > 0) return;
    this.#size = 0;
    this.#plan.records[element.name]?.(element);
  }

  #root(name: string, tag: SaxesTagPlain): void {
    this.begun = true;
    if (!this.#plan.roots.includes(name)) {
      const hint = 'The file is another list or another format. Check which file it is.';
      throw unreadable(this.#file, `its root element is <${name}>, so it is not ${this.#plan.title}`, hint);
    }
    this.#plan.onRoot?.(new XmlElement(name, localAttributes(tag.attributes), this.#line()));
  }

  #count(length: number): void {
    this.#size += length;
    if (this.#size > READ_LIMITS.recordCharacters) {
      throw tooLarge(this.#file, `the record at line ${this.#open[0]?.line ?? this.#line()} never ends`);
    }
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function localAttributes(attributes: Record<string, string>): Record<string, string> {
  for (const key in attributes) {
    if (key.includes(':')) return Object.fromEntries(Object.entries(attributes).map(([k, v]) => [localName(k), v]));
  }
  return attributes;
}
