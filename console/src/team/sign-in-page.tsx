import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { ask, useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { ActButton } from '../shell/act-button.tsx';
import { Answer } from '../shell/answer.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { canUsePasskeys, signInByPasskey } from './browser-passkeys.ts';
import { CodeField } from './code-field.tsx';
import { OwnPasskeys } from './own-passkeys.tsx';
import { OwnAccounts, Providers } from './providers.tsx';
import { SESSION, type SessionAnswer } from './team-answers.ts';

/** Signing in with name, password and code; for who is in, who they are and the way out. */
export function SignInPage() {
  const { t } = useTranslation();
  const session = useAnswer<SessionAnswer>(SESSION);
  const isIn = session.data?.signedIn !== null && session.data !== undefined;
  return (
    <Page title={t(isIn ? 'session.own' : 'session.title')} lead={!isIn && t('session.lead')}>
      <Answer of={session}>{({ signedIn }) => (signedIn ? <Self of={signedIn} /> : <Enter />)}</Answer>
    </Page>
  );
}

function Enter() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const [, go] = useLocation();
  return (
    <>
      {get('account') === 'refused' && (
        <Notice tone="bad" urgent title={t('account.refused')}>
          <p>{t('account.refusedText')}</p>
        </Notice>
      )}
      <Providers />
      {canUsePasskeys() && (
        <SendForm
          title={t('passkey.enter')}
          action={t('passkey.enter')}
          send={signInByPasskey}
          onDone={() => go('/team')}
        >
          <p>{t('passkey.enterLead')}</p>
        </SendForm>
      )}
      <SendForm
        title={t('session.title')}
        action={t('session.signIn')}
        send={(given) =>
          ask<SessionAnswer>(SESSION, {
            login: String(given.get('login')),
            password: String(given.get('password')),
            code: String(given.get('code')),
          })
        }
        onDone={() => go('/team')}
      >
        <div className="fields">
          <TextInput name="login" label={t('session.login')} autoComplete="username" required className="wide" />
          <TextInput
            type="password"
            name="password"
            label={t('session.password')}
            autoComplete="current-password"
            required
            className="wide"
          />
          <CodeField />
        </div>
      </SendForm>
    </>
  );
}

function Self({ of }: { of: NonNullable<SessionAnswer['signedIn']> }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <div className="panel stack">
        <Facts
          facts={[
            [t('team.name'), of.name],
            [t('session.login'), of.login],
            [t('team.home'), of.state ?? of.organisation],
            [t('team.roles'), of.roles.map((role) => words('role', role)).join(', ')],
            [t('team.cleared'), of.caveats.join(', ')],
            [t('session.until'), <Instant key="until" at={of.expiresAt} />],
          ]}
        />
        <div className="row choices">
          <Link href="/team">{t('nav.team')}</Link>
          <ActButton label={t('session.leave')} on={of.name} address={`${SESSION}/end`} body={{ everywhere: false }} />
          <ActButton
            label={t('session.leaveAll')}
            on={of.name}
            address={`${SESSION}/end`}
            body={{ everywhere: true }}
          />
        </div>
      </div>
      <OwnPasskeys />
      <OwnAccounts />
    </>
  );
}
