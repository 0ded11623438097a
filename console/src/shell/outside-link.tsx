import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** A link that leaves this server; only a reader's click goes there. Anything but http and https is shown as text. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  const { t } = useTranslation();
  if (!/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} rel="noreferrer external" target="_blank">
      {children} <Icon name="out" size={11} />
      <span className="hidden"> {t('shell.outside')}</span>
    </a>
  );
}
