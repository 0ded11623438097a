import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { address } from '../api/address.ts';
import { ask, useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { OperatorForm } from '../shell/operator-form.tsx';
import { Section } from '../shell/page.tsx';
import { evidenceAddress, type RatingsAnswer } from './evidence-answers.ts';

const VALUES = ['A', 'B', 'C', 'D', 'E', 'F', '1', '2', '3', '4', '5', '6'] as const;

/** Ratings are shown to a named reader, and that they were is kept; a rater of one scale never sees the other. */
export function RatingsPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [reader, setReader] = useState<string | null>(null);
  const [is, setIs] = useState<'idle' | 'rating' | 'asking'>('idle');
  return (
    <Section title={t('evidence.ratings')}>
      <p className="dim">{t('evidence.ratingsLead')}</p>
      {is === 'idle' && (
        <div className="row">
          <Button onClick={() => setIs('rating')}>{t('evidence.rate')}</Button>
          <Button onClick={() => setIs('asking')}>{t('evidence.seeRatings')}</Button>
        </div>
      )}
      {is === 'rating' && <RateForm id={id} onEnd={() => setIs('idle')} />}
      {is === 'asking' && (
        <OperatorForm
          question={t('evidence.seeRatings')}
          action={t('evidence.show')}
          working={t('shell.loading')}
          isBrief
          send={async (given) => String(given.get('reader')).trim()}
          onDone={(name) => {
            setReader(name);
            setIs('idle');
          }}
          onCancel={() => setIs('idle')}
        >
          <TextInput
            name="reader"
            label={t('evidence.by')}
            description={t('evidence.readerHint')}
            required
            maxLength={100}
          />
        </OperatorForm>
      )}
      {reader !== null && <Shown id={id} reader={reader} />}
    </Section>
  );
}

function RateForm({ id, onEnd }: { id: string; onEnd(): void }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <OperatorForm
      question={t('evidence.rate')}
      action={t('evidence.rate')}
      working={t('evidence.signing')}
      send={(given) =>
        ask<RatingsAnswer>(evidenceAddress(id, '/ratings'), {
          rater: String(given.get('rater')).trim(),
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
        <TextInput name="rater" label={t('evidence.by')} required maxLength={100} />
        <TextInput name="reason" label={t('operator.reason')} required maxLength={1000} className="wide" />
      </div>
    </OperatorForm>
  );
}

function Shown({ id, reader }: { id: string; reader: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const ratings = useAnswer<RatingsAnswer>(address(evidenceAddress(id, '/ratings'), { reader }));
  return (
    <Answer of={ratings}>
      {(data) => (
        <DataTable
          title={t('evidence.seenBy', { reader })}
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
