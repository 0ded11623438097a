import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { AsOfQuestion } from '../lists/as-of-question.tsx';
import { Answer } from '../shell/answer.tsx';
import { Mark } from '../shell/mark.tsx';
import { Page, Section } from '../shell/page.tsx';
import { BitingMeasures } from './biting-measures.tsx';
import { linksOf } from './party-facts.ts';
import { PartyFacts } from './party-facts-panel.tsx';
import styles from './party-page.module.css';
import { ListingsTable, PropertiesTable } from './party-tables.tsx';
import type { ScreenedParty } from './screened-party.ts';

/** Everything that the lists in use say of one party. */
export function PartyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const party = useAnswer<ScreenedParty>(`/entities/${encodeURIComponent(id)}?nested=true`);
  return (
    <Page
      title={party.data?.caption ?? id}
      aside={
        party.data && (
          <>
            <span className="dim">{words('schema', party.data.schema)}</span>
            <code className="dim">{party.data.id}</code>
            {party.data.watchkeeper?.snapshot && (
              <Mark icon="dated" title={t('lists.snapshotLong')}>
                {t('lists.snapshot')}
              </Mark>
            )}
          </>
        )
      }
    >
      <Answer of={party}>{(data) => <PartyBody party={data} />}</Answer>
    </Page>
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
          <Merged party={party} />
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
          {links.map(({ relation, role, to }) => (
            <li key={`${relation} ${role} ${to.id}`} className="row">
              {(relation !== 'UnknownLink' || !role) && <span className="dim">{words('relation', relation)}</span>}
              <Link href={`/party/${encodeURIComponent(to.id)}`}>{to.caption}</Link>
              {role && <span lang="en">{role}</span>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Merged({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  const merged = party.watchkeeper?.merged ?? [];
  return (
    <Section title={t('party.merged')}>
      {merged.length === 0 ? (
        <p className="small dim">{t('party.notMerged')}</p>
      ) : (
        <ul className="bare small stack tight">
          {merged.map(({ id, list, explanation }) => (
            <li key={id}>
              <span className="row">
                <code>{id}</code>
                <Link href={`/lists/${encodeURIComponent(list)}`} className="mono">
                  {list}
                </Link>
              </span>
              <span className="dim" lang="en">
                {explanation}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
