import { useTranslation } from 'react-i18next';
import type { KnownPerson } from '../../../src/team/edge/store-people.ts';
import { ask } from '../api/ask.ts';
import { SendForm } from '../shell/send-form.tsx';
import { RolesFields } from './roles-fields.tsx';
import { PEOPLE } from './team-answers.ts';

/** Gives a person other roles or clearances. */
export function ChangeForm({ of, onLeave }: { of: KnownPerson; onLeave(): void }) {
  const { t } = useTranslation();
  return (
    <SendForm
      title={`${t('team.change')} ${of.name}`}
      action={t('team.change')}
      send={(given) =>
        ask<{ changed: string }>(`${PEOPLE}/${encodeURIComponent(of.login)}/change`, {
          roles: given.getAll('roles'),
          caveats: given.getAll('caveats'),
        })
      }
      onDone={onLeave}
      onCancel={onLeave}
    >
      <strong>{of.name}</strong>
      <RolesFields roles={of.roles} cleared={of.caveats} />
    </SendForm>
  );
}
