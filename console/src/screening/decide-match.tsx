import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DecidedMatch } from '../../../src/screening/memory/match-decided.ts';
import type { MatchVerdict } from '../../../src/screening/memory/match-decision.ts';
import { useWords } from '../i18n/use-words.ts';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { MatchDecisionForm, UndoDecisionForm } from './match-decision-form.tsx';
import type { DecidedOn, ScreenedParty } from './screened-party.ts';

/** In the order of their keys 1, 2 and 3. */
export const VERDICTS: readonly MatchVerdict[] = ['same', 'different', 'unsure'];

/** What is being asked about a match; null while nothing is. */
export type OpenAct = MatchVerdict | 'undo' | null;

interface DecideMatchProps {
  party: ScreenedParty;
  about: DecidedOn;
  open: OpenAct;
  onOpen(act: OpenAct): void;
  onDone(): void;
}

/** The decision that people took on a match and its way back, or the three that they can take. */
export function DecideMatch({ party, about, open, onOpen, onDone }: DecideMatchProps) {
  const { t } = useTranslation();
  const decision = party.watchkeeper?.decision;
  const ends = { party, onDone, onCancel: () => onOpen(null) };
  if (open === 'undo') return decision ? <UndoDecisionForm decision={decision.id} {...ends} /> : null;
  if (open) return <MatchDecisionForm key={open} about={about} verdict={open} {...ends} />;
  return (
    <div className="stack tight">
      {decision && <Decided decision={decision} party={party.caption} onUndo={() => onOpen('undo')} />}
      {decision?.standing !== 'holds' && (
        <fieldset className="row choices" aria-label={`${t('decide.label')} ${party.caption}`}>
          <span className="small dim">{t('decide.label')}</span>
          {VERDICTS.map((verdict) => (
            <Button key={verdict} size="compact-sm" onClick={() => onOpen(verdict)}>
              {t(`decide.${verdict}`)}
            </Button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Decided({ decision, party, onUndo }: { decision: DecidedMatch; party: string; onUndo(): void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { verdict, standing, author, decidedAt, expiresOn, reason } = decision;
  const holds = standing === 'holds';
  return (
    <div className="row small">
      <Mark tone={holds ? 'accent' : 'plain'}>{t(`decide.decided-${verdict}`)}</Mark>
      {!holds && <Mark icon="warn">{words('standing', standing)}</Mark>}
      <span>{reason}</span>
      <span className="dim">
        {author}, <Instant at={decidedAt} />
        {expiresOn && `, ${t('decide.until', { date: expiresOn })}`}
      </span>
      <Button size="compact-xs" className="quiet" aria-label={`${t('decide.undo')} ${party}`} onClick={onUndo}>
        {t('decide.undo')}
      </Button>
    </div>
  );
}
