import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TotalsAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { address } from '../api/address.ts';
import { Section } from '../shell/page.tsx';
import { useAreaName, useFigure } from './area-name.ts';
import { useExercise } from './exercise.tsx';
import styles from './partner-bars.module.css';

const SHOWN = 12;

/** Who told of most trade, both directions side by side. */
export function PartnerBars({ totals }: TotalsAnswer) {
  const { t } = useTranslation();
  const name = useAreaName();
  const figure = useFigure();
  const exercise = useExercise();
  const byTeller = new Map<string, { import: number; export: number }>();
  for (const { teller, way, usd } of totals) {
    const known = byTeller.get(teller) ?? { import: 0, export: 0 };
    known[way] += usd;
    byTeller.set(teller, known);
  }
  const ranked = [...byTeller]
    .sort(([, one], [, other]) => other.import + other.export - one.import - one.export)
    .slice(0, SHOWN);
  const most = Math.max(1, ...ranked.map(([, { import: bought, export: sold }]) => bought + sold));
  if (ranked.length === 0) return null;
  return (
    <Section title={t('trade.partners')}>
      <ol className={styles.bars}>
        {ranked.map(([teller, sums]) => (
          <li key={teller}>
            <Link href={address('/trade', { teller, exercise })}>{name(teller)}</Link>
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" className={styles.bar}>
              <rect x="0" y="0" width={(sums.import / most) * 1000} height="10" className={styles.imports} />
              <rect
                x={(sums.import / most) * 1000}
                y="0"
                width={(sums.export / most) * 1000}
                height="10"
                className={styles.exports}
              />
            </svg>
            <span className="small">
              {t('trade.bothSums', { imports: figure(sums.import), exports: figure(sums.export) })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
