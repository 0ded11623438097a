import { sqlText } from '../../../store/analytic-engine.ts';
import type { TablePlan, TradeField } from '../../rows/table-plan.ts';

/** US dollars that no heading of six digits ever came to in a month; and that all trade of a country does not reach. */
const MOST_OF_HEADING = 5e11;
const MOST_OF_ALL = 2e13;
const MOST_QUANTITY = 1e13;

/**
 * The SQL that turns a table of texts, with their number in column `row`, into trade rows. Tables `area`, `flow_word` and `unit_word` say what
 * words mean. Nothing is dropped: a row that cannot be has its reason.
 */
export function normaliseSql(from: string, plan: TablePlan): string {
  const cell = (field: TradeField): string | null => {
    const column = plan.at[field];
    return column === undefined ? null : `trim(t.c${column})`;
  };
  const text = (field: TradeField): string => cell(field) ?? 'null';
  const number = (field: TradeField): string => `try_cast(replace(nullif(${text(field)}, ''), ',', '') as double)`;
  const yes = (field: TradeField): string => `coalesce(lower(${text(field)}) in ('true', '1', 'yes'), false)`;
  const isNumber = (field: TradeField): string =>
    `(nullif(${text(field)}, '') is null or ${number(field)} is not null)`;
  const reporter = cell('reporter');
  const flow = cell('flow');
  const hsText = `upper(replace(replace(replace(${text('hs')}, '.', ''), ' ', ''), '''', ''))`;
  // Spreadsheets take the zero off chapters 01 to 09; HS codes have an even number of digits.
  const hs = `case when regexp_full_match(${hsText}, '\\d{3}|\\d{5}|\\d{7}|\\d{9}') then '0' || ${hsText} else ${hsText} end`;
  return `
    with typed as (
      select t.row, ${reporter ? 'ra.code' : sqlText(plan.reporter ?? '')} as reporter, ${reporter ?? 'null'} as reporter_text,
        pa.code as partner, ${text('partner')} as partner_text,
        ${cell('partner2') ? "coalesce(p2.code, 'world')" : "'world'"} as partner2,
        ${flow ? 'fw.flow' : sqlText(plan.flow ?? '')} as flow, ${flow ?? 'null'} as flow_text,
        ${periodSql(plan, cell)} as period, ${cell('period') ?? text('year')} as period_text,
        ${hs} as hs, ${text('hs')} as hs_text, nullif(${text('classification')}, '') as classification,
        ${number('quantity')} * coalesce(uw.factor, 1) as quantity,
        coalesce(uw.unit, nullif(lower(left(${text('unit')}, 20)), '')) as unit,
        ${yes('quantity_estimated')} as quantity_estimated,
        ${number('kg')} as net_kg, ${yes('kg_estimated')} as kg_estimated,
        ${number('value')} * ${plan.valueFactor} as value, ${text('value')} as value_text,
        ${number('cif')} as cif, ${number('fob')} as fob,
        coalesce(nullif(${text('estimated')}, '') not in ('0', 'false'), false) as estimated,
        ${partSql(cell)} as part,
        concat_ws(' ', ${[cell('mode'), cell('place'), ...detailColumns(cell)].filter(Boolean).join(', ') || 'null'}) as detail,
        ${isNumber('quantity')} and ${isNumber('kg')} as numbers_read, ${text('quantity')} as quantity_text
      from ${from} t
        ${reporter ? `left join area ra on ra.word = lower(${reporter})` : ''}
        left join area pa on pa.word = lower(${text('partner')})
        ${cell('partner2') ? `left join area p2 on p2.word = lower(${cell('partner2')})` : ''}
        ${flow ? `left join flow_word fw on fw.word = lower(${flow})` : ''}
        left join unit_word uw on uw.word = lower(${text('unit')})
    )
    select * exclude (reporter_text, partner_text, flow_text, period_text, hs_text, value_text, numbers_read, quantity_text, net_kg, part),
      part, coalesce(net_kg, case when unit = 'kg' then quantity end) as kg,
      ${reasonSql()} as reason
    from typed`;
}

/** Month as 201907, year as 201900; null for anything else. */
function periodSql(plan: TablePlan, cell: (field: TradeField) => string | null): string {
  const year = cell('year');
  const period = cell('period');
  if (!period) return `case when regexp_full_match(${year}, '(19|20)\\d{2}') then ${year}::integer * 100 end`;
  const digits = `regexp_replace(${period}, '^((19|20)\\d{2})[-/.年 ]?(\\d{1,2})?月?$', '\\1') || lpad(regexp_replace(${period}, '^((19|20)\\d{2})[-/.年 ]?(\\d{1,2})?月?$', '\\3'), 2, '0')`;
  const whole = `case when regexp_full_match(${period}, '((19|20)\\d{2})[-/.年 ]?(0?[1-9]|1[0-2])?月?') then (${digits})::integer end`;
  if (!year || plan.at.year === plan.at.period) return whole;
  // A month in a column of its own.
  return `coalesce(${whole}, case when regexp_full_match(${year}, '(19|20)\\d{2}') and regexp_full_match(${period}, '0?[1-9]|1[0-2]') then ${year}::integer * 100 + ${period}::integer end)`;
}

/**
 * Comtrade gives a flow once as a whole and again by customs procedure, means of transport, mode of supply and second
 * partner: summed, a flow of 32 rows is counted 32 times.
 */
function partSql(cell: (field: TradeField) => string | null): string {
  const wholes: [TradeField, string][] = [
    ['customs', "'C00'"],
    ['transport', "'0'"],
    ['supply', "'0'"],
    ['partner2', "'0', 'W00'"],
  ];
  const tests = wholes.flatMap(([field, whole]) =>
    cell(field) ? [`coalesce(nullif(${cell(field)}, '') not in (${whole}), false)`] : [],
  );
  return tests.length > 0 ? `(${tests.join(' or ')})` : 'false';
}

function detailColumns(cell: (field: TradeField) => string | null): string[] {
  return (['customs', 'transport', 'supply'] as const).flatMap((field) => {
    const column = cell(field);
    return column ? [`nullif(nullif(${column}, 'C00'), '0')`] : [];
  });
}

function reasonSql(): string {
  const shown = (column: string): string => `'"' || left(coalesce(${column}, ''), 60) || '"'`;
  return `case
    when reporter is null or reporter = '' then 'reporter ' || ${shown('reporter_text')} || ' is not known'
    when reporter = 'world' or starts_with(reporter, 'area-') then 'reporter is no single state'
    when partner is null then 'partner ' || ${shown('partner_text')} || ' is not known'
    when reporter = partner then 'reporter and partner are the same'
    when flow is null or flow = '' then 'flow ' || ${shown('flow_text')} || ' is none'
    when period is null then 'period ' || ${shown('period_text')} || ' is no month or year'
    when not regexp_full_match(hs, 'TOTAL|(\\d{2}){1,5}') then 'HS code ' || ${shown('hs_text')} || ' is none'
    when value is null then 'value ' || ${shown('value_text')} || ' is no number'
    when value < 0 then 'value is below zero'
    when value > ${MOST_OF_ALL} or (length(hs) > 5 and value > ${MOST_OF_HEADING}) then 'value is more than can be'
    when not numbers_read then 'quantity ' || ${shown('quantity_text')} || ' is no number'
    when quantity < 0 or net_kg < 0 then 'quantity is below zero'
    when quantity > ${MOST_QUANTITY} or net_kg > ${MOST_QUANTITY} then 'quantity is more than can be'
  end`;
}
