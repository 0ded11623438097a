import type { PartialDate } from '../../../kernel/partial-date.ts';
import { countryCode } from '../../../parties/country.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import type { XmlElement } from '../../reading/xml-element.ts';

interface SecoPlace {
  /** Location, area and country on one line, as far as known. */
  text: string;
  /** Lower-case country code; null when there is none. */
  country: string | null;
}

/** What stands before the targets and is referred to by them: programmes, sets of sanctions, places. */
export class SecoBackground {
  /** Date of the list. */
  publishedOn: PartialDate | null = null;
  readonly #places = new Map<string, SecoPlace>();
  readonly #sets = new Map<string, { program: string; name: string }>();

  /** One programme may stand several times, once for each of its sets; texts are repeated in four languages. */
  addProgram(program: XmlElement): void {
    const name =
      english(program.all('program-key')) || english(program.all('program-name')) || program.attribute('ssid');
    const byId = new Map<string, XmlElement[]>();
    for (const set of program.all('sanctions-set')) {
      const id = set.attribute('ssid');
      byId.set(id, [...(byId.get(id) ?? []), set]);
    }
    for (const [id, texts] of byId) this.#sets.set(id, { program: name, name: english(texts) });
  }

  addPlace(place: XmlElement): void {
    const country = place.first('country');
    const parts = [firstText(place, 'location'), firstText(place, 'area'), country?.text ?? ''].map(cleanLine);
    const code = countryCode(country?.attribute('iso-code') ?? '') ?? countryCode(country?.text ?? '');
    this.#places.set(place.attribute('ssid'), { text: parts.filter((part) => part !== '').join(', '), country: code });
  }

  place(id: string): SecoPlace {
    return this.#places.get(id) ?? { text: '', country: null };
  }

  /** The programme and the name of a set; its id when the list does not explain it. */
  set(id: string): { program: string; name: string } {
    return this.#sets.get(id) ?? { program: id, name: '' };
  }
}

function english(texts: XmlElement[]): string {
  const chosen = texts.find((text) => /^en/.test(text.attribute('lang'))) ?? texts[0];
  return cleanLine(chosen?.text ?? '');
}

function firstText(parent: XmlElement, name: string): string {
  const element = parent.first(name);
  return element ? element.text || element.textOf('value') : '';
}
