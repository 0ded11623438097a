import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ask, useAnswer } from '../api/ask.ts';
import { SendForm } from '../shell/send-form.tsx';
import { CheckBoxes } from '../team/check-boxes.tsx';
import { STATES, type StatesAnswer } from '../team/team-answers.ts';
import { CASES } from './case-answers.ts';
import { textOf } from './event-form.tsx';

/** Opens a case, with the finding that led here; who may see it is chosen, and is the reader's own state alone if not. */
export function OpenCase({ finding }: { finding: string | null | undefined }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [isOpen, setOpen] = useState(Boolean(finding));
  const states = useAnswer<StatesAnswer>(STATES);
  if (!isOpen)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('cases.open')}</Button>
      </div>
    );
  return (
    <SendForm
      title={t('cases.open')}
      action={t('cases.open')}
      send={(given) =>
        ask<{ id: string }>(CASES, {
          title: textOf(given, 'title'),
          findings: textOf(given, 'finding') ? [textOf(given, 'finding')] : [],
          label: { relTo: given.getAll('relTo').map(String) },
        })
      }
      onDone={({ id }) => go(`/cases/${id}`)}
      onCancel={() => setOpen(false)}
    >
      <div className="fields">
        <TextInput name="title" label={t('cases.caseTitle')} required maxLength={500} className="wide" autoFocus />
        <TextInput name="finding" label={t('cases.findingId')} defaultValue={finding ?? ''} className="wide" />
      </div>
      <CheckBoxes
        name="relTo"
        legend={t('cases.readers')}
        options={(states.data?.states ?? []).map(({ code, name }) => ({ value: code, label: code, title: name }))}
      />
      <p className="small dim">{t('cases.readersHint')}</p>
    </SendForm>
  );
}
