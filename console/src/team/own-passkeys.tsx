import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/ask.ts';
import { ActButton } from '../shell/act-button.tsx';
import { Answer } from '../shell/answer.tsx';
import { Instant } from '../shell/instant.tsx';
import { Section } from '../shell/page.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { canUsePasskeys, makePasskey, PASSKEYS, type PasskeysAnswer } from './browser-passkeys.ts';

/** The reader's own passkeys: each signs in by itself, without password and code. */
export function OwnPasskeys() {
  const { t } = useTranslation();
  const own = useAnswer<PasskeysAnswer>(PASSKEYS);
  const [made, setMade] = useState(0);
  return (
    <Section title={t('passkey.title')}>
      <p className="small dim">{t('passkey.lead')}</p>
      <Answer of={own}>
        {({ passkeys }) => (
          <ul className="bare stack tight">
            {passkeys.map(({ id, name, host, madeAt, usedAt }) => (
              <li key={id} className="row choices">
                <strong>{name}</strong>
                <span className="dim small">
                  {host}, {t('passkey.made')} <Instant at={madeAt} />
                  {usedAt && (
                    <>
                      , {t('passkey.used')} <Instant at={usedAt} />
                    </>
                  )}
                </span>
                <ActButton
                  label={t('passkey.remove')}
                  on={name}
                  address={`${PASSKEYS}/${id}/remove`}
                  confirm={t('passkey.removeAsk')}
                />
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {canUsePasskeys() ? (
        <SendForm
          key={made}
          title={t('passkey.add')}
          action={t('passkey.add')}
          send={(given) => makePasskey(String(given.get('name')).trim())}
          onDone={() => setMade(made + 1)}
        >
          <div className="fields">
            <TextInput name="name" label={t('passkey.name')} required maxLength={80} className="wide" />
          </div>
        </SendForm>
      ) : (
        <p className="dim">{t('passkey.cannot')}</p>
      )}
    </Section>
  );
}
