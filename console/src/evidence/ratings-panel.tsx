import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { Section } from '../shell/page.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { evidenceAddress, type RatingsAnswer } from './evidence-answers.ts';

const VALUES = ['A', 'B', 'C', 'D', 'E', 'F', '1', '2', '3', '4', '5', '6'] as const;

/** Ratings are shown to who is signed in, and that they were is kept; a rater of one scale never sees the other. */
export function RatingsPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [isRating, setRating] = useState(false);
  const [isShown, setShown] = useState(false);
  return (
    <Section title={t('evidence.ratings')}>
      <p className="dim">{t('evidence.ratingsLead')}</p>
      {isRating ? (
        <RateForm id={id} onEnd={() => setRating(false)} />
      ) : (
        <div className="row">
          <Button onClick={() => setRating(true)}>{t('evidence.rate')}</Button>
          {!isShown && <Button onClick={() => setShown(true)}>{t('evidence.seeRatings')}</Button>}
        </div>
      )}
      {!isShown && <p className="dim small">{t('evidence.readerHint')}</p>}
      {isShown && <Shown id={id} />}
    </Section>
  );
}

function RateForm({ id, onEnd }: { id: string; onEnd(): void }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <SendForm
      title={t('evidence.rate')}
      action={t('evidence.rate')}
      send={(given) =>
        ask<RatingsAnswer>(evidenceAddress(id, '/ratings'), {
          value: given.get('value'),
          reason: String(given.get('reason')).trim(),
        })
      }
      onDone={onEnd}
      onCancel={onEnd}
    >
      <div className="fields">
        <NativeSelect
          name="value"
          label={t('evidence.value')}
          data={VALUES.map((value) => ({ value, label: `${value}: ${words('rating', value)}` }))}
        />
        <TextInput name="reason" label={t('operator.reason')} required maxLength={1000} className="wide" />
      </div>
    </SendForm>
  );
}

function Shown({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const ratings = useAnswer<RatingsAnswer>(evidenceAddress(id, '/ratings'));
  return (
    <Answer of={ratings}>
      {(data) => (
        <DataTable
          title={t('evidence.seenBy')}
          file={`ratings-${id}`}
          rows={data}
          keyOf={({ number }) => String(number)}
          empty={<Notice title={t('evidence.noRatings')} />}
          columns={[
            {
              id: 'value',
              header: t('evidence.value'),
              cell: ({ value }) => `${value}: ${words('rating', value)}`,
              text: ({ value }) => value,
            },
            { id: 'by', header: t('evidence.by'), cell: ({ rater }) => rater, text: ({ rater }) => rater },
            { id: 'at', header: t('evidence.at'), cell: ({ at }) => <Instant at={at} />, text: ({ at }) => at },
            {
              id: 'reason',
              header: t('evidence.note'),
              least: '12rem',
              cell: ({ reason }) => reason,
              text: ({ reason }) => reason,
            },
          ]}
        />
      )}
    </Answer>
  );
}
