import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownParticipant } from '../../../src/team/edge/store-accessions.ts';
import type { KnownPerson } from '../../../src/team/edge/store-people.ts';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { ActButton } from '../shell/act-button.tsx';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { ChangeForm } from './change-form.tsx';
import { InviteForm } from './invite-form.tsx';
import { PEOPLE, type PeopleAnswer, type SessionAnswer } from './team-answers.ts';

interface PeopleProps {
  /** Null for the operator, who looks after the people of all. */
  signedIn: SessionAnswer['signedIn'];
  states: readonly KnownParticipant[];
}

/** The people of one's own state; those who look after them invite and revoke here. */
export function People({ signedIn, states }: PeopleProps) {
  const { t } = useTranslation();
  const people = useAnswer<PeopleAnswer>(PEOPLE);
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const [changing, setChanging] = useState<KnownPerson | null>(null);
  const manages = signedIn === null || signedIn.roles.includes('administrator');
  return (
    <>
      {link && <Link link={link} />}
      {isInviting && (
        <InviteForm
          states={signedIn === null ? states : null}
          onDone={(made) => {
            setLink(made);
            setInviting(false);
          }}
          onCancel={() => setInviting(false)}
        />
      )}
      {changing && <ChangeForm key={changing.login} of={changing} onLeave={() => setChanging(null)} />}
      <Answer of={people}>
        {(data) => (
          <PeopleTable
            rows={data.people}
            manages={manages}
            onLink={setLink}
            onChange={setChanging}
            aside={manages && !isInviting && <Button onClick={() => setInviting(true)}>{t('team.invite')}</Button>}
          />
        )}
      </Answer>
    </>
  );
}

function Link({ link }: { link: string }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <Notice tone="good" title={t('team.linkMade')}>
        <p>
          <code style={{ overflowWrap: 'anywhere' }}>{link}</code>
        </p>
      </Notice>
    </div>
  );
}

interface PeopleTableProps {
  rows: readonly KnownPerson[];
  manages: boolean;
  onLink(link: string): void;
  onChange(person: KnownPerson): void;
  aside: React.ReactNode;
}

function PeopleTable({ rows, manages, onLink, onChange, aside }: PeopleTableProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DataTable
      title={t('team.people')}
      file="people"
      rows={rows}
      aside={aside || <span className="dim">{rows.length}</span>}
      keyOf={({ id }) => id}
      empty={<Notice title={t('team.nobody')} />}
      columns={[
        { id: 'name', header: t('team.name'), cell: ({ name }) => name, text: ({ name }) => name, least: '11rem' },
        { id: 'login', header: t('session.login'), cell: ({ login }) => login, text: ({ login }) => login },
        {
          id: 'home',
          header: t('team.home'),
          cell: ({ state, organisation }) => <code>{state ?? organisation}</code>,
          text: ({ state, organisation }) => state ?? organisation,
        },
        {
          id: 'roles',
          header: t('team.roles'),
          cell: ({ roles }) => roles.map((role) => words('role', role)).join(', '),
          text: ({ roles }) => roles.join(' '),
        },
        {
          id: 'cleared',
          header: t('team.cleared'),
          cell: ({ caveats }) => caveats.join(', '),
          text: ({ caveats }) => caveats.join(' '),
        },
        {
          id: 'lastSignIn',
          header: t('team.lastSignIn'),
          cell: (person) => <Standing of={person} />,
          text: ({ lastSignIn }) => lastSignIn,
        },
        ...(manages
          ? [
              {
                id: 'acts',
                header: t('team.acts'),
                cell: (one: KnownPerson) => <Acts of={one} onLink={onLink} onChange={onChange} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Standing({ of: { revokedAt, joined, lastSignIn } }: { of: KnownPerson }) {
  const { t } = useTranslation();
  if (revokedAt) return t('team.revoked');
  if (!joined) return t('team.invited');
  return lastSignIn ? <Instant at={lastSignIn} /> : t('team.joined');
}

function Acts({ of, onLink, onChange }: Pick<PeopleTableProps, 'onLink' | 'onChange'> & { of: KnownPerson }) {
  const { t } = useTranslation();
  const { login, revokedAt } = of;
  if (revokedAt) return null;
  const path = `${PEOPLE}/${encodeURIComponent(login)}`;
  return (
    <div className="row choices">
      <Button size="compact-sm" aria-label={`${t('team.change')} ${login}`} onClick={() => onChange(of)}>
        {t('team.change')}
      </Button>
      <ActButton
        label={t('team.newLink')}
        on={login}
        address={`${path}/invite-again`}
        confirm={t('team.newLinkAsk')}
        onDone={(answer) => onLink((answer as { link: string }).link)}
      />
      <ActButton label={t('team.revoke')} on={login} address={`${path}/revoke`} confirm={t('team.revokeAsk')} />
    </div>
  );
}
