import { useTranslation } from 'react-i18next';
import type { OwnershipAnswerBody } from '../../../src/parties/edge/ownership-routes.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { LayeredDrawing } from '../shell/layered-drawing.tsx';
import { layersOf } from '../shell/layers.ts';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { RuleAnswer } from './rule-answer.tsx';
import { shareText } from './share-text.ts';

/** Who owns a firm, and what each rule makes of it on a day. */
export function OwnersOfPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const answer = useAnswer<OwnershipAnswerBody>(
    address(`/api/v1/ownership/${encodeURIComponent(id)}`, { asOf: get('asOf') }),
  );
  return (
    <Page
      title={answer.data?.name || id}
      aside={<code className="dim">{answer.data?.party}</code>}
      lead={t('owners.ruleLead')}
    >
      <div className="fields">
        <UrlText name="asOf" type="date" label={t('owners.asOf')} />
      </div>
      <Answer of={answer}>{(report) => <Report report={report} />}</Answer>
    </Page>
  );
}

function Report({ report }: { report: OwnershipAnswerBody }) {
  const { t } = useTranslation();
  const name = (id: string): string => report.names[id] || id;
  const certain = new Set(report.rules.flatMap((rule) => rule.certain));
  const possible = new Set(report.rules.flatMap((rule) => rule.possible));
  const toneOf = (id: string): Tone => (certain.has(id) ? 'bad' : possible.has(id) ? 'warn' : 'plain');
  const edges = report.edges.map(({ owner, owned, min, max, kind }) => ({
    from: owner,
    to: owned,
    label: `${shareText({ min, max }, t('owners.unknownShare'))}${kind === 'votes' ? ` ${t('owners.ofVotes')}` : ''}`,
    isOpen: min < max,
  }));
  const nodes = layersOf([report.party], edges, 'against').map((placed) => ({
    ...placed,
    label: name(placed.id),
    note: certain.has(placed.id) ? t('owners.in') : possible.has(placed.id) ? t('owners.mayBeIn') : placed.id,
    tone: toneOf(placed.id),
  }));
  return (
    <>
      {report.contradicts && <Notice tone="warn" title={t('owners.contradicts')} />}
      <div className="stack">
        {report.rules.map((rule) => (
          <RuleAnswer key={rule.rule} rule={rule} name={name} />
        ))}
      </div>
      <Section
        title={t('owners.drawing')}
        aside={<span className="small dim">{t('owners.recorded', { share: report.recorded / 1_000_000 })}</span>}
      >
        <LayeredDrawing
          label={t('owners.drawingOf', { name: report.name || report.party })}
          nodes={nodes}
          edges={edges}
        />
      </Section>
      <DataTable
        title={t('owners.holdings')}
        file={`owners-of-${report.party}`}
        rows={report.edges}
        keyOf={({ owner, owned, kind, record }) => `${owner} ${owned} ${kind} ${record}`}
        empty={<Notice title={t('owners.noHoldings')} />}
        columns={[
          { id: 'owner', header: t('owners.owner'), cell: ({ owner }) => name(owner), text: ({ owner }) => owner },
          { id: 'owned', header: t('owners.owned'), cell: ({ owned }) => name(owned), text: ({ owned }) => owned },
          {
            id: 'share',
            header: t('owners.share'),
            align: 'end',
            cell: ({ min, max }) => shareText({ min, max }, t('owners.unknownShare')),
            text: ({ min, max }) => (min === max ? min / 1e6 : `${min / 1e6}-${max / 1e6}`),
          },
          {
            id: 'kind',
            header: t('owners.kind'),
            cell: ({ kind }) => (kind === 'votes' ? t('owners.votes') : t('owners.shares')),
            text: ({ kind }) => kind,
          },
          {
            id: 'record',
            header: t('owners.record'),
            cell: ({ record }) => <code>{record}</code>,
            text: ({ record }) => record,
          },
        ]}
      />
      {report.silences.length > 0 && (
        <Section title={t('owners.silences')}>
          <ul>
            {report.silences.map(({ about, what, reason }) => (
              <li key={`${about} ${what}`} lang="en">
                {name(about)}: {what} <Mark tone="warn">{reason}</Mark>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
