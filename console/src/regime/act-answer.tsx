import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../src/regime/assess-measure.ts';
import type { ActAnswer } from '../../../src/regime/check-act.ts';
import { useWords } from '../i18n/use-words.ts';
import { type Column, DataTable } from '../shell/data-table.tsx';
import type { IconName } from '../shell/icon.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Section } from '../shell/page.tsx';
import { ActQuestions } from './act-questions.tsx';
import { GivenAnswers } from './given-answers.tsx';
import { ObligationMark } from './measure-cells.tsx';
import { Paragraph } from './paragraph.tsx';
import { splitLabel } from './split-label.ts';

type MeasureAnswer = ActAnswer['measures'][number];

const LOOKS: Record<MeasureAnswer['verdict'], { tone: Tone; icon: IconName }> = {
  forbidden: { tone: 'bad', icon: 'bad' },
  'forbidden-unless': { tone: 'warn', icon: 'warn' },
  undetermined: { tone: 'plain', icon: 'unknown' },
  permitted: { tone: 'good', icon: 'good' },
  'called-upon': { tone: 'accent', icon: 'minus' },
};

/** The verdict, the paragraphs it rests on, and the questions that are open. */
export function ActAnswerView({ answer }: { answer: ActAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  const columns = useColumns();
  const keyOf = ({ measure }: MeasureAnswer): string => measure;
  return (
    <>
      <Notice tone={LOOKS[answer.verdict].tone} title={words('verdict', answer.verdict)}>
        <p>{t('check.byTheLawOf', { on: answer.on })}</p>
        <RegimeVerdicts regimes={answer.regimes} />
        <p className="small dim">{t('check.notAdvice')}</p>
      </Notice>
      <GivenAnswers />
      <ActQuestions questions={answer.questions} open={answer.open} />
      <DataTable
        title={t('check.measures')}
        file="act-measures"
        rows={answer.measures}
        keyOf={keyOf}
        columns={columns}
        empty={<Notice title={t('check.noMeasures')} />}
      />
      {answer.calledUpon.length > 0 && (
        <DataTable
          title={t('check.calledUpon')}
          file="act-called-upon"
          rows={answer.calledUpon}
          keyOf={keyOf}
          columns={columns}
          empty={null}
        />
      )}
      {answer.notInForce.length > 0 && <NotInForce rows={answer.notInForce} />}
      {answer.notes.length > 0 && (
        <Section title={t('check.notes')}>
          <ul lang="en" className="small">
            {answer.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** A line a verdict with the regimes that reach it, worst first. */
function RegimeVerdicts({ regimes }: Pick<ActAnswer, 'regimes'>) {
  const words = useWords();
  const verdicts = (Object.keys(LOOKS) as MeasureAnswer['verdict'][]).filter((verdict) =>
    regimes.some((row) => row.verdict === verdict),
  );
  return (
    <ul className="bare">
      {verdicts.map((verdict) => (
        <li key={verdict} className="row">
          <VerdictMark verdict={verdict} />
          {regimes
            .filter((row) => row.verdict === verdict)
            .map(({ regime }) => words('regime', regime))
            .join(' · ')}
        </li>
      ))}
    </ul>
  );
}

function VerdictMark({ verdict }: { verdict: Verdict | 'called-upon' }) {
  const words = useWords();
  return <Mark {...LOOKS[verdict]}>{words('verdict', verdict)}</Mark>;
}

function useColumns(): Column<MeasureAnswer>[] {
  const { t } = useTranslation();
  const words = useWords();
  return [
    {
      id: 'paragraph',
      header: t('law.paragraph'),
      cell: ({ measure, paragraph, publishable, regime }) => (
        <>
          <Paragraph measure={{ id: measure, label: paragraph, printParagraph: publishable }} />
          <div className="dim">{words('regime', regime)}</div>
        </>
      ),
      text: ({ paragraph }) => paragraph,
      least: '13rem',
    },
    {
      id: 'verdict',
      header: t('check.verdict'),
      cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
      text: ({ verdict }) => verdict,
    },
    {
      id: 'summary',
      header: t('law.says'),
      cell: ({ summary, obligation }) => (
        <>
          <span lang="en">{summary}</span> <ObligationMark obligation={obligation} />
        </>
      ),
      text: ({ summary }) => summary,
      least: '18rem',
    },
    {
      id: 'exemptions',
      header: t('law.exemptions'),
      cell: ({ exemptions }) => <Allowances allowances={exemptions} />,
      text: ({ exemptions }) => exemptions.map(({ code, applies }) => `${code}=${applies ?? 'unknown'}`).join('; '),
      least: '18rem',
    },
    {
      id: 'missing',
      header: t('check.missing'),
      cell: ({ missing }) => (
        <ul className="bare" lang="en">
          {missing.map(({ fact, question }) => (
            <li key={fact}>{question}</li>
          ))}
        </ul>
      ),
      text: ({ missing }) => missing.map(({ question }) => question).join(' '),
      least: '14rem',
    },
    {
      id: 'confidence',
      header: t('law.confidence'),
      cell: ({ confidence }) => words('confidence', confidence),
      text: ({ confidence }) => confidence,
      least: '9rem',
    },
  ];
}

function Allowances({ allowances }: { allowances: MeasureAnswer['exemptions'] }) {
  const { t } = useTranslation();
  return (
    <ul className="bare stack tight">
      {allowances.map(({ code, text, applies, notes }) => (
        <li key={code}>
          <code>{code}</code>{' '}
          <Mark tone={applies ? 'good' : 'plain'} icon={applies === null ? 'unknown' : applies ? 'good' : 'bad'}>
            {applies === null ? t('check.couldApply') : applies ? t('check.applies') : t('check.doesNotApply')}
          </Mark>
          <div lang="en">{text}</div>
          {notes.map((note) => (
            <div key={note} className="dim" lang="en">
              {note}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function NotInForce({ rows }: { rows: ActAnswer['notInForce'] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      title={t('check.notInForce')}
      file="act-not-in-force"
      rows={rows}
      keyOf={({ measure }) => measure}
      empty={null}
      columns={[
        {
          id: 'paragraph',
          header: t('law.paragraph'),
          cell: ({ measure, paragraph }) => (
            <Paragraph
              measure={{ id: measure, label: paragraph, printParagraph: splitLabel(paragraph).reason === null }}
            />
          ),
          text: ({ paragraph }) => paragraph,
        },
        { id: 'from', header: t('law.from'), cell: ({ from }) => from, text: ({ from }) => from },
        { id: 'to', header: t('law.to'), cell: ({ to }) => to ?? t('law.today'), text: ({ to }) => to },
        { id: 'state', header: t('check.state'), cell: ({ state }) => t(`check.${state}`), text: ({ state }) => state },
      ]}
    />
  );
}
