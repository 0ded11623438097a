const COMPANY_TAIL =
  /^(?:ltd|llc|inc|co|corp|jsc|pjsc|ojsc|ooo|oao|s\.?a|s\.?r\.?o|l\.?p|llp|plc|gmbh|limited|pte|incorporated)\b\.?(?:\s*\(?[\w.]{0,6}\)?)?$/i;

/** Names parted by a separator, commas by default; `Exercise Trading, Ltd.` stays one name. */
export function partedNames(text: string, separator: RegExp = /\s*,\s*/): string[] {
  const names: string[] = [];
  for (const piece of text.split(separator)) {
    const last = names.at(-1);
    if (last !== undefined && COMPANY_TAIL.test(piece)) names[names.length - 1] = `${last}, ${piece}`;
    else if (piece !== '') names.push(piece);
  }
  return names;
}
