import type { z } from '@hono/zod-openapi';
import { addValues, type Properties } from '../../parties/entity.ts';
import { propertyLabel, schemaLabel } from '../../parties/label.ts';
import { findSchema } from '../../parties/schema.ts';
import type { EntityAnswer } from '../entity-answer.ts';
import { readableValue } from '../reconcile/party-preview.ts';
import { propertyOf, type ReconcileType, typeOf } from '../reconcile/reconcile-manifest.ts';
import type { Screener } from '../screener.ts';
import { escapedSearch } from '../search/parse-search.ts';
import { refuseUnknownAlgorithm } from './algorithms.ts';
import type { extension, ReconcileQuery } from './reconcile-shapes.ts';
import { MOST_RESULTS, refuseOverBatch, understoodProperties } from './request-shapes.ts';
import { askableSchema, badQuery } from './screener-in-use.ts';
import { type Asking, answersTo, type Question, type ScreeningMemory } from './screening-memory.ts';

/** From this score on a row counts as matched; lower ones are shown for people to judge. */
const MATCHED = 0.7;

export interface ReconcileEntity {
  id: string;
  name: string;
  description: string;
  type: ReconcileType[];
}

export interface ReconcileResult {
  result: (ReconcileEntity & { score: number; match: boolean })[];
}

export interface ReconcileAsked extends Pick<Asking, 'asker' | 'isPrivate'> {
  screener: Screener;
  memory?: ScreeningMemory;
  dataset: string;
  algorithm: string;
  changedSince: string | null;
}

/** Each query with the parties that may be meant, best first; what was decided to be different is left out. */
export async function reconcile(
  queries: Readonly<Record<string, ReconcileQuery>>,
  asked: ReconcileAsked,
): Promise<Record<string, ReconcileResult>> {
  refuseUnknownAlgorithm(asked.algorithm);
  refuseOverBatch(Object.keys(queries).length);
  const { dataset, changedSince, asker, isPrivate } = asked;
  const answers = await answersTo(asked, Object.values(queries).map(questionOf), {
    options: { scope: { dataset, changedSince }, threshold: MATCHED, cutoff: 0, limit: MOST_RESULTS },
    ...{ includeDifferent: false, asker, kind: 'reconcile', isPrivate },
  });
  return Object.fromEntries(
    Object.keys(queries).map((key, at) => [
      key,
      {
        result: (answers[at]?.results ?? []).map((one) => ({ ...entityOf(one), score: one.score, match: one.match })),
      },
    ]),
  );
}

function questionOf(query: ReconcileQuery): Question {
  // Several types may be given; the first is the one that the asker prefers (yente does the same).
  const schema = askableSchema(query.type?.[0] ?? 'Thing');
  const properties = understoodProperties(schema, propertiesOf(query, schema));
  return { customer: null, subject: { schema, properties }, limit: query.limit };
}

function propertiesOf({ query, properties }: ReconcileQuery, schema: string): Properties {
  const given: Properties = {};
  addValues(given, 'name', query);
  for (const { pid, v } of properties) {
    const property = propertyOf(pid, schema);
    if (property) addValues(given, property, ...v);
  }
  return given;
}

/** Parties whose names hold every word of the text, the last perhaps unfinished. */
export function suggestParties(
  screener: Screener,
  prefix: string,
  { dataset, limit }: { dataset: string; limit: number },
): ReconcileEntity[] {
  return screener
    .search(/[\p{L}\p{N}]$/u.test(prefix) ? `${escapedSearch(prefix)}*` : escapedSearch(prefix), {
      scope: { dataset },
      schema: 'Thing',
      countries: [],
      topics: [],
      datasets: [],
      fields: [],
      every: false,
      fuzzy: false,
      sort: [],
      facets: [],
      limit,
      offset: 0,
    })
    .results.map(entityOf);
}

/** Facts of parties by id, in columns. An id that is not known has an empty row; one that was merged is refused as in yente. */
export function extendRows(screener: Screener, { ids, properties }: z.output<typeof extension>) {
  refuseOverBatch(ids.length);
  const meta = new Map<string, { id: string; name: string }>();
  const rows = new Map<string, Record<string, { str: string }[]>>();
  for (const id of ids) {
    const party = screener.find(id);
    if (party && party.id !== id)
      throw badQuery(
        'ID_MERGED',
        'Please specify the canonical entity ID, not a referent',
        `${id} was merged into ${party.id}.`,
      );
    const row: Record<string, { str: string }[]> = {};
    rows.set(id, row);
    if (!party) continue;
    const { schema, properties: held } = screener.answer(party);
    for (const { id: asked, settings } of properties) {
      const property = propertyOf(asked, schema);
      if (!property || !findSchema(schema)?.properties.has(property)) continue;
      meta.set(asked, { id: asked, name: propertyLabel(property) });
      const values = (held[property] ?? []).filter((value) => typeof value === 'string');
      row[asked] = values
        .slice(0, settings.limit || values.length)
        .map((value) => ({ str: settings.render === 'caption' ? readableValue(schema, property, value) : value }));
    }
  }
  return { meta: [...meta.values()], rows: Object.fromEntries(rows) };
}

function entityOf({ id, caption, schema }: Pick<EntityAnswer, 'id' | 'caption' | 'schema'>): ReconcileEntity {
  return { id, name: caption, description: schemaLabel(schema).label, type: [typeOf(schema)] };
}
