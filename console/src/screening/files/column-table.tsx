import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/use-words.ts';
import { DataTable } from '../../shell/data-table.tsx';
import styles from './files.module.css';
import type { ColumnsAnswer } from './job-answers.ts';
import { COLUMN_FIELDS, fieldOf, type Mapping, withField } from './mapping.ts';

interface ColumnTableProps {
  columns: ColumnsAnswer;
  mapping: Mapping;
  onChange(mapping: Mapping): void;
}

/** A row a column: its heading, its first values, and what it is taken for. */
export function ColumnTable({ columns: { headings, sample }, mapping, onChange }: ColumnTableProps) {
  const { t } = useTranslation();
  const words = useWords();
  const label = (field: string): string =>
    field === 'id' ? t('files.field-id') : field === 'schema' ? t('files.kind') : words('property', field);
  return (
    <DataTable
      title={t('files.columns')}
      note={t('files.columnsNote')}
      file="columns"
      rows={headings.map((heading, at) => ({ heading, values: sample.flatMap((cells) => cells[at] || []) }))}
      keyOf={({ heading }) => heading}
      empty={null}
      columns={[
        {
          id: 'column',
          header: t('files.column'),
          cell: ({ heading }) => heading,
          text: ({ heading }) => heading,
        },
        {
          id: 'holds',
          header: t('files.holds'),
          cell: ({ heading }) => (
            <NativeSelect
              aria-label={`${t('files.holds')} ${heading}`}
              value={fieldOf(mapping, heading)}
              onChange={({ currentTarget: { value } }) => onChange(withField(mapping, heading, value))}
              data={[
                { value: '', label: t('files.notUsed') },
                ...fieldsFor(fieldOf(mapping, heading)).map((value) => ({ value, label: label(value) })),
              ]}
            />
          ),
          text: ({ heading }) => fieldOf(mapping, heading),
          least: '10rem',
        },
        {
          id: 'values',
          header: t('files.firstValues'),
          cell: ({ values }) => <span className={styles.sample}>{values.slice(0, 3).join(' · ')}</span>,
          text: ({ values }) => values.join('; '),
        },
      ]}
    />
  );
}

/** What is offered, with what the server guessed beyond it. */
function fieldsFor(guessed: string): string[] {
  return guessed === '' || COLUMN_FIELDS.includes(guessed) ? COLUMN_FIELDS : [guessed, ...COLUMN_FIELDS];
}
