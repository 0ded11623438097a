/** One element of a record: names and attribute names without namespace prefix. */
export class XmlElement {
  readonly name: string;
  readonly #written: Readonly<Record<string, string>>;
  /** Children are chained, each to the next: a list has millions of elements, and most have no children or few. */
  #parent: XmlElement | null = null;
  #firstChild: XmlElement | null = null;
  #lastChild: XmlElement | null = null;
  #next: XmlElement | null = null;
  /** Line of the start tag in the file, from 1. */
  readonly line: number;
  /** Own character data, children's left out; untrimmed. */
  ownText = '';

  constructor(name: string, attributes: Readonly<Record<string, string>>, line: number) {
    this.name = name;
    this.#written = attributes;
    this.line = line;
  }

  /** The element that holds this one; null for one that none has been given to. */
  get parent(): XmlElement | null {
    return this.#parent;
  }

  get children(): XmlElement[] {
    const children: XmlElement[] = [];
    for (let child = this.#firstChild; child !== null; child = child.#next) children.push(child);
    return children;
  }

  /** Adds a child after the others; it must not be another element's. */
  append(child: XmlElement): void {
    if (this.#lastChild === null) this.#firstChild = child;
    else this.#lastChild.#next = child;
    this.#lastChild = child;
    child.#parent = this;
  }

  /** The trimmed text of the element itself; empty when there is none. */
  get text(): string {
    return this.ownText.trim();
  }

  /** The attributes by their names without prefix. */
  get attributes(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.#written).map(([name, value]) => [localName(name), value]));
  }

  /** An attribute's trimmed value; empty when it is missing. */
  attribute(name: string): string {
    return (this.#written[name] ?? this.#prefixed(name))?.trim() ?? '';
  }

  first(name: string): XmlElement | undefined {
    for (let child = this.#firstChild; child !== null; child = child.#next) if (child.name === name) return child;
    return undefined;
  }

  all(name: string): XmlElement[] {
    return this.at(name);
  }

  /** The trimmed text of the first child of that name; empty when there is none. */
  textOf(name: string): string {
    return this.first(name)?.text ?? '';
  }

  /** The elements at the end of a path of child names. */
  at(...path: string[]): XmlElement[] {
    const found: XmlElement[] = [];
    this.#collect(path, 0, found);
    return found;
  }

  /** The trimmed, non-empty texts at the end of a path of child names. */
  texts(...path: string[]): string[] {
    const texts: string[] = [];
    for (const element of this.at(...path)) {
      const { text } = element;
      if (text !== '') texts.push(text);
    }
    return texts;
  }

  #collect(path: readonly string[], depth: number, found: XmlElement[]): void {
    const isEnd = depth === path.length - 1;
    for (let child = this.#firstChild; child !== null; child = child.#next) {
      if (child.name !== path[depth]) continue;
      if (isEnd) found.push(child);
      else child.#collect(path, depth + 1, found);
    }
  }

  #prefixed(name: string): string | undefined {
    for (const written in this.#written) if (localName(written) === name) return this.#written[written];
    return undefined;
  }
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
