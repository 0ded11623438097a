import { useTranslation } from 'react-i18next';
import type { TheftsAnswerBody } from '../../../src/finance/edge/routes.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Facts } from '../shell/facts.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { SourceOf } from './source-of.tsx';
import { amountText } from './thefts-page.tsx';

type Theft = TheftsAnswerBody['thefts'][number];

/** One theft: every statement with its source, the ladder of each state, conflicts side by side. */
export function TheftPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const answer = useAnswer<Theft>(`/api/v1/thefts/${encodeURIComponent(id)}`);
  return (
    <Page title={answer.data?.victim ?? id} lead={t('thefts.oneLead')}>
      <Answer of={answer}>{(theft) => <Statements theft={theft} />}</Answer>
    </Page>
  );
}

function Statements({ theft }: { theft: Theft }) {
  const { t } = useTranslation();
  const { date, chains, returned, conflicts, ladder } = theft;
  return (
    <>
      <Facts
        facts={[
          [
            t('thefts.date'),
            <span key="date" className="row">
              {date.day ?? t('thefts.inConflict')}
              {date.confidence === 'background' && <Mark tone="warn">{t('thefts.unchecked')}</Mark>}
            </span>,
          ],
          [t('thefts.dateNote'), date.note && <span lang="en">{date.note}</span>],
          [t('thefts.chains'), chains.join(', ')],
          [
            t('thefts.returned'),
            returned && (
              <span lang="en">
                {returned.what} <SourceOf source={returned.source} />
              </span>
            ),
          ],
          [
            t('thefts.silent'),
            ladder
              .filter(({ step }) => step === null)
              .map(({ state }) => state.toUpperCase())
              .join(', '),
          ],
        ]}
      />
      <DataTable
        title={t('thefts.amounts')}
        file={`${theft.id}-amounts`}
        rows={theft.amounts}
        keyOf={(one) => amountText(one)}
        empty={<Notice title={t('thefts.none')} />}
        columns={[
          { id: 'amount', header: t('thefts.amount'), align: 'end', cell: amountText, text: ({ amount }) => amount },
          { id: 'unit', text: ({ unit }) => unit },
          {
            id: 'note',
            header: t('thefts.remark'),
            cell: ({ note }) => <span lang="en">{note}</span>,
            text: ({ note }) => note,
          },
          {
            id: 'source',
            header: t('thefts.source'),
            cell: ({ source }) => <SourceOf source={source} />,
            text: ({ source }) => source.url,
          },
        ]}
      />
      <DataTable
        title={t('thefts.attribution')}
        file={`${theft.id}-attribution`}
        rows={theft.attributions}
        keyOf={(one) => JSON.stringify(one)}
        empty={<Notice title={t('thefts.nobody')} />}
        columns={[
          {
            id: 'state',
            header: t('thefts.state'),
            cell: ({ state }) => state.toUpperCase(),
            text: ({ state }) => state,
          },
          {
            id: 'step',
            header: t('thefts.step'),
            cell: ({ step }) => t(`thefts.step-${step}`),
            text: ({ step }) => step,
          },
          { id: 'by', header: t('thefts.by'), cell: ({ by }) => <span lang="en">{by}</span>, text: ({ by }) => by },
          { id: 'on', header: t('thefts.on'), cell: ({ on }) => on ?? '–', text: ({ on }) => on },
          { id: 'actor', header: t('thefts.actor'), cell: ({ actor }) => actor, text: ({ actor }) => actor },
          {
            id: 'source',
            header: t('thefts.source'),
            cell: ({ source }) => <SourceOf source={source} />,
            text: ({ source }) => source.url,
          },
        ]}
      />
      {conflicts.map(({ about, statements }) => (
        <Section key={about} title={t('thefts.conflictOn', { about })}>
          <ul>
            {statements.map(({ says, source }) => (
              <li key={says} lang="en">
                {says} <SourceOf source={source} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
