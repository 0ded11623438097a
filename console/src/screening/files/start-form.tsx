import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { address } from '../../api/address.ts';
import { ask, useAnswer } from '../../api/ask.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer, Refusal } from '../../shell/answer.tsx';
import { Notice } from '../../shell/notice.tsx';
import { ColumnTable } from './column-table.tsx';
import { type ColumnsAnswer, type JobAnswer, jobAddress } from './job-answers.ts';
import type { Mapping } from './mapping.ts';

const KINDS = ['Person', 'Organization', 'Company', 'Vessel', 'CryptoWallet'];
const THRESHOLDS = ['0.6', '0.7', '0.8', '0.9'];
/** Encodings in which lists of customers come where they are not UTF-8. */
const ENCODINGS = ['euc-kr', 'shift_jis', 'euc-jp', 'gb18030', 'big5', 'windows-1252', 'windows-1251'];
const STANDARD_THRESHOLD = '0.7';

/** What the file's columns are taken for, to be changed, before it is screened. */
export function StartForm({ job }: { job: JobAnswer }) {
  const [encoding, setEncoding] = useState('');
  const columns = useAnswer<ColumnsAnswer>(address(jobAddress(job.id, '/columns'), { encoding }));
  const { error } = columns;
  if (error && (encoding !== '' || (error instanceof ApiProblem && error.code === 'FILE_ENCODING')))
    return <AskEncoding message={error.message} encoding={encoding} onChoose={setEncoding} />;
  return (
    <Answer of={columns}>
      {(data) => <Start key={data.encoding} job={job} columns={data} encoding={encoding} onEncoding={setEncoding} />}
    </Answer>
  );
}

interface StartProps {
  job: JobAnswer;
  columns: ColumnsAnswer;
  encoding: string;
  onEncoding(encoding: string): void;
}

function Start({ job, columns, encoding, onEncoding }: StartProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [mapping, setMapping] = useState<Mapping>(columns.mapping);
  const starting = useMutation({
    mutationFn: (choices: object) => ask(jobAddress(job.id, '/start'), choices),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    starting.mutate({
      mapping,
      schema: given.get('schema') || null,
      dateOrder: given.get('dateOrder') || null,
      threshold: Number(given.get('threshold')),
      format: given.get('format'),
      ...(encoding === '' ? {} : { encoding }),
    });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('files.how')}>
      {columns.otherSheets.length > 0 && (
        <Notice tone="warn" title={t('files.otherSheets', { sheets: columns.otherSheets.join(', ') })} />
      )}
      {columns.headings.length > 0 && <ColumnTable columns={columns} mapping={mapping} onChange={setMapping} />}
      <div className="fields">
        <Choices columns={columns} />
        {columns.format !== 'xlsx' && (
          <EncodingField encoding={encoding} found={columns.encoding} onChoose={onEncoding} />
        )}
      </div>
      {starting.error && <Refusal error={starting.error} again={() => starting.reset()} />}
      <div>
        <Button type="submit" variant="filled" loading={starting.isPending}>
          {t('files.start')}
        </Button>
      </div>
    </form>
  );
}

function Choices({ columns }: { columns: ColumnsAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <NativeSelect
        name="schema"
        label={t('files.kind')}
        data={[
          { value: '', label: t('files.kindByRow') },
          ...KINDS.map((value) => ({ value, label: words('schema', value) })),
        ]}
      />
      <NativeSelect
        name="threshold"
        label={t('lookUp.threshold')}
        data={THRESHOLDS}
        defaultValue={STANDARD_THRESHOLD}
      />
      <NativeSelect
        name="dateOrder"
        label={t('files.dates')}
        defaultValue={columns.dateOrder ?? ''}
        data={[
          { value: '', label: t('files.datesByFile') },
          { value: 'day-first', label: t('files.dayFirst') },
          { value: 'month-first', label: t('files.monthFirst') },
        ]}
      />
      <NativeSelect
        name="format"
        label={t('files.format')}
        data={[
          { value: 'jsonl', label: t('files.format-jsonl') },
          { value: 'csv', label: t('files.format-csv') },
        ]}
      />
    </>
  );
}

interface EncodingFieldProps {
  encoding: string;
  /** What the file says it is in. */
  found?: string;
  onChoose(encoding: string): void;
}

function EncodingField({ encoding, found, onChoose }: EncodingFieldProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('files.encoding')}
      value={encoding}
      onChange={({ currentTarget: { value } }) => onChoose(value)}
      data={[{ value: '', label: found ?? t('files.encodingChoose') }, ...ENCODINGS.filter((one) => one !== found)]}
    />
  );
}

/** A name read in the wrong encoding is a wrong name: people say which it is. */
function AskEncoding({ message, encoding, onChoose }: EncodingFieldProps & { message: string }) {
  const { t } = useTranslation();
  return (
    <Notice tone="warn" title={<span lang="en">{message}</span>}>
      <p>{t('files.encodingWhy')}</p>
      <EncodingField encoding={encoding} onChoose={onChoose} />
    </Notice>
  );
}
