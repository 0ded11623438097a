import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ask, useAnswer } from '../api/ask.ts';
import { ApiProblem } from '../api/problem.ts';
import { Refusal } from '../shell/answer.tsx';
import { Loading } from '../shell/loading.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { CodeField } from './code-field.tsx';
import { useParticipantName } from './participant-name.ts';
import { Providers } from './providers.tsx';
import { type InvitationAnswer, SESSION, type SessionAnswer, STATES, type StatesAnswer } from './team-answers.ts';

const LEAST_PASSWORD = 12;

/** Where a one-time link leads: password, authenticator, and in. The token stands behind `#`, which stays in the browser. */
export function JoinPage() {
  const { t } = useTranslation();
  const [token] = useState(() => location.hash.slice(1));
  // Never asked again by itself: every answer brings another key for the authenticator.
  const { mutate, data, error } = useMutation({
    mutationFn: () => ask<InvitationAnswer>(`${SESSION}/invitation`, { token }),
  });
  useEffect(() => {
    if (token !== '') mutate();
  }, [token, mutate]);
  return (
    <Page title={t('join.title')} lead={t('join.lead')}>
      {token === '' ? (
        <Notice tone="warn" title={t('join.noLink')}>
          <p>{t('join.noLinkText')}</p>
        </Notice>
      ) : (
        (error && <Refusal error={error} again={mutate} />) ||
        (data ? (
          <>
            {data.person && <Providers token={token} />}
            <Join token={token} invited={data} />
          </>
        ) : (
          <Loading />
        ))
      )}
    </Page>
  );
}

function Join({ token, invited }: { token: string; invited: InvitationAnswer }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const send = async (given: FormData): Promise<SessionAnswer> => {
    if (given.get('password') !== given.get('again')) throw new ApiProblem(400, { title: t('join.notSame') });
    const { person, seed } = invited;
    const text = (name: string): string => String(given.get(name)).trim();
    return await ask<SessionAnswer>(`${SESSION}/join`, {
      token,
      seed,
      password: String(given.get('password')),
      code: text('code'),
      ...(person ? {} : { person: { login: text('login'), name: text('name'), home: text('home') } }),
    });
  };
  return (
    <SendForm title={t('join.title')} action={t('join.do')} send={send} onDone={() => go('/team')}>
      {invited.person ? (
        <p>
          <strong>{t('join.welcome', { name: invited.person.name })}</strong>{' '}
          {t('join.signsInAs', { login: invited.person.login })}
        </p>
      ) : (
        <First />
      )}
      <div className="fields">
        <TextInput
          type="password"
          name="password"
          label={t('join.password', { least: LEAST_PASSWORD })}
          autoComplete="new-password"
          minLength={LEAST_PASSWORD}
          required
          className="wide"
        />
        <TextInput
          type="password"
          name="again"
          label={t('join.again')}
          autoComplete="new-password"
          required
          className="wide"
        />
      </div>
      <div className="stack tight">
        <p>{t('join.key')}</p>
        <p>
          <code style={{ fontSize: '1.125rem', overflowWrap: 'anywhere' }}>{inFours(invited.seed)}</code>
        </p>
        <p className="small">
          <a href={invited.address}>{t('join.openAuthenticator')}</a>
        </p>
      </div>
      <div className="fields">
        <CodeField />
      </div>
    </SendForm>
  );
}

/** The first administrator says who they are, and of what state. */
function First() {
  const { t } = useTranslation();
  const nameOf = useParticipantName();
  const states = useAnswer<StatesAnswer>(STATES);
  const options = (states.data?.states ?? []).filter(({ takesPart }) => takesPart);
  return (
    <>
      <p>
        <strong>{t('join.first')}</strong>
      </p>
      <div className="fields">
        <TextInput name="name" label={t('team.name')} autoComplete="name" required maxLength={120} className="wide" />
        <TextInput
          name="login"
          label={t('session.login')}
          autoComplete="username"
          required
          maxLength={80}
          className="wide"
        />
        <NativeSelect
          name="home"
          label={t('team.home')}
          data={options.map((state) => ({ value: state.code, label: nameOf(state) }))}
        />
      </div>
    </>
  );
}

function inFours(seed: string): string {
  return (seed.match(/.{1,4}/g) ?? []).join(' ');
}
