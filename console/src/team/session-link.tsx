import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../api/ask.ts';
import { SESSION, type SessionAnswer } from './team-answers.ts';

/** In the header: who is signed in, or the way to it. */
export function SessionLink() {
  const { t } = useTranslation();
  const { data } = useAnswer<SessionAnswer>(SESSION);
  return (
    <Link href="/sign-in" className="small nowrap">
      {data?.signedIn?.name ?? t('session.signIn')}
    </Link>
  );
}
