/**
 * Null when an answer is as wanted, else where and how it is not. In what is wanted `"~x"` is a text that fits the
 * pattern x; `{"$length"}`, `{"$ids"}`, `{"$first"}` and `{"$has"}` say something of a list, `{"$without"}` of an object.
 * Objects and lists may hold more than is named.
 */
export function holds(got: unknown, wanted: unknown, path = 'body'): string | null {
  const differs = `${path} is ${JSON.stringify(got)?.slice(0, 300)}, not ${JSON.stringify(wanted)}`;
  if (typeof wanted === 'string' && wanted.startsWith('~'))
    return typeof got === 'string' && new RegExp(wanted.slice(1)).test(got) ? null : differs;
  if (wanted === null || typeof wanted !== 'object') return got === wanted ? null : differs;
  if (got === null || typeof got !== 'object') return differs;
  if (!Array.isArray(wanted) && Object.keys(wanted).some((key) => key.startsWith('$')))
    return holdsRule(got, wanted as Record<string, unknown>, path) ? null : differs;
  for (const [key, value] of Object.entries(wanted)) {
    const fault = holds((got as Record<string, unknown>)[key], value, `${path}.${key}`);
    if (fault) return fault;
  }
  return null;
}

function holdsRule(
  got: object,
  { $length, $ids, $first, $has, $without }: Record<string, unknown>,
  path: string,
): boolean {
  if ($without !== undefined) return !Object.hasOwn(got, String($without));
  if (!Array.isArray(got)) return false;
  if ($length !== undefined) return got.length === $length;
  if ($ids !== undefined) return JSON.stringify(got.map(({ id }) => id)) === JSON.stringify($ids);
  if ($first !== undefined) return got.length > 0 && holds(got[0], $first, path) === null;
  return got.some((one) => holds(one, $has, path) === null);
}
