import { sqlText } from '../../store/analytic-engine.ts';

export interface FlowQuery {
  partner: string;
  teller?: string | undefined;
  way?: 'import' | 'export' | undefined;
  /** HS code of two digits and more that the headings begin with. */
  hs?: string | undefined;
  year?: number | undefined;
  limit: number;
  offset: number;
}

export interface VintagesAsked {
  teller: string;
  partner: string;
  way: 'import' | 'export';
  hs: string;
  /** Month as 201907, year as 201900. */
  period: number;
  exercise: boolean;
}

export const FLOWS = ({ partner, teller, way, hs, year, limit, offset }: FlowQuery): string => `
  select reporter as teller, way, left(hs, 4) as heading, year, round(sum(usd), 2) as usd, round(sum(kg), 1) as kg, count(*)::integer as rows,
    min(period) as "from", max(period) as "to", round(avg((quantity_estimated or kg_estimated or estimated)::integer), 4) as estimated,
    count(*) over ()::integer as total
  from flow where partner = ${sqlText(partner)}
    ${teller ? `and reporter = ${sqlText(teller)}` : ''} ${way ? `and way = ${sqlText(way)}` : ''}
    ${hs ? `and starts_with(hs, ${sqlText(hs)})` : ''} ${year ? `and year = ${Math.trunc(year)}` : ''}
  group by all order by coalesce(sum(usd), 0) desc, teller, way, heading, year limit ${Math.trunc(limit)} offset ${Math.trunc(offset)}`;

export const TOTALS = (partner: string): string => `
  select reporter as teller, way, year, round(sum(coalesce(usd, 0)), 2) as usd, count(*)::integer as rows
  from flow where partner = ${sqlText(partner)} group by all order by usd desc, teller, way, year`;

export const MIRROR = ({ exporter, importer, hs }: { exporter: string; importer: string; hs: string }): string => `
  select period, round(sum(usd) filter (way = 'import'), 2) as imported, round(sum(usd) filter (way = 'export'), 2) as exported
  from flow where starts_with(hs, ${sqlText(hs)}) and usd is not null
    and ((reporter = ${sqlText(importer)} and partner = ${sqlText(exporter)} and way = 'import')
      or (reporter = ${sqlText(exporter)} and partner = ${sqlText(importer)} and way = 'export'))
  group by period order by period`;

const MOST_VINTAGES = 500;

export const VINTAGES = ({ teller, partner, way, hs, period }: VintagesAsked): string => `
  select strftime(r.vintage, '%Y-%m-%d') as vintage, regexp_extract(f.path, '([0-9a-f]{64})\\.parquet$', 1) as sha256, f.name, r.kind, r.row, r.period, r.hs,
    r.value, r.currency, r.quantity, r.unit, r.quantity_estimated as "quantityEstimated", coalesce(r.detail, '') as detail
  from every_row r join file f on f.number = r.file
  where r.reporter = ${sqlText(teller)} and r.partner = ${sqlText(partner)} and not r.part
    and r.flow in (${way === 'import' ? "'import', 're-import'" : "'export', 're-export'"}) and starts_with(r.hs, ${sqlText(hs)})
    and ${period % 100 === 0 ? `r.period // 100 = ${Math.floor(period / 100)}` : `r.period = ${Math.trunc(period)}`}
  order by r.period, r.hs, r.vintage, r.file, r.row limit ${MOST_VINTAGES}`;
