import { useTranslation } from 'react-i18next';
import type { Family } from '../../../src/regime/measure.ts';
import { useWords } from '../i18n/use-words.ts';
import { UrlSelect, UrlText } from '../shell/url-fields.tsx';
import { REGIMES } from './regimes.ts';

const FAMILIES: readonly Family[] = [
  'trade-restriction', 'financial-sanction', 'travel-ban', 'asset-freeze', 'transport', 'labour', 'technical-cooperation',
]; // biome-ignore format: one look

export function LawFilters() {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="fields">
      <UrlText name="q" label={t('law.words')} className="wide" />
      <UrlSelect
        name="regime"
        label={t('law.regime')}
        any={t('word.all')}
        options={REGIMES.map((value) => ({ value, label: words('regime', value) }))}
      />
      <UrlSelect
        name="family"
        label={t('law.family')}
        any={t('word.all')}
        options={FAMILIES.map((value) => ({ value, label: words('family', value) }))}
      />
      <UrlSelect
        name="direction"
        label={t('law.direction')}
        any={t('word.all')}
        options={(['to-dprk', 'from-dprk'] as const).map((value) => ({ value, label: words('direction', value) }))}
      />
      <UrlText name="hs" label={t('law.hs')} placeholder="2710" inputMode="numeric" />
      <UrlText name="on" type="date" label={t('law.inForceOn')} />
    </div>
  );
}
