export type Parameter = string | number | readonly string[] | null | undefined;

/** A path with its query; parameters without value are left out, lists are repeated. */
export function address(path: string, parameters: Record<string, Parameter> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const values = Array.isArray(value) ? value : [value];
    for (const item of values) if (item !== null && item !== undefined && item !== '') query.append(name, String(item));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
