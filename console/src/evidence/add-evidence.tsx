import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { SendForm } from '../shell/send-form.tsx';
import { EVIDENCE, type EvidenceAnswer, namesIn } from './evidence-answers.ts';

interface AddEvidenceProps {
  onDone(item: EvidenceAnswer): void;
  onCancel(): void;
}

/** A file with what must be said of it. */
export function AddEvidence({ onDone, onCancel }: AddEvidenceProps) {
  const { t } = useTranslation();
  return (
    <SendForm title={t('evidence.add')} action={t('evidence.take')} send={send} onDone={onDone} onCancel={onCancel}>
      <label className="stack tight">
        <span>{t('evidence.file')}</span>
        <input type="file" name="file" required />
      </label>
      <TextInput
        name="source"
        label={t('evidence.source')}
        description={t('evidence.sourceHint')}
        required
        maxLength={2000}
      />
      <div className="fields">
        <TextInput name="relTo" label={t('evidence.relTo')} description={t('evidence.relToHint')} />
      </div>
      <TextInput name="description" label={t('evidence.description')} maxLength={5000} />
      <label className="row">
        <input type="checkbox" name="exercise" />
        {t('evidence.exercise')}
      </label>
    </SendForm>
  );
}

async function send(given: FormData): Promise<EvidenceAnswer> {
  const file = given.get('file') as File;
  const text = (name: string): string => String(given.get(name) ?? '').trim();
  const facts = {
    name: file.name,
    source: text('source'),
    relTo: namesIn(text('relTo')),
    description: text('description'),
    exercise: given.has('exercise') ? 'true' : 'false',
  };
  return await ask<EvidenceAnswer>(address(EVIDENCE, facts), file);
}
