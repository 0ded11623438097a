import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { isLanguage, LANGUAGES, setLanguage } from '../i18n/languages.ts';
import { SessionLink } from '../team/session-link.tsx';
import { Choice } from './choice.tsx';
import styles from './header.module.css';
import { WatchSign } from './icon.tsx';
import { GROUPS, placeOf } from './rooms.ts';

export function Header() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const place = placeOf(path);
  return (
    <header>
      <div className={styles.header}>
        <Link href="/" className={styles.name}>
          <WatchSign /> Watchkeeper
        </Link>
        <Rooms
          label={t('nav.label')}
          here={place?.group.rooms[0].href}
          rooms={GROUPS.map(({ name, rooms }) => ({ href: rooms[0].href, text: t(name) }))}
          current="true"
        />
        <div className={styles.settings}>
          <SessionLink />
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </div>
      {place && (
        <div className={styles.inner}>
          <Rooms
            label={t(place.group.name)}
            here={place.href}
            rooms={place.group.rooms.map(({ href, name }) => ({ href, text: t(name) }))}
            current="page"
          />
        </div>
      )}
    </header>
  );
}

interface RoomsProps {
  label: string;
  rooms: readonly { href: string; text: string }[];
  /** The address of the one that the reader is in. */
  here: string | undefined;
  current: 'true' | 'page';
}

/** A line of links; the one that the reader is in stays in sight. */
function Rooms({ label, rooms, here, current }: RoomsProps) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (here) nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here]);
  return (
    <nav ref={nav} className={styles.nav} aria-label={label}>
      {rooms.map(({ href, text }) => (
        <Link key={href} href={href} aria-current={href === here ? current : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
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
