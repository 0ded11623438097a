/** Hands out keys: a key that is taken gets `-2`, `-3`, and says so. */
export class UniqueKeys {
  readonly #taken = new Map<string, number>();

  /** The key itself or its numbered form, and whether it had been taken. */
  take(key: string): { key: string; repeated: boolean } {
    const times = (this.#taken.get(key) ?? 0) + 1;
    this.#taken.set(key, times);
    if (times === 1) return { key, repeated: false };
    const { key: numbered } = this.take(`${key}-${times}`);
    return { key: numbered, repeated: true };
  }
}

/** Text as part of a key: lower case, letters and digits of every script, hyphens between. */
export function keyPart(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}
