import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { UrlSelect, UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import styles from './act-form.module.css';
import { ACTS, PURPOSES, UNITS } from './act-in-address.ts';
import { REGIMES } from './regimes.ts';

/** The act in fields. Only kind and day are needed; each change is judged at once. */
export function ActForm() {
  const { t } = useTranslation();
  const words = useWords();
  const [, navigate] = useLocation();
  const options = (group: 'act' | 'direction' | 'purpose' | 'unit', values: readonly string[]) =>
    values.map((value) => ({ value, label: words(group, value) }));
  return (
    <div className={`panel stack ${styles.form}`}>
      <div className="fields">
        <UrlSelect name="act" label={`${t('check.act')} *`} any={t('check.choose')} options={options('act', ACTS)} />
        <UrlText name="on" type="date" label={`${t('check.on')} *`} />
        <UrlSelect
          name="direction"
          label={t('law.direction')}
          any={t('check.notSaid')}
          options={options('direction', ['to-dprk', 'from-dprk'])}
        />
        <UrlText name="hsCode" label={t('law.hs')} placeholder="2710.19" inputMode="decimal" />
        <UrlText name="what" label={t('check.what')} className="wide" />
      </div>
      <details>
        <summary>{t('check.more')}</summary>
        <div className={styles.groups}>
          <div className="fields">
            <UrlText name="quantity" label={t('check.quantity')} inputMode="decimal" />
            <UrlSelect
              name="unit"
              label={t('check.unit')}
              any={words('unit', 'tonnes')}
              options={options(
                'unit',
                UNITS.filter((unit) => unit !== 'tonnes'),
              )}
            />
            <UrlText name="amount" label={t('check.amount')} inputMode="decimal" />
            <UrlText name="currency" label={t('check.currency')} placeholder="USD" />
            <UrlSelect
              name="purpose"
              label={t('check.purpose')}
              any={t('check.notSaid')}
              options={options('purpose', PURPOSES)}
            />
            <UrlText name="contractOn" type="date" label={t('check.contractOn')} />
          </div>
          <div className="fields">
            <UrlText name="partyName" label={t('check.party')} className="wide" />
            <UrlText name="partyRole" label={t('check.role')} placeholder="buyer" />
            <UrlText name="partyFrom" label={t('check.nationality')} placeholder="kp" />
            <UrlSelect
              name="partyKind"
              label={t('check.partyKind')}
              any={t('check.notSaid')}
              options={[
                { value: 'individual', label: words('schema', 'Person') },
                { value: 'organisation', label: words('schema', 'Organization') },
              ]}
            />
            <UrlText name="partyListed" label={t('check.listedBy')} placeholder="KPe.001 / none" className="wide" />
          </div>
          <div className="fields">
            <UrlText name="vesselImo" label={t('check.imo')} inputMode="numeric" />
            <UrlText name="flag" label={t('check.flag')} placeholder="kp" />
            <UrlText name="lastDprkCallOn" label={t('check.lastCall')} placeholder="2019-05-01 / never" />
            <UrlText name="port" label={t('check.port')} placeholder="KPNAM" />
            <UrlText name="route" label={t('check.route')} placeholder="Rajin > Dalian" className="wide" />
            <UrlText name="origin" label={t('check.origin')} placeholder="ru" />
          </div>
          <Jurisdictions />
        </div>
      </details>
      <div className="row">
        <span className="small dim">{t('check.required')}</span>
        <Button size="compact-xs" onClick={() => navigate('/law/check')}>
          {t('check.clear')}
        </Button>
      </div>
    </div>
  );
}

function Jurisdictions() {
  const { t } = useTranslation();
  const words = useWords();
  const { all, set } = useUrlState();
  const chosen = all('jurisdiction');
  const toggle = (regime: string): void =>
    set({ jurisdiction: chosen.includes(regime) ? chosen.filter((one) => one !== regime) : [...chosen, regime] });
  return (
    <fieldset className={styles.boxes} id="field-jurisdiction" tabIndex={-1}>
      <legend>{t('check.jurisdictions')}</legend>
      {REGIMES.map((regime) => (
        <label key={regime}>
          <input type="checkbox" checked={chosen.includes(regime)} onChange={() => toggle(regime)} />{' '}
          {words('regime', regime)}
        </label>
      ))}
    </fieldset>
  );
}
