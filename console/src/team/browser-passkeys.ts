import { ask } from '../api/ask.ts';
import { SESSION, type SessionAnswer } from './team-answers.ts';

export interface PasskeysAnswer {
  passkeys: { id: string; name: string; host: string; madeAt: string; usedAt: string | null }[];
}

export const PASSKEYS = `${SESSION}/passkeys`;

/** True where the browser makes passkeys: a host with a name, over TLS or on this machine. */
export function canUsePasskeys(): boolean {
  return (
    isSecureContext &&
    typeof PublicKeyCredential?.parseRequestOptionsFromJSON === 'function' &&
    !/^[\d.]+$|^\[/.test(location.hostname)
  );
}

/** Has the authenticator sign in. Rejects with the browser's DOMException when the reader leaves it. */
export async function signInByPasskey(): Promise<SessionAnswer> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>(`${SESSION}/passkey/options`, {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  return await ask<SessionAnswer>(`${SESSION}/passkey`, { credential });
}

/** Has the authenticator make a passkey, and the server keep it. */
export async function makePasskey(name: string): Promise<PasskeysAnswer> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>(`${PASSKEYS}/options`, {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  return await ask<PasskeysAnswer>(PASSKEYS, { credential, name });
}
