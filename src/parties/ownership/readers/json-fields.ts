/** JSON of a stranger, of which nothing is taken for granted. */
export type JsonObject = Record<string, unknown>;

export function objectIn(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function objectsIn(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return [];
  const objects: JsonObject[] = [];
  for (const one of value as unknown[]) {
    const object = objectIn(one);
    if (object) objects.push(object);
  }
  return objects;
}

/** The trimmed text of a field; empty when it is no text. */
export function textIn(object: JsonObject | undefined, name: string): string {
  const value = object?.[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The day with which a date or instant begins; null when the field has none. */
export function dayIn(object: JsonObject | undefined, name: string): string | null {
  return dayOfText(textIn(object, name));
}

export function dayOfText(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(text.trim())?.[0] ?? null;
}
