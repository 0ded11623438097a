import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { address } from '../../api/address.ts';
import { ask } from '../../api/ask.ts';
import { Refusal } from '../../shell/answer.tsx';
import { Icon } from '../../shell/icon.tsx';
import styles from './files.module.css';
import { JOBS, sizeText, type UploadAnswer } from './job-answers.ts';

/** Takes a file, dropped or chosen, sends it, and leads to its columns. */
export function DropZone() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [isOver, setOver] = useState(false);
  const sending = useMutation({
    mutationFn: (file: File) => ask<UploadAnswer>(address(JOBS, { name: file.name }), file),
    onSuccess: async ({ job }) => {
      await client.invalidateQueries();
      navigate(`/files/${job.id}`);
    },
  });
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file && !sending.isPending) sending.mutate(file);
  };
  const over = (isHere: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isHere);
  };
  return (
    <div className="stack tight">
      <label
        className={styles.zone}
        data-over={isOver || undefined}
        onDragOver={over(true)}
        onDragLeave={over(false)}
        onDrop={(event) => {
          over(false)(event);
          take(event.dataTransfer.files);
        }}
      >
        <input
          type="file"
          className="hidden"
          accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.json"
          disabled={sending.isPending}
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            currentTarget.value = '';
          }}
        />
        <Icon name="plus" size={20} />
        <span role="status">
          {sending.isPending
            ? t('files.sending', { file: sending.variables.name, size: sizeText(sending.variables.size) })
            : t('files.drop')}
        </span>
        <span className="small dim">{t('files.kinds')}</span>
      </label>
      {sending.error && (
        <Refusal error={sending.error} again={() => sending.variables && sending.mutate(sending.variables)} />
      )}
    </div>
  );
}
