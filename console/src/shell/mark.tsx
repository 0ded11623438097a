import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './mark.module.css';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

interface MarkProps {
  tone?: Tone;
  icon?: IconName;
  title?: string;
  children: ReactNode;
}

/** A word set apart from the text around it. The tone repeats what the word and the picture say. */
export function Mark({ tone = 'plain', icon, title, children }: MarkProps) {
  return (
    <span className={styles.mark} data-tone={tone} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
