import { type ReactNode, useEffect, useRef } from 'react';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** Beside the heading: marks, links. */
  aside?: ReactNode;
  /** Below the heading: what the page answers. */
  lead?: ReactNode;
  /** False where a field of the page takes the focus itself. */
  takesFocus?: boolean;
  children: ReactNode;
}

/** Where the reader was before; null on arrival, when the browser's own focus stays. */
let lastPath: string | null = null;

/** A page's heading, name in the tab, and the focus on it after moving, so that readers hear where they are. */
export function Page({ title, aside, lead, takesFocus = true, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Watchkeeper`;
  }, [title]);
  useEffect(() => {
    const hasMoved = lastPath !== null && lastPath !== location.pathname;
    lastPath = location.pathname;
    if (!hasMoved) return;
    scrollTo(0, 0);
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <div className={styles.page}>
      <div className="stack tight">
        <div className={styles.head}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
        {lead && <div className={styles.lead}>{lead}</div>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page under its own heading. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
