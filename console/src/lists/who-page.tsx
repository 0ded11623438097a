import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WhoRow } from '../../../src/lists/who-lists.ts';
import { address } from '../api/address.ts';
import { askText, useAnswer } from '../api/ask.ts';
import { everyPage } from '../api/every-page.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { UrlSelect, UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import type { WhoAnswer } from './list-answers.ts';
import styles from './who-page.module.css';

const PAGE = 100;
const SCHEMATA = ['Person', 'Organization', 'Company', 'LegalEntity', 'Vessel', 'Airplane', 'CryptoWallet'];
const PATH = '/api/v1/lists/who';

/** Parties down, lists across: who lists whom, since when, and who does not. */
export function WhoPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { get, all } = useUrlState();
  const filter = {
    q: get('q'),
    schema: get('schema'),
    listedBy: all('listedBy'),
    notListedBy: all('notListedBy'),
  };
  const who = useAnswer<WhoAnswer>(address(PATH, { ...filter, limit: PAGE, offset: offsetIn(get('offset')) }));
  return (
    <Page title={t('who.title')} lead={t('who.lead')}>
      <div className="fields">
        <UrlText name="q" label={t('who.name')} className="wide" />
        <UrlSelect
          name="schema"
          label={t('who.schema')}
          any={t('word.all')}
          options={SCHEMATA.map((value) => ({ value, label: words('schema', value) }))}
        />
      </div>
      <Answer of={who}>{(data) => <Matrix data={data} filter={filter} />}</Answer>
    </Page>
  );
}

interface Filter {
  q: string;
  schema: string;
  listedBy: string[];
  notListedBy: string[];
}

function Matrix({ data, filter }: { data: WhoAnswer; filter: Filter }) {
  const { t } = useTranslation();
  const columns = useColumns(data.authorities);
  return (
    <>
      <ListFilters authorities={data.authorities} />
      <DataTable
        title={t('who.matrix')}
        file="who-lists-whom"
        rows={data.parties}
        everything={{
          csv: () => askText(address(PATH, { ...filter, format: 'csv' })),
          rows: () => everyPage<WhoAnswer, WhoRow>(PATH, { ...filter }, ({ parties }) => parties),
        }}
        aside={data.total > 0 && <Pager total={data.total} limit={PAGE} />}
        keyOf={({ id }) => id}
        columns={columns}
        empty={
          <Notice title={t('who.none')}>
            <p>{data.authorities.length === 0 ? t('lists.loadHint') : t('who.noneText')}</p>
          </Notice>
        }
        sticky
      />
    </>
  );
}

function useColumns(authorities: WhoAnswer['authorities']): Column<WhoRow>[] {
  const { t } = useTranslation();
  const words = useWords();
  return [
    {
      id: 'caption',
      header: t('who.party'),
      cell: ({ id, caption }) => <Link href={`/party/${encodeURIComponent(id)}`}>{caption}</Link>,
      text: ({ caption }) => caption,
      least: '13rem',
    },
    {
      id: 'schema',
      header: t('who.schema'),
      cell: ({ schema }) => <span className="nowrap">{words('schema', schema)}</span>,
      text: ({ schema }) => schema,
    },
    ...authorities.map(
      ({ list, title }): Column<WhoRow> => ({
        id: list,
        header: (
          <Link href={`/lists/${encodeURIComponent(list)}`} title={title} className="mono">
            {list}
          </Link>
        ),
        cell: ({ listings }) => <ListedCell listing={listings[list]} />,
        text: ({ listings }) => listings[list] && (listings[list].since ?? 'listed'),
      }),
    ),
  ];
}

function ListedCell({ listing }: { listing: WhoRow['listings'][string] | undefined }) {
  const { t } = useTranslation();
  if (!listing) {
    return (
      <span className="dim">
        <span aria-hidden="true">·</span>
        <span className="hidden">{t('who.notListed')}</span>
      </span>
    );
  }
  return (
    <span className={styles.listed} title={listing.entry}>
      {listing.since ?? t('who.listedNoDate')}
    </span>
  );
}

/** By list: any, names the party, does not name it. */
function ListFilters({ authorities }: { authorities: WhoAnswer['authorities'] }) {
  const { t } = useTranslation();
  const { all, set } = useUrlState();
  const [yes, no] = [all('listedBy'), all('notListedBy')];
  const without = (lists: readonly string[], list: string): string[] => lists.filter((other) => other !== list);
  const choose = (list: string, choice: string): void =>
    set({
      listedBy: choice === 'yes' ? [...without(yes, list), list] : without(yes, list),
      notListedBy: choice === 'no' ? [...without(no, list), list] : without(no, list),
      offset: null,
    });
  return (
    <fieldset className={styles.filters}>
      <legend>{t('who.filters')}</legend>
      {authorities.map(({ list, title }) => (
        <label key={list} title={title}>
          <code>{list}</code>
          <select
            value={yes.includes(list) ? 'yes' : no.includes(list) ? 'no' : ''}
            onChange={({ currentTarget: { value } }) => choose(list, value)}
          >
            <option value="">{t('who.any')}</option>
            <option value="yes">{t('who.lists')}</option>
            <option value="no">{t('who.listsNot')}</option>
          </select>
        </label>
      ))}
    </fieldset>
  );
}
