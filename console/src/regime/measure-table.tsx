import { useTranslation } from 'react-i18next';
import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import { Notice } from '../shell/notice.tsx';
import { OutsideLink } from '../shell/outside-link.tsx';
import { type ExemptionsAnswer, paragraphOf } from './measure-answers.ts';
import { Force, GoodsCodes, ObligationMark, Summary } from './measure-cells.tsx';
import { Paragraph } from './paragraph.tsx';

export function MeasureTable({ measures }: { measures: readonly ShownMeasure[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('law.measures')}
      file="measures"
      rows={measures}
      keyOf={({ id }) => id}
      columns={useColumns()}
      empty={
        <Notice title={t('law.none')}>
          <p>{t('law.noneText')}</p>
        </Notice>
      }
    />
  );
}

function useColumns(): Column<ShownMeasure>[] {
  const { t } = useTranslation();
  const words = useWords();
  const exemptions = useAnswer<ExemptionsAnswer>(address('/api/v1/regime/exemptions'));
  const textOf = (code: string): string | undefined =>
    exemptions.data?.exemptions.find((exemption) => exemption.code === code)?.text;
  return [
    {
      id: 'paragraph',
      header: t('law.paragraph'),
      cell: (measure) => (
        <>
          <Paragraph measure={paragraphOf(measure)} />
          <div className="dim">
            {words('regime', measure.regime)} · {words('family', measure.family)}
          </div>
        </>
      ),
      text: ({ label }) => label,
      least: '13rem',
    },
    {
      id: 'summary',
      header: t('law.says'),
      cell: (measure) => (
        <>
          <Summary measure={measure} /> <ObligationMark obligation={measure.obligation} />
        </>
      ),
      text: ({ summary }) => summary,
      least: '22rem',
    },
    {
      id: 'inForceFrom',
      header: t('law.force'),
      cell: (measure) => <Force measure={measure} />,
      text: (row) => row.inForceFrom,
    },
    {
      id: 'goods',
      header: t('law.goods'),
      cell: (measure) => <GoodsCodes measure={measure} most={6} />,
      text: ({ hsCodes }) => hsCodes.join('; '),
      least: '9rem',
    },
    {
      id: 'exemptions',
      header: t('law.exemptions'),
      cell: (measure) => (
        <ul className="bare">
          {measure.exemptions.map((code) => (
            <li key={code}>
              <code title={textOf(code)}>{code}</code>
            </li>
          ))}
        </ul>
      ),
      text: (measure) => measure.exemptions.join('; '),
    },
    {
      id: 'confidence',
      header: t('law.confidence'),
      cell: ({ confidence, source }) => (
        <>
          <div>{words('confidence', confidence)}</div>
          <OutsideLink href={source}>{t('law.source')}</OutsideLink>
        </>
      ),
      text: ({ confidence }) => confidence,
      least: '9rem',
    },
    ...onlyInFiles,
  ];
}

/** What the table shows inside other cells stands in the file by itself. */
const onlyInFiles: Column<ShownMeasure>[] = [
  { id: 'id', text: ({ id }) => id },
  { id: 'regime', text: ({ regime }) => regime },
  { id: 'family', text: ({ family }) => family },
  { id: 'direction', text: ({ direction }) => direction },
  { id: 'obligation', text: ({ obligation }) => obligation },
  { id: 'inForceTo', text: ({ inForceTo }) => inForceTo },
  { id: 'status', text: ({ status }) => status },
  { id: 'hsBasis', text: ({ hsBasis }) => hsBasis },
  { id: 'printParagraph', text: ({ check }) => check.printParagraph },
  { id: 'source', text: ({ source }) => source },
];
