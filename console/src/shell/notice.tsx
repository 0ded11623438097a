import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './mark.tsx';
import styles from './notice.module.css';

const ICONS: Record<Tone, IconName> = { plain: 'unknown', accent: 'unknown', good: 'good', warn: 'warn', bad: 'warn' };

interface NoticeProps {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  /** Spoken at once by screen readers. */
  urgent?: boolean;
}

/** What the reader must know before reading on: an empty table, a refusal, a limit of the answer. */
export function Notice({ tone = 'plain', title, children, urgent = false }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={urgent ? 'alert' : undefined}>
      <Icon name={ICONS[tone]} size={18} />
      <div className="stack tight">
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
