import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TouchedFinding } from '../finding-changes.ts';
import { inventedFinding } from '../fixtures/invented-finding.ts';
import { makeUpdate, type SealedUpdate, sealUpdate } from '../update.ts';
import type { UpdateBody, UpdatePart } from '../update-body.ts';
import { FEED_KINDS, type FeedKind, feedOf } from './feeds.ts';
import { updateHtml } from './html.ts';
import { updateMarkdown } from './markdown.ts';

const HOSTILE = `EXERCISE <script>alert(1)</script> "]]> & \u0007 ${'x'.repeat(40)}`;

function touched(number: number, exercise: boolean): TouchedFinding {
  const { observations: _, status: __, ...after } = inventedFinding(number, { exercise, explanation: HOSTILE });
  const at = '2026-01-01T00:00:00Z';
  const more = { isWithdrawn: false, observations: 1, hasOtherObservations: false, at, reason: null };
  return { before: null, wasWithdrawn: false, after, ...more };
}

/** Mondays of half a year, in turn. */
function mondayOf(at: number): string {
  return new Date(Date.UTC(2025, 8, 1 + 7 * (at % 26))).toISOString().slice(0, 10);
}

function bodyOf(findings: number): UpdateBody {
  const all = Array.from({ length: findings }, (_, at) => touched(at, at % 3 === 0));
  return makeUpdate({
    period: { since: null, until: '2026-03-01T00:00:00.000Z' },
    follows: null,
    touched: all,
    standing: all.map(({ after: { watch, measures, exercise } }, at) => ({
      exercise,
      watch: `${watch}-${at % 14}`,
      measures,
      monday: mondayOf(at),
      findings: 1,
    })),
    cases: { events: [], sinceNumber: 0, exerciseCases: new Set() },
    lists: [],
    citation: (id) => id,
  });
}

/** Throws where the text is not well-formed XML; returns the names of its elements. */
function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => names.push(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return names;
}

let body: UpdateBody;
let sealed: SealedUpdate;
beforeAll(() => {
  body = bodyOf(10_000);
  sealed = sealUpdate(body);
});

describe('sealUpdate()', () => {
  it('gives the same bytes, hash and id for the same facts, and others for others', () => {
    expect(sealUpdate(bodyOf(100))).toEqual(sealUpdate(bodyOf(100)));
    expect(sealUpdate(bodyOf(100)).id).not.toBe(sealUpdate(bodyOf(101)).id);
  });
});

describe('updateHtml()', () => {
  it('stays light, without script or anything to load, however much there is to tell', () => {
    const html = updateHtml(body, sealed);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).not.toMatch(/<script|src=|<link|@import|url\(/i);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('\u0007');
    expect(html).toMatch(/And \d+ more: the data \(JSON\) is complete/);
    expect(html).toContain(sealed.sha256);
  });

  it('stays light when every section has more than fits, and prints a dissent whole or not at all', () => {
    const dissent = `EXERCISE ${'word '.repeat(300)}end of dissent`;
    const full = (part: UpdatePart): UpdatePart => ({
      ...part,
      byMeasure: Array.from({ length: 200 }, (_, at) => ({ ...measure, id: `${at}`, label: `${HOSTILE} ${at}` })),
      changed: part.new.map((row) => ({ ...row, fields: ['confidence'], confidenceBefore: 0.1 })),
      closed: part.new.map((row) => ({ ...row, reason: HOSTILE })),
      published: part.new.map(({ id, exercise, measures }) => ({
        ...{ exercise, id, paragraph: id, by: 'JP', at: '2026-01-01T00:00:00Z', version: 1, text: HOSTILE, measures },
        ...{ dissents: [{ state: 'FR', text: dissent }], replies: [], silent: [] },
      })),
    });
    const measure = { id: '', label: '', standing: 1, new: 0, changed: 0, closed: 0 };
    const [real, exercise] = [full(body.real), body.exercise && full(body.exercise)];
    const html = updateHtml({ ...body, real, exercise }, sealed, true);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(Buffer.byteLength(html)).toBeGreaterThan(40_000);
    expect(html.match(/Dissent of FR/g)?.length).toBe(html.match(/end of dissent/g)?.length);
  });

  it('marks every row of the exercise, and counts it with nothing real', () => {
    const html = updateHtml(body, sealed);
    const part = html.slice(html.indexOf('<section class="part-exercise"'), html.indexOf('<footer>'));
    const rows = part.split('\n').filter((line) => line.includes('<li>'));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).toContain('<strong class="exercise">EXERCISE</strong>');
    expect(body.real.counts.new + (body.exercise?.counts.new ?? 0)).toBe(10_000);
    expect(body.real.new.some(({ exercise }) => exercise)).toBe(false);
  });

  it('says its chart in words', () => {
    const html = updateHtml(body, sealed);
    const [chart = ''] = html.match(/<svg.*?<\/svg>/s) ?? [];
    expect(elementsOf(chart)).toEqual(expect.arrayContaining(['svg', 'title', 'desc', 'path']));
    expect(chart).toContain('Findings that stand, by watch and week');
  });
});

describe('updateMarkdown()', () => {
  it('lets no text of others be markup', () => {
    const markdown = updateMarkdown(bodyOf(9), sealed);
    expect(markdown).not.toMatch(/[^\\]<script/);
    expect(markdown).toContain('## EXERCISE: nothing in this part is real');
    expect(markdown).toContain('| encounter\\-1 |');
  });

  it('prints no number of a paragraph that is not checked against the text', () => {
    expect(updateMarkdown(bodyOf(9), sealed)).toMatch(/UNSCR 2375|paragraph not printed/);
  });
});

describe('feedOf()', () => {
  const items = [
    { id: 'u-1', since: null, until: '2026-03-01T00:00:00.000Z', sha256: 'a'.repeat(64), headline: HOSTILE },
  ];

  it.each(Object.keys(FEED_KINDS) as FeedKind[])('is well-formed as %s, with and without updates', (kind) => {
    for (const some of [items, []]) {
      const feed = feedOf(kind, some, 'http://127.0.0.1:4717');
      if (kind === 'json') expect((JSON.parse(feed) as { items: unknown[] }).items).toHaveLength(some.length);
      else expect(elementsOf(feed).filter((name) => /^(item|entry)$/.test(name))).toHaveLength(some.length);
    }
  });
});
