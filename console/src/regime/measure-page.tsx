import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ShownMeasure } from '../../../src/regime/find-measures.ts';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { Downloads } from '../shell/downloads.tsx';
import { Facts } from '../shell/facts.tsx';
import { Notice } from '../shell/notice.tsx';
import { OutsideLink } from '../shell/outside-link.tsx';
import { Page, Section } from '../shell/page.tsx';
import { toCsv } from '../shell/to-csv.ts';
import { type ExemptionsAnswer, paragraphOf } from './measure-answers.ts';
import { Force, GoodsCodes, ObligationMark, Summary } from './measure-cells.tsx';
import { UncheckedMark } from './paragraph.tsx';
import { splitLabel } from './split-label.ts';

/** One paragraph with everything that is known of it, and how far it has been checked. */
export function MeasurePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const measure = useAnswer<ShownMeasure>(`/api/v1/regime/measures/${encodeURIComponent(id)}`);
  return (
    <Page
      title={measure.data ? splitLabel(measure.data.label).citation : id}
      aside={
        measure.data && (
          <>
            <UncheckedMark measure={paragraphOf(measure.data)} />
            <ObligationMark obligation={measure.data.obligation} />
          </>
        )
      }
      lead={<Link href="/law">{t('law.title')}</Link>}
    >
      <Answer of={measure}>{(data) => <Body measure={data} />}</Answer>
    </Page>
  );
}

function Body({ measure }: { measure: ShownMeasure }) {
  const { t } = useTranslation();
  const words = useWords();
  const { check, unread, correction } = measure;
  return (
    <>
      <p style={{ maxWidth: '72ch' }}>
        <Summary measure={measure} />
      </p>
      <Facts
        facts={[
          [t('law.regime'), words('regime', measure.regime)],
          [t('law.family'), words('family', measure.family)],
          [t('law.direction'), words('direction', measure.direction)],
          [t('law.obligation'), words('obligation', measure.obligation)],
          [t('law.force'), <Force key="force" measure={measure} />],
          [
            t('law.goods'),
            measure.hsCodes.length > 0 && <GoodsCodes key="goods" measure={measure} most={measure.hsCodes.length} />,
          ],
          [
            t('law.source'),
            <OutsideLink key="source" href={measure.source}>
              {measure.source}
            </OutsideLink>,
          ],
          [t('law.id'), <code key="id">{measure.id}</code>],
        ]}
      />
      <Exemptions codes={measure.exemptions} />
      <Section title={t('law.check')}>
        <Facts
          facts={[
            [t('law.confidence'), words('confidence', measure.confidence)],
            [t('law.verdict'), words('checkVerdict', check.verdict)],
            [t('law.partial'), check.partial && t('law.partialText')],
            [t('law.note'), check.note && <span lang="en">{check.note}</span>],
            [t('law.seenAt'), check.seenAt && <OutsideLink href={check.seenAt}>{check.seenAt}</OutsideLink>],
            [t('law.correction'), correction && <span lang="en">{correction}</span>],
          ]}
        />
      </Section>
      {unread && (
        <Notice title={t('law.unread')}>
          <p lang="en">{unread}</p>
        </Notice>
      )}
      <Downloads name={measure.id} csv={() => csvOf(measure)} json={() => measure} />
    </>
  );
}

function csvOf(measure: ShownMeasure): string {
  const fields = Object.entries(measure).filter(([name]) => name !== 'check');
  const shown = (value: unknown): string => (Array.isArray(value) ? value.join('; ') : String(value ?? ''));
  const check = Object.entries(measure.check).map(([name, value]) => [`check.${name}`, shown(value)]);
  return toCsv(['field', 'value'], [...fields.map(([name, value]) => [name, shown(value)]), ...check]);
}

function Exemptions({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  const answer = useAnswer<ExemptionsAnswer>('/api/v1/regime/exemptions');
  return (
    <Section title={t('law.exemptions')}>
      {codes.length === 0 ? (
        <p className="small dim">{t('law.noExemptions')}</p>
      ) : (
        <Answer of={answer}>
          {({ exemptions }) => (
            <Facts
              facts={codes.map((code) => [
                <code key={code}>{code}</code>,
                <span key={code} lang="en">
                  {exemptions.find((exemption) => exemption.code === code)?.text ?? '—'}
                </span>,
              ])}
            />
          )}
        </Answer>
      )}
    </Section>
  );
}
