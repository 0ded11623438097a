import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { type CustodyAnswer, evidenceAddress } from './evidence-answers.ts';

const STEPS = ['handed-over', 'accepted', 'declined'] as const;

/** Who did what with an item, and the next step. */
export function CustodyPanel({ id }: { id: string }) {
  const custody = useAnswer<CustodyAnswer>(evidenceAddress(id, '/custody'));
  return <Answer of={custody}>{(data) => <Chain id={id} custody={data} />}</Answer>;
}

function Chain({ id, custody: { report, entries } }: { id: string; custody: CustodyAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  const [isStepping, setStepping] = useState(false);
  return (
    <div className="stack tight">
      <DataTable
        title={t('evidence.custody')}
        file={`custody-${id}`}
        rows={entries}
        keyOf={({ body }) => String(body.number)}
        empty={null}
        aside={
          <span className="row">
            <Mark tone={report.holds ? 'good' : 'bad'} icon={report.holds ? 'good' : 'bad'}>
              {report.holds ? t('evidence.chainHolds') : t('evidence.chainBroken')}
            </Mark>
            <span className="dim small">
              {t('evidence.heldBy', { holder: report.holder })}
              {report.underWayTo && ` · ${t('evidence.underWayTo', { to: report.underWayTo })}`}
            </span>
          </span>
        }
        columns={[
          {
            id: 'act',
            header: t('evidence.act'),
            cell: ({ body }) => words('custodyAct', body.act),
            text: ({ body }) => body.act,
          },
          {
            id: 'at',
            header: t('evidence.at'),
            cell: ({ body }) => <Instant at={body.at} />,
            text: ({ body }) => body.at,
          },
          { id: 'by', header: t('evidence.by'), cell: ({ body }) => body.by, text: ({ body }) => body.by },
          {
            id: 'to',
            header: t('evidence.to'),
            cell: ({ body }) => String(body.to ?? ''),
            text: ({ body }) => String(body.to ?? ''),
          },
          {
            id: 'note',
            header: t('evidence.note'),
            least: '12rem',
            cell: ({ body }) => String(body.note ?? ''),
            text: ({ body }) => String(body.note ?? ''),
          },
          { id: 'signature', text: ({ signature }) => signature },
        ]}
      />
      {isStepping ? (
        <StepForm id={id} onEnd={() => setStepping(false)} />
      ) : (
        <div>
          <Button size="compact-sm" onClick={() => setStepping(true)}>
            {t('evidence.handOver')}
          </Button>
        </div>
      )}
    </div>
  );
}

function StepForm({ id, onEnd }: { id: string; onEnd(): void }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <SendForm
      title={t('evidence.handOver')}
      action={t('evidence.sign')}
      send={(given) =>
        ask<CustodyAnswer>(evidenceAddress(id, '/custody'), {
          act: given.get('act'),
          to: String(given.get('to')).trim() || null,
          note: String(given.get('note')).trim() || null,
        })
      }
      onDone={onEnd}
      onCancel={onEnd}
    >
      <div className="fields">
        <NativeSelect
          name="act"
          label={t('evidence.act')}
          data={STEPS.map((value) => ({ value, label: words('custodyAct', value) }))}
        />
        <TextInput name="to" label={t('evidence.to')} maxLength={40} />
        <TextInput name="note" label={t('evidence.note')} maxLength={400} className="wide" />
      </div>
    </SendForm>
  );
}
