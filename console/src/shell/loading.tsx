import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="row dim" role="status">
      <Loader size={14} aria-hidden /> {t('shell.loading')}
    </div>
  );
}
