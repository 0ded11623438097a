import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parsePartialDate } from '../kernel/partial-date.ts';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { hsCodesOf } from './hs-match.ts';
import { loadRegime } from './load-regime.ts';

const law = loadRegime();
const measures = [...law.measures.values()];
const factNames = (tests: string[]) => tests.flatMap((test) => test.split('|')).map((name) => name.split(':')[0] ?? '');

describe('the shipped law', () => {
  it('has the nine regimes and every row of the facts', () => {
    expect(law.regimes.map((regime) => regime.id)).toEqual(
      ['un', 'us', 'eu', 'uk', 'jp', 'kr', 'ca', 'au', 'nz'].map((authority) => `${authority}-dprk`),
    );
    expect(measures).toHaveLength(205);
    expect(measures.filter((row) => row.regime === 'un-dprk')).toHaveLength(174);
    expect(measures.filter((row) => row.check.printParagraph)).toHaveLength(62);
  });

  it('names only regimes, instruments, measures, exemptions and facts that exist', () => {
    const regimes = new Set(law.regimes.map((regime) => regime.id));
    for (const row of measures) {
      expect(regimes).toContain(row.regime);
      expect(law.instruments.has(row.instrument), row.id).toBe(true);
      for (const code of row.exemptions) expect(law.exemptions.has(code), code).toBe(true);
      if (row.supersededBy) expect(law.measures.has(row.supersededBy), row.id).toBe(true);
    }
    const named = [
      ...law.readings.keys(),
      ...law.unread.keys(),
      ...law.transitions.map((row) => row.measure),
      ...law.goods.parts.map((row) => row.measure),
      ...law.goods.luxury.flatMap((row) => row.measures),
      ...[...law.caps.values()].flatMap((cap) => cap.periods.map((period) => period.measure)),
    ];
    expect(named.filter((id) => !law.measures.has(id))).toEqual([]);
    const tests = [...law.readings.values()].flat().flatMap((reading) => reading.when);
    const needs = [...law.exemptions.values(), ...law.transitions].flatMap((row) => row.needs);
    expect(factNames([...tests, ...needs]).filter((name) => !law.facts.has(name))).toEqual([]);
  });

  it('reads every measure into tests or says why not, never both', () => {
    for (const { id } of measures) expect([id, law.readings.has(id)]).toEqual([id, !law.unread.has(id)]);
  });

  it('gives every exemption a need, so that none applies by itself', () => {
    for (const exemption of law.exemptions.values()) {
      expect([exemption.code, exemption.needs.length > 0 || exemption.partOfCap === true]).toEqual([
        exemption.code,
        true,
      ]);
    }
  });

  it('holds dates, HS codes and ends that make sense', () => {
    for (const row of measures) {
      expect(parsePartialDate(row.inForceFrom), row.id).not.toBeNull();
      expect(row.inForceTo === null || row.inForceTo >= row.inForceFrom, row.id).toBe(true);
      expect(row.status === 'superseded', row.id).toBe(row.inForceTo !== null);
      for (const code of row.hsCodes) expect(code).toMatch(/^(\d{2}|\d{4}|\d{6})$/);
    }
  });

  it('narrows only codes that the measure holds', () => {
    for (const part of [...law.goods.parts, ...law.goods.thresholds]) {
      const measure = law.measures.get(part.measure);
      if (measure) expect(hsCodesOf(measure, law.goods)).toEqual(expect.arrayContaining(part.hsCodes));
    }
  });

  it('writes HS codes as the text’s own for 2397 paragraphs 6 and 7 alone', () => {
    const own = measures.filter((row) => row.hsBasis === 'in-resolution');
    expect(own.every((row) => row.instrument === 'unscr-2397' && ['6', '7'].includes(row.paragraph ?? ''))).toBe(true);
    expect(own.flatMap((row) => row.hsCodes)).not.toContain('77');
  });

  it('never shows as a duty what the check marks otherwise', () => {
    const marked = measures.filter((row) => row.check.obligation !== null);
    expect(marked).toHaveLength(19);
    expect(marked.filter((row) => row.obligation === 'duty')).toEqual([]);
  });

  it('names each list that readers read', () => {
    const shape = z.object({
      lists: z.record(
        z.string(),
        z.object({ rules: z.array(z.object({ measures: z.record(z.string(), z.array(z.string())) })) }),
      ),
    });
    const { lists } = shape.parse(readShippedJson('regime/dprk/listings.json'));
    expect(Object.keys(lists)).toHaveLength(16);
    const named = Object.values(lists).flatMap((list) =>
      list.rules.flatMap((rule) => Object.values(rule.measures).flat()),
    );
    expect(named.filter((id) => !law.measures.has(id))).toEqual([]);
  });
});
