import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FieldChange } from '../../../src/lists/diff-entries.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import type { IconName } from '../shell/icon.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Section } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { UrlSelect } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import type { DifferenceAnswer, EntryRow, VersionRow } from './list-answers.ts';

const PAGE = 100;
const KINDS = ['added', 'removed', 'changed'] as const;
const LOOKS: Record<(typeof KINDS)[number], { icon: IconName; tone: Tone }> = {
  added: { icon: 'plus', tone: 'bad' },
  removed: { icon: 'minus', tone: 'good' },
  changed: { icon: 'changed', tone: 'accent' },
};

interface ChangeRow extends EntryRow {
  kind: (typeof KINDS)[number];
  fields: FieldChange[];
}

/** What two versions differ in: entries that came, went and changed, field by field. */
export function Difference({ list, versions }: { list: string; versions: readonly VersionRow[] }) {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const difference = useAnswer<DifferenceAnswer>(
    address(`/api/v1/lists/${encodeURIComponent(list)}/diff`, { from: get('from'), to: get('to') }),
  );
  const options = versions.map((version) => ({ value: String(version.id), label: nameOf(version) }));
  return (
    <Section title={t('diff.title')}>
      <div className="fields">
        <UrlSelect name="from" label={t('diff.from')} any={t('diff.before')} options={options} className="wide" />
        <UrlSelect name="to" label={t('diff.to')} any={t('diff.latest')} options={options} className="wide" />
        <UrlSelect
          name="kind"
          label={t('diff.kind')}
          any={t('word.all')}
          options={KINDS.map((kind) => ({ value: kind, label: t(`diff.${kind}`) }))}
        />
      </div>
      <Answer of={difference}>{(data) => <Changes list={list} difference={data} />}</Answer>
    </Section>
  );
}

function nameOf({ id, publishedAt, loadedAt }: VersionRow): string {
  return `${publishedAt?.slice(0, 10) ?? '?'} · ${id} · ${loadedAt.slice(0, 10)}`;
}

function Changes({ list, difference }: { list: string; difference: DifferenceAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  const { get } = useUrlState();
  const { from, to, counts } = difference;
  const rows = rowsOf(difference).filter(({ kind }) => get('kind') === '' || kind === get('kind'));
  const offset = offsetIn(get('offset'));
  return (
    <>
      <p className="row">
        <strong>
          {nameOf(from)} → {nameOf(to)}
        </strong>
        {KINDS.map((kind) => (
          <span key={kind}>
            {t(`diff.${kind}`)} <strong>{counts[kind]}</strong>
          </span>
        ))}
      </p>
      <DataTable
        title={t('diff.changes')}
        file={`difference-${list}-${from.id}-${to.id}`}
        rows={rows.slice(offset, offset + PAGE)}
        everything={{ rows: async () => rows }}
        aside={rows.length > 0 && <Pager total={rows.length} limit={PAGE} />}
        keyOf={({ kind, id }) => `${kind} ${id}`}
        empty={<Notice title={t('diff.none')} />}
        columns={[
          { id: 'key', header: t('diff.entry'), cell: ({ key }) => <code>{key}</code>, text: ({ key }) => key },
          {
            id: 'kind',
            header: t('diff.kind'),
            cell: ({ kind }) => <Mark {...LOOKS[kind]}>{t(`diff.${kind}`)}</Mark>,
            text: ({ kind }) => kind,
          },
          {
            id: 'caption',
            header: t('diff.party'),
            cell: ({ kind, id, caption }) =>
              kind === 'removed' ? caption : <Link href={`/party/${encodeURIComponent(id)}`}>{caption}</Link>,
            text: ({ caption }) => caption,
            least: '12rem',
          },
          {
            id: 'schema',
            header: t('diff.schema'),
            cell: ({ schema }) => <span className="nowrap">{words('schema', schema)}</span>,
            text: ({ schema }) => schema,
          },
          {
            id: 'fields',
            header: t('diff.fields'),
            cell: ({ fields }) => <FieldChanges fields={fields} />,
            text: ({ fields }) => fields.map(writtenChange).join(' | '),
            least: '20rem',
          },
        ]}
      />
    </>
  );
}

function rowsOf({ added, removed, changed }: DifferenceAnswer): ChangeRow[] {
  return [
    ...added.map((entry) => ({ ...entry, kind: 'added' as const, fields: [] })),
    ...removed.map((entry) => ({ ...entry, kind: 'removed' as const, fields: [] })),
    ...changed.map((entry) => ({ ...entry, kind: 'changed' as const })),
  ];
}

function writtenChange({ field, added, removed }: FieldChange): string {
  return [field, ...removed.map((value) => `- ${value}`), ...added.map((value) => `+ ${value}`)].join(' ');
}

function FieldChanges({ fields }: { fields: readonly FieldChange[] }) {
  const words = useWords();
  return (
    <ul className="bare">
      {fields.map(({ field, added, removed }) => (
        <li key={field}>
          <span className="dim">{words('property', field)}</span>
          {removed.map((value) => (
            <del key={value} style={{ display: 'block', textDecoration: 'none' }}>
              − {value}
            </del>
          ))}
          {added.map((value) => (
            <ins key={value} style={{ display: 'block', textDecoration: 'none' }}>
              + {value}
            </ins>
          ))}
        </li>
      ))}
    </ul>
  );
}
