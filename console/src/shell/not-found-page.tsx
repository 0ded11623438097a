import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Page } from './page.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <Page title={t('shell.notFound')}>
      <p>
        {t('shell.notFoundText')} <code>{path}</code>
      </p>
      <p>
        <Link href="/">{t('nav.lookUp')}</Link>
      </p>
    </Page>
  );
}
