import type { XmlElement } from '../../../reading/xml-element.ts';
import type { OfacParty } from '../ofac-party.ts';

/** Reads the names of an entity; the primary name's other scripts are aliases. */
export function readEnhancedNames(party: OfacParty, names: readonly XmlElement[]): void {
  for (const name of primaryFirst(names)) {
    const type = name.textOf('aliasType');
    const weak = name.textOf('isLowQuality') === 'true';
    for (const form of primaryFirst(name.at('translations', 'translation'))) {
      const written = fullName(form);
      if (!written) continue;
      if (isPrimary(name) && !party.properties.name) readPrimary(party, form, written);
      else party.otherName(written, type, weak);
    }
  }
}

function readPrimary(party: OfacParty, form: XmlElement, written: string): void {
  party.add('name', written);
  if (party.schema !== 'Person') return;
  party.add('lastName', form.textOf('formattedLastName'));
  party.add('firstName', form.textOf('formattedFirstName'));
}

function fullName(form: XmlElement): string {
  const parts = [form.textOf('formattedLastName'), form.textOf('formattedFirstName')].filter(Boolean);
  return form.textOf('formattedFullName') || parts.join(', ') || form.texts('nameParts', 'namePart', 'value').join(' ');
}

/** A name without an alias type is the primary one where the layout leaves the mark out. */
function isPrimary(element: XmlElement): boolean {
  const mark = element.textOf('isPrimary');
  return mark === 'true' || (mark === '' && !element.first('aliasType'));
}

function primaryFirst(elements: readonly XmlElement[]): XmlElement[] {
  return [...elements.filter(isPrimary), ...elements.filter((element) => !isPrimary(element))];
}
