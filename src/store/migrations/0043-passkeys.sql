-- Passkeys (WebAuthn): public keys only, so that a copy of this table opens nothing.

create table passkey (
  -- Credential id, base64url, as the authenticator gave it.
  id text primary key,
  person uuid not null references person (id),
  public_key bytea not null,
  counter bigint not null,
  -- The host that it was made for; it counts for no other.
  host text not null,
  name text not null,
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkey_person on passkey (person);

-- What was given out to be signed. Each counts once.
create unlogged table passkey_challenge (
  challenge text primary key,
  -- Whose new passkey it is for; null for signing in.
  person uuid references person (id),
  expires_at timestamptz not null
);
