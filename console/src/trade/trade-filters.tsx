import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../shell/choice.tsx';
import { useUrlState } from '../shell/url-state.ts';
import styles from './trade-filters.module.css';

const PATIENCE_MILLISECONDS = 300;

/** Which flows: by state, heading, year, direction, and as they were known on a day. */
export function TradeFilters() {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const asked = get('way');
  const way = asked === 'import' || asked === 'export' ? asked : 'both';
  return (
    <search className={styles.filters}>
      <Field name="teller" label={t('trade.teller')} wanted={/^[a-z]{2}$/i} />
      <Field name="hs" label="HS" wanted={/^\d{2,10}$/} />
      <Field name="year" label={t('trade.year')} wanted={/^(19|20)\d{2}$/} />
      <Field name="asOf" label={t('trade.asOf')} wanted={/^\d{4}-\d{2}-\d{2}$/} />
      <Choice
        label={t('trade.way')}
        value={way}
        onChange={(value) => set({ way: value === 'both' ? null : value, offset: null }, { replace: true })}
        options={[
          { value: 'both', label: t('trade.both') },
          { value: 'import', label: t('trade.imports') },
          { value: 'export', label: t('trade.exports') },
        ]}
      />
    </search>
  );
}

/** A field of the address; what is half typed is not asked for. */
function Field({ name, label, wanted }: { name: string; label: string; wanted: RegExp }) {
  const { get, set } = useUrlState();
  const asked = get(name);
  const [text, setText] = useState(asked);
  useEffect(() => {
    if (text === asked || (text !== '' && !wanted.test(text))) return;
    const timer = setTimeout(() => set({ [name]: text, offset: null }, { replace: true }), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text, asked, name, wanted, set]);
  return <TextInput label={label} value={text} onChange={({ currentTarget }) => setText(currentTarget.value.trim())} />;
}
