import { useTranslation } from 'react-i18next';
import type { KnownParticipant } from '../../../src/team/edge/store-accessions.ts';
import { useWords } from '../i18n/use-words.ts';
import { UrlSelect, UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { CheckBoxes } from './check-boxes.tsx';
import { useParticipantName } from './participant-name.ts';
import type { RulesAnswer } from './team-answers.ts';

const KINDS = ['person', 'key', 'node', 'operator', 'public'];

/** The label: whose, for whom, with which caveats, until when. */
export function LabelFields({
  states,
  caveats,
}: {
  states: readonly KnownParticipant[];
  caveats: RulesAnswer['caveats'];
}) {
  const { t } = useTranslation();
  const nameOf = useParticipantName();
  const { get, all, set } = useUrlState();
  const options = states.map((state) => ({ value: state.code, label: nameOf(state) }));
  const isPublic = get('public') !== '';
  return (
    <section className="panel stack" aria-label={t('why.label')}>
      <h2>{t('why.label')}</h2>
      <div className="fields">
        <UrlSelect name="originator" label={t('why.originator')} options={options} />
        <UrlText name="until" type="date" label={t('why.until')} />
      </div>
      <CheckBoxes
        name="public"
        legend={t('why.relTo')}
        options={[{ value: 'public', label: t('why.everyone') }]}
        checked={isPublic ? ['public'] : []}
        onChange={(checked) => set({ public: checked })}
      />
      {!isPublic && (
        <CheckBoxes
          name="relTo"
          legend={t('why.orThese')}
          options={options}
          checked={all('relTo')}
          onChange={(checked) => set({ relTo: checked })}
        />
      )}
      <CheckBoxes
        name="caveats"
        legend={t('why.caveats')}
        options={caveats.map(({ id, sentence }) => ({ value: id, label: id, title: sentence }))}
        checked={all('caveats')}
        onChange={(checked) => set({ caveats: checked })}
      />
    </section>
  );
}

/** Who asks: a person with roles, a program, another node, the operator, anyone. */
export function AskerFields({ states, rules }: { states: readonly KnownParticipant[]; rules: RulesAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useParticipantName();
  const { get, all, set } = useUrlState();
  const kind = get('kind') || 'person';
  const hasHome = kind !== 'operator' && kind !== 'public';
  const clearances = [...new Set(rules.caveats.flatMap(({ clearance }) => clearance ?? []))];
  return (
    <section className="panel stack" aria-label={t('why.asker')}>
      <h2>{t('why.asker')}</h2>
      <div className="fields">
        <UrlSelect
          name="kind"
          label={t('why.kind')}
          options={KINDS.map((value) => ({ value, label: words('askerKind', value) }))}
        />
        {hasHome && (
          <UrlSelect
            name="who"
            label={t('team.home')}
            options={states.map((state) => ({ value: state.code, label: nameOf(state) }))}
          />
        )}
      </div>
      {kind === 'person' && (
        <CheckBoxes
          name="roles"
          legend={t('team.roles')}
          options={rules.roles.map(({ id, sentence }) => ({ value: id, label: words('role', id), title: sentence }))}
          checked={all('roles').length > 0 ? all('roles') : ['analyst']}
          onChange={(checked) => set({ roles: checked })}
        />
      )}
      {hasHome && (
        <CheckBoxes
          name="cleared"
          legend={t('team.cleared')}
          options={clearances.map((value) => ({ value, label: value }))}
          checked={all('cleared')}
          onChange={(checked) => set({ cleared: checked })}
        />
      )}
    </section>
  );
}
