import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { isLanguage, LANGUAGES, setLanguage } from '../i18n/languages.ts';
import { SessionLink } from '../team/session-link.tsx';
import { Choice } from './choice.tsx';
import styles from './header.module.css';
import { WatchSign } from './icon.tsx';

const ROOMS = [
  { href: '/', name: 'nav.lookUp' },
  { href: '/compare', name: 'nav.compare' },
  { href: '/files', name: 'nav.files' },
  { href: '/subscriptions', name: 'nav.subscriptions' },
  { href: '/lists', name: 'nav.lists' },
  { href: '/lists/who', name: 'nav.who' },
  { href: '/law', name: 'nav.law' },
  { href: '/law/check', name: 'nav.check' },
  { href: '/vessels', name: 'nav.vessels' },
  { href: '/findings', name: 'nav.findings' },
  { href: '/cases', name: 'nav.cases' },
  { href: '/ledger', name: 'nav.ledger' },
  { href: '/team', name: 'nav.team' },
  { href: '/evidence', name: 'nav.evidence' },
  { href: '/relief/verify', name: 'nav.relief' },
] as const;

export function Header() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const here = roomOf(path);
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (here) nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here]);
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.name}>
        <WatchSign /> Watchkeeper
      </Link>
      <nav ref={nav} className={styles.nav} aria-label={t('nav.label')}>
        {ROOMS.map(({ href, name }) => (
          <Link key={href} href={href} aria-current={href === here ? 'page' : undefined}>
            {t(name)}
          </Link>
        ))}
      </nav>
      <div className={styles.settings}>
        <SessionLink />
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </header>
  );
}

/** The room that an address belongs to: the longest that begins it. A party belongs to the look-up that leads to it. */
function roomOf(path: string): string {
  const inside = ROOMS.filter(({ href }) => href !== '/' && (path === href || path.startsWith(`${href}/`)));
  return inside.at(-1)?.href ?? (path === '/' || path.startsWith('/party/') ? '/' : '');
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('shell.language')}
      value={i18n.language}
      onChange={({ currentTarget: { value } }) => isLanguage(value) && setLanguage(value)}
      data={LANGUAGES.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

function SchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choice
      label={t('shell.scheme')}
      value={colorScheme}
      onChange={setColorScheme}
      options={(['auto', 'light', 'dark'] as const).map((value) => ({
        value,
        icon: value,
        label: t(`shell.scheme-${value}`),
      }))}
    />
  );
}
