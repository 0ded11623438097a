import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.ts';
import { ReasonField } from '../shell/reason-field.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { type EvidenceAnswer, evidenceAddress } from './evidence-answers.ts';

/** Cannot be undone: the reader writes the id of what is to go. */
export function EraseForm({ item }: { item: EvidenceAnswer }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <div>
        <Button className="quiet" onClick={() => setOpen(true)}>
          {t('evidence.erase')}
        </Button>
      </div>
    );
  return (
    <SendForm
      title={t('evidence.eraseQuestion', { name: item.name })}
      action={t('evidence.erase')}
      send={(given) =>
        ask<unknown>(evidenceAddress(item.id, '/erase'), {
          reason: String(given.get('reason')).trim(),
          confirm: String(given.get('confirm')).trim(),
        })
      }
      onDone={() => setOpen(false)}
      onCancel={() => setOpen(false)}
    >
      <p>{t('evidence.eraseText')}</p>
      <p className="dim">{t('evidence.holderOnly')}</p>
      <ReasonField />
      <div className="fields">
        <TextInput
          name="confirm"
          label={t('evidence.writeId', { id: item.id })}
          required
          pattern={item.id}
          autoComplete="off"
          className="wide"
        />
      </div>
    </SendForm>
  );
}
