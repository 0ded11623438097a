import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { ApiProblem } from '../api/problem.ts';
import { useWords } from '../i18n/use-words.ts';
import { AsOfQuestion } from '../lists/as-of-question.tsx';
import { MergedEntries } from '../parties/merged-entries.tsx';
import { Answer } from '../shell/answer.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { BitingMeasures } from './biting-measures.tsx';
import { linkKey, linksOf } from './party-facts.ts';
import { PartyFacts } from './party-facts-panel.tsx';
import styles from './party-page.module.css';
import { ListingsTable, PropertiesTable } from './party-tables.tsx';
import type { ScreenedParty } from './screened-party.ts';

/** Everything that the lists in use say of one party. */
export function PartyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const party = useAnswer<ScreenedParty>(`/entities/${encodeURIComponent(id)}?nested=true`);
  const isUnknown = party.error instanceof ApiProblem && party.error.status === 404;
  return (
    <Page
      title={party.data?.caption ?? id}
      aside={
        party.data && (
          <>
            <span className="dim">{words('schema', party.data.schema)}</span>
            <code className="dim">{party.data.id}</code>
            <Link href={`/ownership/${encodeURIComponent(party.data.id)}`}>{t('owners.ofParty')}</Link>
            {party.data.watchkeeper?.snapshot && (
              <Mark icon="dated" title={t('lists.snapshotLong')}>
                {t('lists.snapshot')}
              </Mark>
            )}
          </>
        )
      }
    >
      {isUnknown ? (
        <UnknownParty id={id} />
      ) : (
        <Answer of={party}>{(data) => <PartyBody key={id} party={data} />}</Answer>
      )}
    </Page>
  );
}

function UnknownParty({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Notice title={t('party.unknown', { id })}>
      <p>{t('party.unknownText')}</p>
      <Link href={address('/', { q: id })}>{t('party.unknownLookUp')}</Link>
    </Notice>
  );
}

function PartyBody({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  return (
    <>
      <ListingsTable party={party} />
      <div className={styles.halves}>
        <PartyFacts party={party} />
        <div className="stack">
          <Section title={t('party.measures')}>
            <BitingMeasures measures={party.watchkeeper?.measures ?? []} />
          </Section>
          <Links party={party} />
          <MergedEntries party={party.id} />
        </div>
      </div>
      <Section title={t('asOf.title')}>
        <AsOfQuestion party={party.id} />
      </Section>
      <PropertiesTable party={party} />
    </>
  );
}

function Links({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  const words = useWords();
  const links = linksOf(party);
  return (
    <Section title={t('party.links')}>
      {links.length === 0 ? (
        <p className="small dim">{t('party.noLinks')}</p>
      ) : (
        <ul className="bare small">
          {links.map((link) => (
            <li key={linkKey(link)} className="row">
              {(link.relation !== 'UnknownLink' || !link.role) && (
                <span className="dim">{words('relation', link.relation)}</span>
              )}
              <Link href={`/party/${encodeURIComponent(link.to.id)}`}>{link.to.caption}</Link>
              {link.role && <span lang="en">{link.role}</span>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
