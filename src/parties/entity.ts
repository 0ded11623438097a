export type Properties = Record<string, string[]>;

/** Adds values to a property: trimmed, never empty, never twice, in the order they came. */
export function addValues(properties: Properties, property: string, ...values: (string | null | undefined)[]): void {
  for (const raw of values) {
    const value = raw?.trim();
    if (!value) continue;
    const held = properties[property];
    if (!held) properties[property] = [value];
    else if (!held.includes(value)) held.push(value);
  }
}

/** The first name by which the entity is shown; its id when it has none. */
export function captionOf(id: string, properties: Properties): string {
  return properties.name?.[0] ?? properties.alias?.[0] ?? properties.publicKey?.[0] ?? properties.full?.[0] ?? id;
}
