import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { Notice } from '../shell/notice.tsx';
import { Section } from '../shell/page.tsx';
import styles from './look-up.module.css';

/** Look-ups that find something in the lists in use; the server picks them from what is loaded. */
export function Examples() {
  const { t } = useTranslation();
  const words = useWords();
  const examples = useAnswer<{ query: string; why: string }[]>('/api/v1/examples');
  return (
    <Section title={t('lookUp.examples')}>
      <Answer of={examples}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice title={t('lookUp.noExamples')}>
              <p>{t('lists.loadHint')}</p>
            </Notice>
          ) : (
            <ul className={`bare ${styles.examples}`}>
              {rows.map(({ query, why }) => (
                <li key={query}>
                  <span className="dim">{words('example', why)}</span>
                  <Link href={address('/', { q: query })}>{query}</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}
