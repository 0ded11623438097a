import { useTranslation } from 'react-i18next';
import type { BitingMeasure } from '../../../src/screening/biting-measures.ts';
import { useWords } from '../i18n/use-words.ts';
import { ParagraphLink, UncheckedMark } from '../regime/paragraph.tsx';

interface BitingMeasuresProps {
  measures: readonly BitingMeasure[];
  isBrief?: boolean;
}

/** What the listings bring, by regime: each paragraph, and since when it bites. */
export function BitingMeasures({ measures, isBrief = false }: BitingMeasuresProps) {
  const { t } = useTranslation();
  const words = useWords();
  if (measures.length === 0) return <p className="small dim">{t('party.noMeasures')}</p>;
  const regimes = [...new Set(measures.map(({ regime }) => regime))];
  return (
    <div className="stack tight small">
      {regimes.map((regime) => (
        <div key={regime}>
          <h4 style={{ margin: 0 }}>{words('regime', regime)}</h4>
          <ul className="bare">
            {measures
              .filter((measure) => measure.regime === regime)
              .map((measure) => (
                <li key={measure.id} className="row" style={{ columnGap: '0.5rem' }}>
                  <ParagraphLink measure={measure} />
                  <span>{words('family', measure.family)}</span>
                  <span className="dim">
                    {measure.since ? t('party.since', { date: measure.since }) : t('party.sinceUnknown')}
                  </span>
                  <UncheckedMark measure={measure} isBrief={isBrief} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
