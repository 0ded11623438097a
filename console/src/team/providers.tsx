import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../api/ask.ts';
import { ActButton } from '../shell/act-button.tsx';
import { Refusal } from '../shell/answer.tsx';
import { Day } from '../shell/day.tsx';
import { Section } from '../shell/page.tsx';
import { SESSION } from './team-answers.ts';

const OPENID = `${SESSION}/openid`;

interface ProvidersAnswer {
  providers: { id: string; title: string; linkedAt: string | null }[];
}

/** A button for each identity provider: to sign in, or with the token of a one-time link to join. */
export function Providers({ token }: { token?: string }) {
  const { data } = useAnswer<ProvidersAnswer>(OPENID);
  if (!data || data.providers.length === 0) return null;
  return (
    <div className="panel row choices">
      {data.providers.map(({ id, title }) => (
        <GoButton key={id} id={id} title={title} token={token} />
      ))}
    </div>
  );
}

/** The reader's own accounts at identity providers: link and unlink. */
export function OwnAccounts() {
  const { t } = useTranslation();
  const { data } = useAnswer<ProvidersAnswer>(OPENID);
  if (!data || data.providers.length === 0) return null;
  return (
    <Section title={t('account.title')}>
      <ul className="bare stack tight">
        {data.providers.map(({ id, title, linkedAt }) => (
          <li key={id} className="row choices">
            {linkedAt ? (
              <>
                <strong>{title}</strong>
                <span className="dim small">
                  {t('account.linked')} <Day at={linkedAt} />
                </span>
                <ActButton
                  label={t('account.unlink')}
                  on={title}
                  address={`${OPENID}/${id}/unlink`}
                  confirm={t('passkey.removeAsk')}
                />
              </>
            ) : (
              <GoButton id={id} title={title} isLinking />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface GoButtonProps {
  id: string;
  title: string;
  token?: string | undefined;
  isLinking?: boolean;
}

/** Leaves for the provider, which sends the browser back. */
function GoButton({ id, title, token, isLinking = false }: GoButtonProps) {
  const { t } = useTranslation();
  const going = useMutation({
    mutationFn: () => ask<{ address: string }>(`${OPENID}/${id}/begin`, token === undefined ? {} : { token }),
    onSuccess: ({ address }) => location.assign(address),
  });
  if (going.error) return <Refusal error={going.error} again={going.mutate} />;
  return (
    <Button loading={going.isPending || going.isSuccess} onClick={() => going.mutate()}>
      {isLinking ? t('account.link', { provider: title }) : t('account.enter', { provider: title })}
    </Button>
  );
}
