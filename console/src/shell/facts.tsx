import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** Names with what is known under them; a fact without value is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value], at) =>
        value === null || value === undefined || value === '' ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity but their place
          <div key={at}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
