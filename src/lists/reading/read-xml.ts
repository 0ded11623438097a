import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { AppError } from '../../kernel/errors.ts';
import type { SourceFile } from '../list-reader.ts';
import { decodeText } from './decode-text.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from './file-errors.ts';
import { localName, XmlElement } from './xml-element.ts';

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
  const builder = new RecordBuilder(file.name, plan, parser);
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
    builder.refuseEndless();
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

/**
 * A record whose end has not been read. An object of its own, as young as its elements: the engine keeps a note of
 * every write of a young object into an old one, such as the builder.
 */
interface OpenRecord {
  line: number;
  /** Where it began, in characters from the start of the file. */
  start: number;
  /** The innermost element that is open. */
  current: XmlElement;
}

class RecordBuilder {
  readonly #file: string;
  readonly #plan: XmlPlan;
  readonly #parser: { readonly line: number; readonly position: number };
  #record: OpenRecord | null = null;
  #depth = 0;

  constructor(file: string, plan: XmlPlan, parser: { readonly line: number; readonly position: number }) {
    this.#file = file;
    this.#plan = plan;
    this.#parser = parser;
  }

  /** True once the root element has been seen. */
  begun = false;

  open(tag: SaxesTagPlain): void {
    const name = localName(tag.name);
    this.#depth += 1;
    if (this.#depth > READ_LIMITS.xmlDepth) {
      throw tooLarge(this.#file, `line ${this.#parser.line} nests deeper than ${READ_LIMITS.xmlDepth} elements`);
    }
    if (!this.begun) this.#root(name, tag);
    const record = this.#record;
    if (record === null && !Object.hasOwn(this.#plan.records, name)) return;
    const element = new XmlElement(name, tag.attributes, this.#parser.line);
    if (record === null) {
      this.#record = { line: element.line, start: this.#parser.position, current: element };
      return;
    }
    record.current.append(element);
    record.current = element;
  }

  text(text: string): void {
    if (this.#record !== null) this.#record.current.ownText += text;
  }

  close(): void {
    this.#depth -= 1;
    const record = this.#record;
    if (record === null) return;
    const { current } = record;
    if (current.parent !== null) {
      record.current = current.parent;
      return;
    }
    this.#record = null;
    this.#plan.records[current.name]?.(current);
  }

  /** Refuses a file whose open record has grown beyond the limit. */
  refuseEndless(): void {
    const record = this.#record;
    if (record === null || this.#parser.position - record.start <= READ_LIMITS.recordCharacters) return;
    throw tooLarge(this.#file, `the record at line ${record.line} never ends`);
  }

  #root(name: string, tag: SaxesTagPlain): void {
    this.begun = true;
    if (!this.#plan.roots.includes(name)) {
      const hint = 'The file is another list or another format. Check which file it is.';
      throw unreadable(this.#file, `its root element is <${name}>, so it is not ${this.#plan.title}`, hint);
    }
    this.#plan.onRoot?.(new XmlElement(name, tag.attributes, this.#parser.line));
  }
}
