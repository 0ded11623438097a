import { CIF_BAND, LAG_MONTHS, LEAST_GAP_USD, LEAST_RATIO } from '../../watches/mirror-gap.ts';
import { TRANSSHIPMENT_LIMITS } from '../../watches/transshipment.ts';
import { UNIT_VALUE_LIMITS } from '../../watches/unit-value.ts';
import { LARGEST } from './row-refs.ts';

/** Leads of one watch that are kept: the largest. What the law bars is kept all. */
export const MOST_LEADS = 500;

/** All trade with the DPRK, whoever told of it. */
export const DPRK_FLOWS = `
  create or replace table dprk as
  select file, row, reporter, partner, way, period, year, hs, quantity, unit, quantity_estimated, kg, usd,
    quantity_estimated or kg_estimated or estimated as is_estimate,
    case when partner = 'kp' then reporter else partner end as state,
    case when (partner = 'kp') = (way = 'import') then 'from-dprk' else 'to-dprk' end as dprk_way
  from flow where partner = 'kp' or reporter = 'kp'`;

/**
 * It without what an exemption covers: its state, direction and code, and the whole period within its days. A month that
 * an exemption covers in part stays, and the finding asks for it.
 */
export const NOT_EXEMPT = `
  create or replace view not_exempt as
  select d.* from dprk d where not exists (
    select 1 from exemption e where e.direction = d.dprk_way and starts_with(d.hs, e.hs) and (e.state is null or e.state = d.state)
      and e.from_day <= make_date(d.period // 100, greatest(d.period % 100, 1), 1)
      and e.to_day >= last_day(make_date(d.period // 100, case when d.period % 100 = 0 then 12 else d.period % 100 end, 1)))`;

/** It by teller, heading, year and ban. */
export const BARRED_FLOWS = `
  select d.reporter as teller, d.partner, d.way, d.dprk_way as "dprkWay", left(d.hs, 4) as heading, d.year, b.ban,
    round(sum(usd), 2) as usd, round(sum(kg), 1) as kg, round(sum(case when unit = 'items' then quantity end), 1) as items,
    count(*)::integer as rows, min(d.period) as "from", max(d.period) as "to",
    round(avg(is_estimate::integer), 4) as estimated, ${LARGEST} as largest
  from not_exempt d join hs_key h on h.code = left(d.hs, 6) join state_law s on s.country = d.state
    join ban_at b on b.key = h.key and b.direction = d.dprk_way and b.regime = s.regime and b.in_period = d.period
  group by d.reporter, d.partner, d.way, d.dprk_way, left(d.hs, 4), d.year, b.ban
  order by teller, d.partner, d.way, heading, d.year, b.ban`;

/** What states told of both Koreas and what the Republic of Korea told of them. */
export const KOREA_FLOWS = `
  with tellers as (select distinct reporter from dprk)
  select reporter as teller, partner, way, left(hs, 4) as heading, year, round(sum(coalesce(usd, 0)), 2) as usd from flow
  where partner = 'kp' or (partner = 'kr' and reporter in (select reporter from tellers))
    or (reporter = 'kr' and partner in (select reporter from tellers))
  group by all order by all`;

/**
 * Importers that tell of more than the band of what is barred from the DPRK. What left in the last months of a year may
 * arrive in it or in the next, so that it counts for the most of both and the least of neither.
 */
export const MIRROR_PAIRS = `
  with relevant as (
    select file, row, reporter, partner, way, period, year, annual, hs, usd, left(hs, 4) as heading from flow
    where usd is not null and reporter <> 'kp' and partner <> 'kp' and left(hs, 4) in (select barred from barred_heading)
  ), imports as (
    select reporter as importer, partner as exporter, heading, year, round(sum(usd), 2) as usd, bool_or(annual) as annual
    from relevant where way = 'import' group by all having sum(usd) >= ${LEAST_GAP_USD}
  ), sent as (
    select reporter as exporter, partner as importer, heading, year, usd, annual, annual or period % 100 <= ${12 - LAG_MONTHS} as surely from relevant where way = 'export'
    union all by name
    select reporter as exporter, partner as importer, heading, year + 1 as year, usd, annual, false as surely from relevant
    where way = 'export' and not annual and period % 100 > ${12 - LAG_MONTHS}
  ), exports as (
    select exporter, importer, heading, year, round(sum(usd) filter (surely), 2) as least, round(sum(usd), 2) as most, bool_or(annual) as annual
    from sent semi join imports using (exporter, importer, heading, year) group by all
  ), tellers as (
    select distinct reporter as told_by, year as told_of from flow where way = 'export'
  ), pairs as (
    select i.exporter, i.importer, i.heading, i.year, i.usd as "importUsd", coalesce(e.least, 0) as "exportLeast", coalesce(e.most, 0) as "exportMost",
      i.annual or coalesce(e.annual, false) as annual, b.ban, count(*) over ()::integer as total
    from imports i join tellers t on t.told_by = i.exporter and t.told_of = i.year
      join barred_heading b on b.barred = i.heading and b.in_year = i.year
      left join exports e using (exporter, importer, heading, year)
    where i.usd - ${CIF_BAND.most} * coalesce(e.most, 0) >= ${LEAST_GAP_USD} and i.usd >= ${LEAST_RATIO * CIF_BAND.most} * coalesce(e.most, 0)
    qualify row_number() over (order by i.usd - ${CIF_BAND.most} * coalesce(e.most, 0) desc, importer, exporter, heading, i.year) <= ${MOST_LEADS}
  )
  select p.*, r.largest
  from pairs p join (
    select r.reporter as importer, r.partner as exporter, r.heading, r.year, ${LARGEST} as largest
    from relevant r semi join pairs c on c.importer = r.reporter and c.exporter = r.partner and c.heading = r.heading and c.year = r.year
    where r.way = 'import' group by all
  ) r using (importer, exporter, heading, year)
  order by p.importer, p.exporter, p.heading, p.year`;

