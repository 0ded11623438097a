import { useTranslation } from 'react-i18next';
import type { MeterAnswer } from '../../../src/trade/edge/petroleum/petroleum-shapes.ts';
import styles from './gauge.module.css';
import { useInterval } from './interval.ts';

/** Percent of the cap at the right end at least. */
const LEAST_SCALE = 120;
const MOST_SCALE = 400;

/** The cap as a bar: what was surely declared, what the factor may add, the notices, and the cap itself. */
export function Gauge({ meter }: { meter: MeterAnswer }) {
  const { t } = useTranslation();
  const interval = useInterval();
  const { percent, notices, estimate, limitBarrels } = meter;
  if (!percent || limitBarrels === null) return null;
  const ships = estimate.cargoes.length > 0 ? estimate.scenarios : [];
  const shipPercents = ships.map(({ percent: laden, barrels }) => ({
    laden,
    least: (barrels.least / limitBarrels) * 100,
    most: (barrels.most / limitBarrels) * 100,
  }));
  const scale = Math.min(
    MOST_SCALE,
    Math.max(LEAST_SCALE, percent.most * 1.1, ...shipPercents.map(({ most }) => most * 1.05)),
  );
  const x = (value: number): number => (Math.min(value, scale) / scale) * 1000;
  const rows = 40 + (ships.length > 0 ? 16 + ships.length * 14 : 0);
  const spoken = t('petroleum.gaugeText', { share: interval(percent) });
  return (
    <figure className={styles.gauge}>
      <svg viewBox={`0 0 1000 ${rows + 22}`} role="img" aria-label={spoken} className={styles.drawing}>
        <rect x="0" y="6" width="1000" height="28" className={styles.ground} />
        <rect x="0" y="6" width={x(percent.least)} height="28" className={styles.sure} />
        <rect
          x={x(percent.least)}
          y="6"
          width={x(percent.most) - x(percent.least)}
          height="28"
          className={styles.perhaps}
        />
        {shipPercents.map(({ laden, least, most }, at) => (
          <g key={laden}>
            <rect
              x={x(least)}
              y={54 + at * 14}
              width={Math.max(2, x(most) - x(least))}
              height="8"
              className={styles.ships}
            />
            <text x={Math.min(x(most) + 6, 955)} y={62 + at * 14} className={styles.small}>
              {laden} %
            </text>
          </g>
        ))}
        {notices.map(({ percent: at }) => (
          <line key={at} x1={x(at)} x2={x(at)} y1="2" y2="38" className={styles.notice} />
        ))}
        <line x1={x(100)} x2={x(100)} y1="0" y2={rows} className={styles.cap} />
        <text x={x(100)} y={rows + 16} textAnchor="middle" className={styles.label}>
          100 %
        </text>
        <text x={x(notices[0]?.percent ?? 0)} y={rows + 16} textAnchor="middle" className={styles.small}>
          {notices[0] && `${notices[0].percent} %`}
        </text>
      </svg>
      <figcaption className="small dim">
        <span className={styles.key} data-kind="sure" /> {t('petroleum.keySure')}{' '}
        <span className={styles.key} data-kind="perhaps" /> {t('petroleum.keyPerhaps')}{' '}
        {ships.length > 0 && (
          <>
            <span className={styles.key} data-kind="ships" /> {t('petroleum.keyShips')}
          </>
        )}
      </figcaption>
    </figure>
  );
}
