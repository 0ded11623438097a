/** One element of a record: names and attribute names without namespace prefix. */
export class XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[] = [];
  /** Line of the start tag in the file, from 1. */
  readonly line: number;
  /** Own character data, children's left out; untrimmed. */
  ownText = '';

  constructor(name: string, attributes: Readonly<Record<string, string>>, line: number) {
    this.name = name;
    this.attributes = attributes;
    this.line = line;
  }

  /** The trimmed text of the element itself; empty when there is none. */
  get text(): string {
    return this.ownText.trim();
  }

  /** An attribute's trimmed value; empty when it is missing. */
  attribute(name: string): string {
    return this.attributes[name]?.trim() ?? '';
  }

  first(name: string): XmlElement | undefined {
    for (const child of this.children) if (child.name === name) return child;
    return undefined;
  }

  all(name: string): XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }

  /** The trimmed text of the first child of that name; empty when there is none. */
  textOf(name: string): string {
    return this.first(name)?.text ?? '';
  }

  /** The elements at the end of a path of child names. */
  at(...path: string[]): XmlElement[] {
    let level: XmlElement[] = [this];
    for (const name of path) level = level.flatMap((element) => element.all(name));
    return level;
  }

  /** The trimmed, non-empty texts at the end of a path of child names. */
  texts(...path: string[]): string[] {
    return this.at(...path).flatMap((element) => element.text || []);
  }
}
