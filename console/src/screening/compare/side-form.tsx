import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/use-words.ts';
import { Choice } from '../../shell/choice.tsx';
import { UrlSelect, UrlText } from '../../shell/url-fields.tsx';
import { useUrlState } from '../../shell/url-state.ts';
import { kindOf, parameterOf, type Side, STANDARD_KIND, TYPED } from './side-in-address.ts';

/** Whether a side names a listed party rather than one typed by hand. */
export function isListed(side: Side, get: (name: string) => string): boolean {
  const by = get(parameterOf(side, 'by'));
  return by === 'id' || (by === '' && get(side) !== '');
}

/** Asks for one of the two: by its id in the lists, or by hand. */
export function SideForm({ side }: { side: Side }) {
  const { t } = useTranslation();
  const words = useWords();
  const { get, set } = useUrlState();
  const by = parameterOf(side, 'by');
  const kinds = Object.keys(TYPED).filter((kind) => kind !== STANDARD_KIND);
  return (
    <fieldset className="panel stack tight">
      <legend className="hidden">{t(`compare.${side}`)}</legend>
      <div className="row">
        <h2>{t(`compare.${side}`)}</h2>
        <Choice
          label={t('compare.by')}
          value={isListed(side, get) ? 'id' : 'hand'}
          onChange={(value) => set({ [by]: value })}
          options={(['hand', 'id'] as const).map((value) => ({ value, label: t(`compare.by-${value}`) }))}
        />
      </div>
      <div className="fields">
        {isListed(side, get) ? (
          <UrlText name={side} label={t('compare.id')} className="wide" />
        ) : (
          <>
            <UrlSelect
              name={parameterOf(side, 'kind')}
              label={t('compare.kind')}
              any={words('schema', STANDARD_KIND)}
              options={kinds.map((value) => ({ value, label: words('schema', value) }))}
            />
            {TYPED[kindOf(side, get)]?.map((property) => (
              <UrlText key={property} name={parameterOf(side, property)} label={words('property', property)} />
            ))}
          </>
        )}
      </div>
    </fieldset>
  );
}
