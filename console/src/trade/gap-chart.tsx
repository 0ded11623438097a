import { useTranslation } from 'react-i18next';
import type { MirrorAnswer } from '../../../src/trade/edge/trade-shapes.ts';
import { useFigure } from './area-name.ts';
import { monthText } from './flow-page.tsx';
import styles from './gap-chart.module.css';

const HEIGHT = 220;
const LEFT = 90;
const WIDTH = 1000;
/** Labels under the axis at most. */
const MOST_LABELS = 10;

/** Months from left to right: what the importer told as a bar, what would fit the exporter's figure as a band across it. */
export function GapChart({ answer, title }: { answer: MirrorAnswer; title: string }) {
  const { t } = useTranslation();
  const figure = useFigure();
  const { months, cif, lagMonths } = answer;
  const most = Math.max(
    1,
    ...months.map(({ imported, exported }) => Math.max(imported ?? 0, (exported ?? 0) * cif.most)),
  );
  const step = (WIDTH - LEFT) / months.length;
  const y = (value: number): number => HEIGHT - (value / most) * (HEIGHT - 10);
  const every = Math.ceil(months.length / MOST_LABELS);
  return (
    <figure className={styles.chart}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 24}`}
        role="img"
        aria-label={t('trade.chartText', { title })}
        className={styles.drawing}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH} y1={y(most * share)} y2={y(most * share)} className={styles.rule} />
            <text x={LEFT - 6} y={y(most * share) + 4} textAnchor="end" className={styles.label}>
              {figure(most * share)}
            </text>
          </g>
        ))}
        {months.map(({ period, imported, exported }, at) => {
          const x = LEFT + at * step;
          return (
            <g key={period}>
              {imported !== null && (
                <rect
                  x={x + step * 0.2}
                  y={y(imported)}
                  width={step * 0.6}
                  height={HEIGHT - y(imported)}
                  className={styles.imported}
                />
              )}
              {exported !== null && (
                <rect
                  x={x + step * 0.05}
                  y={y(exported * cif.most)}
                  width={step * 0.9}
                  height={Math.max(2, y(exported * cif.least) - y(exported * cif.most))}
                  className={styles.exported}
                />
              )}
              {at % every === 0 && (
                <text
                  x={Math.min(x + step / 2, WIDTH - 26)}
                  y={HEIGHT + 18}
                  textAnchor="middle"
                  className={styles.label}
                >
                  {monthText(period)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="small dim">
        <strong>{title}</strong>, USD. <span className={styles.key} data-kind="imported" /> {t('trade.importerTold')}{' '}
        <span className={styles.key} data-kind="exported" />{' '}
        {t('trade.bandText', { least: cif.least, most: cif.most, months: lagMonths })}
      </figcaption>
    </figure>
  );
}
