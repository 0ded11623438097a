/** The operator's token, kept by this tab until it is closed. Storage may be forbidden: then as long as the page lasts. */
const KEY = 'watchkeeper-operator-token';
let held: string | null = null;

export function operatorToken(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return held;
  }
}

/** Null forgets it. */
export function keepOperatorToken(token: string | null): void {
  held = token;
  try {
    if (token === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // Storage is forbidden here.
  }
}
