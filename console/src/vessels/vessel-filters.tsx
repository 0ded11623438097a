import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../shell/choice.tsx';
import { useUrlState } from '../shell/url-state.ts';
import styles from './vessel-filters.module.css';

const PATIENCE_MILLISECONDS = 250;

/** Which ships: by name, MMSI, IMO number or call sign; all, those listed, those with findings. */
export function VesselFilters() {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const [text, setText] = useState(get('q'));
  const asked = get('q');
  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => set({ q: text }, { replace: true }), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text, asked, set]);
  const which = get('listed') ? 'listed' : get('found') ? 'found' : 'all';
  return (
    <search className={styles.filters}>
      <TextInput
        type="search"
        label={t('vessels.box')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Choice
        label={t('vessels.which')}
        value={which}
        onChange={(value) =>
          set({ listed: value === 'listed' ? 'true' : null, found: value === 'found' ? 'true' : null })
        }
        options={[
          { value: 'all', label: t('vessels.all') },
          { value: 'listed', label: t('vessels.listed') },
          { value: 'found', label: t('vessels.withFindings') },
        ]}
      />
    </search>
  );
}
