import type { GleifRecord } from './gleif.ts';
import { type JsonObject, objectIn, objectsIn, textIn } from './json-fields.ts';

/** GLEIF's JSON as a record; a text may stand as `{"$": "text"}`, as in the golden copy. */
export function gleifJson(record: JsonObject): GleifRecord {
  return {
    text(...path) {
      let at: unknown = record;
      for (const name of path) at = objectIn(at)?.[name];
      if (typeof at === 'string') return at.trim();
      return textIn(objectIn(at), '$');
    },
    periods() {
      const held = objectIn(record.Relationship)?.RelationshipPeriods;
      const periods = Array.isArray(held) ? objectsIn(held) : objectsIn(objectIn(held)?.RelationshipPeriod);
      return periods.map((one) => ({
        type: textIn(one, 'PeriodType'),
        start: textIn(one, 'StartDate'),
        end: textIn(one, 'EndDate'),
      }));
    },
  };
}
