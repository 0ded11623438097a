import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { everyPage } from '../api/every-page.ts';
import { sizeText } from '../screening/files/job-answers.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { AddEvidence } from './add-evidence.tsx';
import { EVIDENCE, type EvidenceAnswer, type EvidenceList } from './evidence-answers.ts';

const ROWS = 50;

/** What is in the vault, and the way in. */
export function EvidencePage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const [, navigate] = useLocation();
  const [isAdding, setAdding] = useState(false);
  const asked = { text: get('text') };
  const found = useAnswer<EvidenceList>(address(EVIDENCE, { ...asked, limit: ROWS, offset: offsetIn(get('offset')) }));
  return (
    <Page title={t('evidence.title')} lead={t('evidence.lead')}>
      <Answer of={found}>
        {(data) => (
          <div className="stack">
            {isAdding ? (
              <AddEvidence onDone={({ id }) => navigate(`/evidence/${id}`)} onCancel={() => setAdding(false)} />
            ) : (
              <div>
                <Button onClick={() => setAdding(true)}>{t('evidence.add')}</Button>
              </div>
            )}
            <div className="fields">
              <UrlText name="text" type="search" label={t('evidence.search')} className="wide" />
            </div>
            <Items
              data={data}
              everything={() => everyPage<EvidenceList, EvidenceAnswer>(EVIDENCE, asked, ({ evidence }) => evidence)}
            />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Items({ data, everything }: { data: EvidenceList; everything(): Promise<EvidenceAnswer[]> }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('evidence.items')}
      file="evidence"
      rows={data.evidence}
      keyOf={({ id }) => id}
      aside={<Pager total={data.total} limit={ROWS} />}
      everything={{ rows: everything }}
      empty={
        <Notice title={t('evidence.none')}>
          <p>{t('evidence.noneText')}</p>
        </Notice>
      }
      columns={[
        {
          id: 'name',
          header: t('evidence.name'),
          cell: ({ id, name, exercise, erasure }) => (
            <span className="row">
              <Link href={`/evidence/${id}`}>{name}</Link>
              {exercise && <Mark tone="warn">EXERCISE</Mark>}
              {erasure && <Mark tone="bad">{t('evidence.erased')}</Mark>}
            </span>
          ),
          text: ({ name }) => name,
        },
        { id: 'id', text: ({ id }) => id },
        { id: 'sha256', text: ({ sha256 }) => sha256 },
        { id: 'mediaType', header: t('evidence.type'), cell: (one) => one.mediaType, text: (one) => one.mediaType },
        {
          id: 'size',
          header: t('files.size'),
          align: 'end',
          cell: ({ size }) => <span className="nowrap">{sizeText(size)}</span>,
          text: ({ size }) => size,
        },
        {
          id: 'source',
          header: t('evidence.source'),
          least: '12rem',
          cell: (one) => one.source,
          text: (one) => one.source,
        },
        {
          id: 'originator',
          header: t('evidence.originator'),
          cell: ({ label }) => label.originator,
          text: ({ label }) => label.originator,
        },
        {
          id: 'addedAt',
          header: t('evidence.addedAt'),
          cell: ({ addedAt }) => <Instant at={addedAt} />,
          text: ({ addedAt }) => addedAt,
        },
      ]}
    />
  );
}
