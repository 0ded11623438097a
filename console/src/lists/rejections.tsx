import { useTranslation } from 'react-i18next';
import type { Rejection } from '../../../src/lists/list-record.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { everyPage } from '../api/every-page.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { instantText } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';
import type { RejectionsAnswer } from './list-answers.ts';

const PAGE = 20;
/** The parameter of this table's place; the page has another table with `offset`. */
const PLACE = 'rejected';

interface RejectionsProps {
  list: string;
  /** Instant of the latest try to load the list, whether it was loaded or refused. */
  triedAt: string;
}

/** Rows of the latest try that were not taken, each with where and why. */
export function Rejections({ list, triedAt }: RejectionsProps) {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const at = instantText(triedAt);
  const path = `/api/v1/lists/${encodeURIComponent(list)}/rejections`;
  const answer = useAnswer<RejectionsAnswer>(address(path, { limit: PAGE, offset: offsetIn(get(PLACE)) }));
  const everything = {
    rows: () => everyPage<RejectionsAnswer, Rejection>(path, {}, ({ rejections }) => rejections),
  };
  return (
    <Answer of={answer}>
      {({ total, rejections }) => (
        <DataTable
          title={t('rejections.title', { at })}
          file={`rejections-${list}`}
          rows={rejections}
          everything={everything}
          aside={total > 0 && <Pager name={PLACE} total={total} limit={PAGE} />}
          keyOf={(row) => String(rejections.indexOf(row))}
          empty={<Notice tone="good" title={t('rejections.none', { at })} />}
          columns={[
            {
              id: 'place',
              header: t('rejections.place'),
              cell: ({ place }) => <code>{placeOf(place)}</code>,
              text: ({ place }) => placeOf(place),
            },
            {
              id: 'severity',
              header: t('rejections.severity'),
              cell: ({ severity }) => t(`rejections.${severity}`),
              text: ({ severity }) => severity,
            },
            {
              id: 'reference',
              header: t('party.reference'),
              cell: ({ reference }) => reference && <code>{reference}</code>,
              text: ({ reference }) => reference,
            },
            {
              id: 'reason',
              header: t('rejections.reason'),
              cell: ({ reason }) => <span lang="en">{reason}</span>,
              text: ({ reason }) => reason,
              least: '20rem',
            },
          ]}
        />
      )}
    </Answer>
  );
}

function placeOf({ file, sheet, line }: Rejection['place']): string {
  return [file, sheet, line].filter((part) => part !== undefined && part !== null).join(':');
}
