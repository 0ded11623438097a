/** Fewer characters than this fall to guessing even behind a second factor. */
export const LEAST_PASSWORD = 12;
const MOST_PASSWORD = 200;
/** Fewer different characters are a pattern. */
const LEAST_DIFFERENT = 6;

/** Why a password is refused, or null: length, patterns, and the holder's own name. No classes of characters are asked for. */
export function passwordFault(password: string, about: { login: string; name: string }): string | null {
  const characters = [...password];
  if (characters.length < LEAST_PASSWORD) return `must have at least ${LEAST_PASSWORD} characters`;
  if (characters.length > MOST_PASSWORD) return `must have at most ${MOST_PASSWORD} characters`;
  if (new Set(characters).size < LEAST_DIFFERENT) return `must have at least ${LEAST_DIFFERENT} different characters`;
  const plain = password.toLowerCase();
  const own = [
    ...about.login.toLowerCase().split(/[^a-z0-9]+/),
    ...about.name.toLowerCase().split(/\s+/),
    'watchkeeper',
  ];
  const found = own.find((word) => word.length >= 4 && plain.includes(word));
  return found === undefined ? null : `must not contain "${found}"`;
}
