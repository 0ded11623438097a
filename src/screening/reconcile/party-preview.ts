import { countryName } from '../../parties/country.ts';
import { propertyLabel, schemaLabel } from '../../parties/label.ts';
import { findSchema } from '../../parties/schema.ts';
import type { EntityAnswer } from '../entity-answer.ts';

/** What is worth the room of a small page, in this order. */
const SHOWN = [
  'alias',
  'birthDate',
  'nationality',
  'country',
  'jurisdiction',
  'flag',
  'imoNumber',
  'mmsi',
  'passportNumber',
  'registrationNumber',
  'publicKey',
  'address',
  'position',
];
const MOST_VALUES = 6;
const STYLE =
  'body{font:14px/1.4 system-ui,sans-serif;margin:12px;color:#1a1a1a;background:#fff}' +
  'h1{font-size:17px;margin:0}p{margin:2px 0 10px;color:#555}dt{font-weight:600;margin-top:6px}dd{margin:0}' +
  'ul{margin:4px 0;padding-left:18px}.mark{color:#8a1c00}';

/** A party on a small page that can stand inside another site's: no script, no link, nothing to load. */
export function partyPreview(entity: EntityAnswer, listTitle: (list: string) => string): string {
  const { caption, schema, id, watchkeeper } = entity;
  const facts = SHOWN.flatMap((property) => factOf(entity, property));
  const listings = watchkeeper.listings.map(({ list, listedOn, current }) => {
    const since = listedOn ? `, since ${listedOn}` : '';
    return `<li>${escaped(listTitle(list))}${escaped(since)}${current ? '' : ' (no longer listed)'}</li>`;
  });
  const snapshot = watchkeeper.snapshot
    ? '<p class="mark">Partly from the dated facts that ship with the program.</p>'
    : '';
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(caption)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escaped(caption)}</h1><p>${escaped(schemaLabel(schema).label)} · ${escaped(id)}</p>`,
    snapshot,
    `<dl>${facts.join('')}</dl>`,
    listings.length > 0 ? `<strong>Listed by</strong><ul>${listings.join('')}</ul>` : '<p>On no list now.</p>',
    '</body></html>',
  ].join('');
}

/** A value as a person reads it: a country by its name, anything else as it is. */
export function readableValue(schema: string, property: string, value: string): string {
  return findSchema(schema)?.properties.get(property) === 'country' ? countryName(value, 'en') : value;
}

function factOf({ schema, properties }: EntityAnswer, property: string): string[] {
  const values = (properties[property] ?? []).filter((value) => typeof value === 'string');
  if (values.length === 0) return [];
  const shown = values
    .slice(0, MOST_VALUES)
    .map((value) => `<dd>${escaped(readableValue(schema, property, value))}</dd>`);
  const more = values.length > MOST_VALUES ? `<dd>and ${values.length - MOST_VALUES} more</dd>` : '';
  return [`<dt>${escaped(propertyLabel(property))}</dt>${shown.join('')}${more}`];
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
