/** A small choice of this reader, kept in this browser. Storage may be forbidden: then it lasts as long as the page. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`watchkeeper-${name}`);
  } catch {
    return null;
  }
}

export function keepPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`watchkeeper-${name}`, value);
  } catch {
    // Storage is forbidden here; the choice holds until the page is left.
  }
}
