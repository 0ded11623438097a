import type { ReactNode } from 'react';
import { Instant } from '../shell/instant.tsx';
import styles from './said.module.css';

interface SaidProps {
  title: string;
  of: { text: string; at: string };
  /** True of what no longer stands; it stays to be read. */
  isOver?: boolean;
  /** Why it ended, or what was answered. */
  reason?: string | null | undefined;
  children?: ReactNode;
}

/** What somebody said of a paragraph, verbatim, beside it. */
export function Said({ title, of, isOver = false, reason, children }: SaidProps) {
  return (
    <div className={styles.said} data-over={isOver || undefined}>
      <div className="row small">
        <strong>{title}</strong>
        <Instant at={of.at} />
      </div>
      <p className={styles.text}>{isOver ? <s>{of.text}</s> : of.text}</p>
      {reason && <p className="small dim">{reason}</p>}
      {children}
    </div>
  );
}
