import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/use-words.ts';
import { type SavedPartiesRead, savedParties } from './saved-parties.ts';

const KINDS = ['Thing', 'Person', 'Organization', 'Company', 'Vessel', 'CryptoWallet'];
const MOST_SHOWN = 5;

/** The parties of a form, as `partiesGiven` reads them: typed a line each. */
export function PartiesField() {
  const { t } = useTranslation();
  const words = useWords();
  const [text, setText] = useState('');
  const { parties, faults } = savedParties(text, 'Thing');
  return (
    <div className="stack tight">
      <Textarea
        name="parties"
        label={t('subscriptions.parties')}
        description={t('subscriptions.partiesHow')}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
        rows={5}
        required
        spellCheck={false}
      />
      <div className="fields">
        <NativeSelect
          name="kind"
          label={t('subscriptions.kind')}
          data={KINDS.map((value) => ({ value, label: words('schema', value) }))}
        />
        <span className="fit small" role="status">
          {t('subscriptions.read', { n: parties.length })}
        </span>
      </div>
      {faults.slice(0, MOST_SHOWN).map(({ line, fault }) => (
        <span key={line} className="small">
          {t(`subscriptions.fault-${fault}`, { line })}
        </span>
      ))}
    </div>
  );
}

/** What the field holds. */
export function partiesGiven(given: FormData): SavedPartiesRead['parties'] {
  return savedParties(String(given.get('parties')), String(given.get('kind'))).parties;
}
