import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CaseEvent } from '../../../src/casework/case-event.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Section } from '../shell/page.tsx';
import { type BulkAnswer, CASES, type CaseAnswer, type Reader } from './case-answers.ts';

import { EventForm, textOf } from './event-form.tsx';

/** How many are shown; the API gives the rest page by page. */
const SHOWN = 100;

interface BulkProps {
  view: CaseAnswer;
  reader: Reader;
}

/** The parties and the evidence of a case. */
export function Bulk({ view, reader }: BulkProps) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('cases.parties')} aside={reader && <AddPartyForm view={view} />}>
        <Items view={view} path="parties" total={view.counts['party-added']} />
      </Section>
      <Section title={t('cases.evidence')} aside={reader && <AttachForm view={view} />}>
        <Items view={view} path="evidence" total={view.counts['evidence-attached']} />
      </Section>
    </>
  );
}

function Items({ view, path, total }: { view: CaseAnswer; path: 'parties' | 'evidence'; total: number }) {
  const { t } = useTranslation();
  const base = `${CASES}/${view.id}/${path}`;
  const items = useAnswer<BulkAnswer>(total === 0 ? null : `${base}?limit=${SHOWN}`);
  if (total === 0) return <p className="dim">{t('cases.noneOfThese')}</p>;
  return (
    <Answer of={items}>
      {(data) => (
        <>
          <ul className="bare">
            {data.items.map((item) => (
              <li key={item.id} className="row">
                <Item of={item} />
                <span className="dim">{item.by}</span>
              </li>
            ))}
          </ul>
          {data.total > data.items.length && (
            <p className="small">
              <a href={base}>{t('cases.all', { n: data.total })}</a>
            </p>
          )}
        </>
      )}
    </Answer>
  );
}

function Item({ of }: { of: CaseEvent }) {
  if (of.kind === 'party-added')
    return <Link href={`/party/${encodeURIComponent(of.body.party)}`}>{of.body.name}</Link>;
  if (of.kind === 'evidence-attached')
    return (
      <>
        <span>{of.body.title}</span> <code>{of.body.evidence}</code>
      </>
    );
  return null;
}

function AddPartyForm({ view }: { view: CaseAnswer }) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="party-added"
      action={t('cases.addParty')}
      body={(given) => ({ party: textOf(given, 'party'), name: textOf(given, 'name') })}
    >
      <div className="fields">
        <TextInput name="party" label={t('cases.partyId')} required maxLength={300} className="wide" autoFocus />
        <TextInput name="name" label={t('cases.partyName')} required maxLength={500} className="wide" />
      </div>
    </EventForm>
  );
}

function AttachForm({ view }: { view: CaseAnswer }) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="evidence-attached"
      action={t('cases.attach')}
      body={(given) => ({ evidence: textOf(given, 'evidence'), title: textOf(given, 'title') })}
    >
      <div className="fields">
        <TextInput name="evidence" label={t('cases.evidenceId')} required maxLength={100} className="wide" autoFocus />
        <TextInput name="title" label={t('cases.evidenceTitle')} required maxLength={500} className="wide" />
      </div>
    </EventForm>
  );
}
