-- Accounts at an identity provider (OpenID Connect) that open a person's session. Each was linked by its person: a
-- provider speaks for nobody who did not link theirs.

create table identity (
  issuer text not null,
  subject text not null,
  person uuid not null references person (id),
  made_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (issuer, subject)
);
create index identity_person on identity (person);

-- Who is on the way to a provider and back. Each counts once, in the browser that began it.
create unlogged table openid_flow (
  state_hash text primary key,
  browser_hash text not null,
  provider text not null,
  verifier text not null,
  nonce text not null,
  -- Who links an account; null for signing in.
  person uuid references person (id),
  -- Of a one-time link by which they join.
  invitation text,
  expires_at timestamptz not null
);
