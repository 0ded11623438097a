import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MatchVerdict } from '../../../src/screening/memory/match-decision.ts';
import { ask } from '../api/ask.ts';
import { OperatorForm } from '../shell/operator-form.tsx';
import { keepPreference, readPreference } from '../shell/preference.ts';
import { ReasonField } from '../shell/reason-field.tsx';
import type { DecidedOn, ScreenedParty } from './screened-party.ts';

interface FormProps {
  party: Pick<ScreenedParty, 'id' | 'caption'>;
  onDone(): void;
  onCancel(): void;
}

const LONGEST_NAME = 200;

/** Asks for the reason, who decides, and how long it shall hold. */
export function MatchDecisionForm(props: FormProps & { about: DecidedOn; verdict: MatchVerdict }) {
  const { party, about, verdict, onDone, onCancel } = props;
  const { t } = useTranslation();
  const send = (given: FormData): Promise<unknown> => {
    const text = (name: string): string => String(given.get(name)).trim();
    const author = text('author');
    keepPreference('author', author);
    return ask('/api/v1/screening/decisions', {
      ...about,
      party: party.id,
      verdict,
      reason: text('reason'),
      ...(author === '' ? {} : { author }),
      expiresOn: text('expiresOn') || null,
    });
  };
  return (
    <OperatorForm
      question={t(`decide.ask-${verdict}`, { party: party.caption })}
      action={t('decide.keep')}
      working={t('decide.working')}
      send={send}
      onDone={onDone}
      onCancel={onCancel}
      isBrief
    >
      <ReasonField />
      <div className="fields">
        <TextInput name="expiresOn" type="date" label={t('decide.expiresOn')} min={today()} className="wide" />
        <TextInput
          name="author"
          label={t('decide.author')}
          defaultValue={readPreference('author') ?? ''}
          maxLength={LONGEST_NAME}
          autoComplete="name"
          className="wide"
        />
      </div>
    </OperatorForm>
  );
}

/** Asks why a decision is taken back. */
export function UndoDecisionForm({ party, decision, onDone, onCancel }: FormProps & { decision: number }) {
  const { t } = useTranslation();
  return (
    <OperatorForm
      question={t('decide.ask-undo', { party: party.caption })}
      action={t('decide.do-undo')}
      working={t('decide.working')}
      send={(given) =>
        ask(`/api/v1/screening/decisions/${decision}/undo`, { reason: String(given.get('reason')).trim() })
      }
      onDone={onDone}
      onCancel={onCancel}
      isBrief
    >
      <ReasonField />
    </OperatorForm>
  );
}

/** Decisions end by the day in UTC. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
