import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { CheckBoxes } from './check-boxes.tsx';
import { RULES, type RulesAnswer } from './team-answers.ts';

interface RolesFieldsProps {
  roles?: readonly string[];
  cleared?: readonly string[];
}

/** Roles and clearances of a person: `roles` and `caveats` of the form, as they stand to begin with. */
export function RolesFields({ roles = [], cleared = [] }: RolesFieldsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { data } = useAnswer<RulesAnswer>(RULES);
  if (!data) return null;
  const clearances = [...new Set(data.caveats.flatMap(({ clearance }) => clearance ?? []))];
  return (
    <>
      <CheckBoxes
        name="roles"
        legend={t('team.roles')}
        options={data.roles.map(({ id, sentence }) => ({ value: id, label: words('role', id), title: sentence }))}
        initially={roles}
      />
      <CheckBoxes
        name="caveats"
        legend={t('team.cleared')}
        options={clearances.map((value) => ({ value, label: value }))}
        initially={cleared}
      />
    </>
  );
}
