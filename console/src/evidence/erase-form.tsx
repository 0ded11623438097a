import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.ts';
import { OperatorForm } from '../shell/operator-form.tsx';
import { ReasonField } from '../shell/reason-field.tsx';
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
    <OperatorForm
      question={t('evidence.eraseQuestion', { name: item.name })}
      action={t('evidence.erase')}
      working={t('evidence.erasing')}
      send={(given) =>
        ask<EvidenceAnswer>(evidenceAddress(item.id, '/erase'), {
          by: String(given.get('by')).trim(),
          reason: String(given.get('reason')).trim(),
          confirm: String(given.get('confirm')).trim(),
        })
      }
      onDone={() => setOpen(false)}
      onCancel={() => setOpen(false)}
    >
      <p>{t('evidence.eraseText')}</p>
      <ReasonField />
      <div className="fields">
        <TextInput name="by" label={t('evidence.by')} description={t('evidence.holderOnly')} required maxLength={100} />
        <TextInput
          name="confirm"
          label={t('evidence.writeId', { id: item.id })}
          required
          pattern={item.id}
          autoComplete="off"
          className="wide"
        />
      </div>
    </OperatorForm>
  );
}
