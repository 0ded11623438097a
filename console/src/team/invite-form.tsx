import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KnownParticipant } from '../../../src/team/edge/store-accessions.ts';
import { ask } from '../api/ask.ts';
import { SendForm } from '../shell/send-form.tsx';
import { useParticipantName } from './participant-name.ts';
import { RolesFields } from './roles-fields.tsx';
import { PEOPLE } from './team-answers.ts';

interface InviteFormProps {
  /** Of which the operator chooses; null for an administrator, whose own it is. */
  states: readonly KnownParticipant[] | null;
  onDone(link: string): void;
  onCancel(): void;
}

/** Asks who is invited, with which roles; the answer is a link that is shown once. */
export function InviteForm({ states, onDone, onCancel }: InviteFormProps) {
  const { t } = useTranslation();
  const nameOf = useParticipantName();
  return (
    <SendForm
      title={t('team.invite')}
      action={t('team.invite')}
      send={(given) =>
        ask<{ link: string }>(PEOPLE, {
          login: String(given.get('login')).trim(),
          name: String(given.get('name')).trim(),
          roles: given.getAll('roles'),
          caveats: given.getAll('caveats'),
          ...(states ? { home: given.get('home') } : {}),
        })
      }
      onDone={({ link }) => onDone(link)}
      onCancel={onCancel}
    >
      <div className="fields">
        <TextInput name="name" label={t('team.name')} required maxLength={120} className="wide" autoFocus />
        <TextInput
          name="login"
          label={t('session.login')}
          required
          maxLength={80}
          autoComplete="off"
          className="wide"
        />
        {states && (
          <NativeSelect
            name="home"
            label={t('team.home')}
            data={states.filter(({ takesPart }) => takesPart).map((one) => ({ value: one.code, label: nameOf(one) }))}
          />
        )}
      </div>
      <RolesFields />
    </SendForm>
  );
}
