import { useTranslation } from 'react-i18next';
import type { OwnershipAnswerBody } from '../../../src/parties/edge/ownership-routes.ts';
import { Facts } from '../shell/facts.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Section } from '../shell/page.tsx';
import { shareText } from './share-text.ts';

type Rule = OwnershipAnswerBody['rules'][number];

const TONES: Readonly<Record<Rule['verdict'], Tone>> = {
  listed: 'bad',
  blocked: 'bad',
  'not-blocked': 'good',
  undetermined: 'warn',
  'no-rule': 'plain',
};

/** One rule's answer: the verdict, the sum, who brings it in, what would settle it, and control beside it. */
export function RuleAnswer({ rule, name }: { rule: Rule; name(id: string): string }) {
  const { t } = useTranslation();
  const unknown = t('owners.unknownShare');
  const perCent = (value: number): string => `${value / 1_000_000} %`;
  return (
    <Section title={rule.title} aside={<Mark tone={TONES[rule.verdict]}>{t(`owners.verdict-${rule.verdict}`)}</Mark>}>
      {rule.version && (
        <p className="small" lang="en">
          {rule.version.text} <span className="dim">{rule.version.source}</span>{' '}
          {rule.version.confidence === 'background' && <Mark tone="warn">{t('owners.unchecked')}</Mark>}
        </p>
      )}
      <Facts
        facts={[
          [t('owners.held'), rule.held && rule.held.max > 0 ? shareText(rule.held, unknown) : null],
          [
            t('owners.economic'),
            rule.economic && rule.economic.most > 0
              ? `${(rule.economic.least * 100).toFixed(2)}–${(rule.economic.most * 100).toFixed(2)} %`
              : null,
          ],
          [
            t('owners.way'),
            rule.steps.length > 0
              ? rule.steps.map(({ party, holders }) => (
                  <div key={party}>
                    {name(party)}:{' '}
                    {holders.map((one) => `${name(one.party)} ${shareText(one.share, unknown)}`).join(' + ')}
                  </div>
                ))
              : null,
          ],
          [
            t('owners.flips'),
            rule.flips.length > 0
              ? rule.flips.map((flip) => (
                  <div key={`${flip.owner} ${flip.owned} ${flip.record}`}>
                    {t('owners.flip', {
                      owner: name(flip.owner),
                      owned: name(flip.owned),
                      share: shareText(flip.share, unknown),
                    })}{' '}
                    {flip.blockedFrom !== null && t('owners.blockedFrom', { share: perCent(flip.blockedFrom) })}{' '}
                    {flip.freeUpTo !== null && t('owners.freeUpTo', { share: perCent(flip.freeUpTo) })}
                  </div>
                ))
              : null,
          ],
          [
            t('owners.control'),
            rule.control.length > 0 ? (
              <>
                {rule.control.map((claim) => (
                  <div key={`${claim.controller} ${claim.means} ${claim.source.record}`}>
                    {name(claim.controller)} <code>{claim.means}</code>{' '}
                    <span className="dim">{claim.source.record}</span>
                  </div>
                ))}
                <div className="small dim" lang="en">
                  {rule.version?.control}
                </div>
              </>
            ) : null,
          ],
        ]}
      />
    </Section>
  );
}
