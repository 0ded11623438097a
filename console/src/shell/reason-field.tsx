import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const MOST_CHARACTERS = 2000;

/** Why a person decides so: `reason` of the form, and of the record. */
export function ReasonField() {
  const { t } = useTranslation();
  return (
    <TextInput
      name="reason"
      label={t('operator.reason')}
      required
      minLength={3}
      maxLength={MOST_CHARACTERS}
      autoComplete="off"
      autoFocus
    />
  );
}
