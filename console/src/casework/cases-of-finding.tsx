import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Section } from '../shell/page.tsx';
import { CASES, type CasesAnswer } from './case-answers.ts';

/** The cases, among those that the reader may see, that a finding is part of; and the way to open one on it. */
export function CasesOfFinding({ finding }: { finding: string }) {
  const { t } = useTranslation();
  const cases = useAnswer<CasesAnswer>(address(CASES, { finding }));
  return (
    <Section
      title={t('cases.title')}
      aside={<Link href={`/cases?finding=${encodeURIComponent(finding)}`}>{t('cases.openOn')}</Link>}
    >
      {cases.data && cases.data.total > 0 ? (
        <ul className="bare">
          {cases.data.cases.map(({ id, title, by }) => (
            <li key={id} className="row">
              <Link href={`/cases/${id}`}>{title}</Link>
              <span className="dim">{by}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="dim">{t('cases.inNone')}</p>
      )}
    </Section>
  );
}
