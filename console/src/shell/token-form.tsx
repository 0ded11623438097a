import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepOperatorToken, operatorToken } from '../api/operator-token.ts';

/** The status by which the server says that the asker may not. */
export const FORBIDDEN = 403;

/** Where the operator's token is typed, and where it is found. */
export function TokenField() {
  const { t } = useTranslation();
  return (
    <TextInput
      name="token"
      type="password"
      autoComplete="off"
      label={t('operator.token')}
      description={t('operator.tokenWhere')}
      required
    />
  );
}

/** Asks for the token where a page is the operator's. */
export function TokenForm({ onGiven }: { onGiven(): void }) {
  const { t } = useTranslation();
  const [wasGiven] = useState(() => operatorToken() !== null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    keepOperatorToken(String(new FormData(event.currentTarget).get('token')).trim());
    onGiven();
  };
  return (
    <form className="stack tight" onSubmit={submit}>
      {wasGiven && <strong role="alert">{t('operator.tokenRefused')}</strong>}
      <TokenField />
      <div>
        <Button type="submit" variant="filled">
          {t('operator.giveToken')}
        </Button>
      </div>
    </form>
  );
}
