import type { PartyDraft } from '../../reading/party-draft.ts';

/** `Family, Given` as its parts; the name itself keeps the order of the list. */
export function addPersonParts(draft: PartyDraft): void {
  for (const name of draft.properties.name ?? []) {
    const [family = '', given = ''] = name.split(/\s*,\s*/);
    if (given === '') continue;
    draft.add('lastName', family);
    draft.add('firstName', given);
  }
}