/** Rows with the DPRK whose price is far from that of the same goods elsewhere. */
export const PRICES = `
  with ours as (
    select *, left(hs, 6) as hs6, ln(usd / quantity) as price from dprk
    where quantity > 0 and usd >= ${UNIT_VALUE_LIMITS.usd} and unit is not null
  ), usual as (
    select left(hs, 6) as hs6, unit, way, year, count(*)::integer as rows, median(ln(usd / quantity)) as middle, mad(ln(usd / quantity)) as spread
    from flow where partner <> 'kp' and reporter <> 'kp' and quantity > 0 and usd > 0 and unit is not null and not quantity_estimated
      and left(hs, 6) in (select hs6 from ours)
    group by all having count(*) >= ${UNIT_VALUE_LIMITS.rows}
  )
  select o.reporter as teller, o.partner, o.way, o.hs, o.period, o.unit, o.usd, o.quantity, o.quantity_estimated as "quantityEstimated",
    u.rows as "usualRows", round(exp(u.middle), 6) as median, round((o.price - u.middle) / (1.4826 * greatest(u.spread, 0.05)), 3) as deviations,
    [{'file': o.file, 'row': o.row, 'period': o.period, 'hs': o.hs, 'usd': o.usd}] as largest, b.ban, count(*) over ()::integer as total
  from ours o join usual u using (hs6, unit, way, year) join hs_key h on h.code = o.hs6 join state_law s on s.country = o.state
    left join ban_at b on b.key = h.key and b.direction = o.dprk_way and b.regime = s.regime and b.in_period = o.period
  where abs(o.price - u.middle) > ln(${UNIT_VALUE_LIMITS.ratio})
    and abs(o.price - u.middle) / (1.4826 * greatest(u.spread, 0.05)) >= ${UNIT_VALUE_LIMITS.deviations}
  order by o.usd desc, o.file, o.row limit ${MOST_LEADS}`;

/** Buyers whose purchases of the DPRK ended with a ban, and from whom they bought more since. */
export const SURGES = `
  with bans as (select barred, min(since) as since, arg_min(ban, in_year) as ban from barred_heading group by barred),
  months as (
    select f.*, b.since, b.ban, left(hs, 4) as heading,
      (period // 100 * 12 + period % 100) - (since // 100 * 12 + since % 100) as away
    from flow f join bans b on b.barred = left(f.hs, 4) where way = 'import' and not annual and usd is not null
  ), near as (
    select * from months where away between ${-TRANSSHIPMENT_LIMITS.months} and ${TRANSSHIPMENT_LIMITS.months} and away <> 0
  ), ours as (
    select reporter as buyer, heading, sum(usd) filter (away < 0) as before, coalesce(sum(usd) filter (away > 0), 0) as after
    from near where partner = 'kp' group by all having before >= ${TRANSSHIPMENT_LIMITS.leastBefore} and after <= ${TRANSSHIPMENT_LIMITS.fell} * before
  ), thirds as (
    select reporter as buyer, partner as third, heading, any_value(since) as since, any_value(ban) as ban,
      coalesce(sum(usd) filter (away < 0), 0) as before, coalesce(sum(usd) filter (away > 0), 0) as after, ${LARGEST} as largest
    from near semi join ours o on o.buyer = near.reporter and o.heading = near.heading
    where partner <> 'kp' group by reporter, partner, heading
    having after >= ${TRANSSHIPMENT_LIMITS.rose} * greatest(before, ${TRANSSHIPMENT_LIMITS.floor})
  ), inward as (
    select reporter as third, heading, sum(usd) as usd from near where away > 0 group by all
  )
  select t.buyer, t.third, t.heading, t.since as "banFrom", t.ban, round(o.before, 2) as "dprkBefore", round(o.after, 2) as "dprkAfter",
    round(t.before, 2) as "thirdBefore", round(t.after, 2) as "thirdAfter", round(i.usd, 2) as "thirdImports", t.largest, count(*) over ()::integer as total
  from thirds t join ours o using (buyer, heading) left join inward i using (third, heading)
  where t.after - t.before >= ${TRANSSHIPMENT_LIMITS.tookUp} * (o.before - o.after)
  qualify row_number() over (order by t.after - t.before desc, t.buyer, t.third, t.heading) <= ${MOST_LEADS}
  order by t.buyer, t.third, t.heading`;
