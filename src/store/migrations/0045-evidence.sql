-- Evidence: files and statements with their provenance, label, ratings, custody and timestamps. Their bytes lie sealed in
-- the vault (WATCHKEEPER_HOME/evidence), not here; what is here is never changed, so that an erasure leaves the record.

create table evidence (
  id text primary key check (id ~ '^e-[0-9a-f]{24}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  -- By content, not by name.
  media_type text not null,
  -- As it was named when it came.
  name text not null,
  -- Where it comes from: an address, a person, a register.
  source text not null,
  description text,
  -- When its source made or published it, as far as is known.
  obtained_at timestamptz,
  added_at timestamptz not null default now(),
  added_by text not null,
  -- What intake saw: size in pixels, Exif, C2PA, archive, scan, notices.
  inspection jsonb not null,
  -- A copy made to be worked on; the evidentiary one is never touched.
  working_copy_of text references evidence (id),
  exercise boolean not null,
  originator text not null,
  rel_to text[] not null,
  caveats text[] not null default '{}',
  expires_at timestamptz
);
create index evidence_added on evidence (added_at desc, id);
create index evidence_sha256 on evidence (sha256);

create table evidence_erasure (
  evidence text primary key references evidence (id),
  at timestamptz not null default now(),
  author text not null,
  reason text not null
);

-- What rests on what; the latest row of a link says whether it stands.
create table evidence_link (
  number bigint generated always as identity primary key,
  evidence text not null references evidence (id),
  -- Another item, or the name of an origin that is not at hand.
  target text not null,
  kind text not null check (kind in ('derives-from', 'same-origin')),
  stands boolean not null,
  at timestamptz not null default now(),
  author text not null,
  reason text not null
);
create index evidence_link_of on evidence_link (evidence);

-- Who rates an item rates one scale of it: the key says so.
create table evidence_rater (
  evidence text not null references evidence (id),
  rater text not null,
  scale text not null check (scale in ('reliability', 'credibility')),
  primary key (evidence, rater),
  unique (evidence, rater, scale)
);
create table evidence_rating (
  number bigint generated always as identity primary key,
  evidence text not null,
  rater text not null,
  scale text not null,
  value text not null,
  reason text not null,
  at timestamptz not null default now(),
  foreign key (evidence, rater, scale) references evidence_rater (evidence, rater, scale),
  check (case scale when 'reliability' then value ~ '^[A-F]$' else value ~ '^[1-6]$' end)
);
create index evidence_rating_of on evidence_rating (evidence, number);
-- Who was shown ratings of a scale; they may not rate the other one.
create table evidence_rating_seen (
  evidence text not null references evidence (id),
  reader text not null,
  scale text not null check (scale in ('reliability', 'credibility')),
  at timestamptz not null default now(),
  primary key (evidence, reader, scale)
);

-- Rating and looking take turns for one person on one item, so that neither slips past the other.
create function keep_ratings_blind() returns trigger language plpgsql as $$
declare
  person text := case tg_table_name when 'evidence_rater' then to_jsonb(new) ->> 'rater' else to_jsonb(new) ->> 'reader' end;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.evidence || ' ' || person, 45));
  if tg_table_name = 'evidence_rater' then
    if exists (select from evidence_rating_seen s where s.evidence = new.evidence and s.reader = person and s.scale <> new.scale)
    then raise exception 'a rating of the other scale was seen' using errcode = 'WK451'; end if;
  elsif exists (select from evidence_rater r where r.evidence = new.evidence and r.rater = person and r.scale <> new.scale)
    then raise exception 'the other scale is rated by this reader' using errcode = 'WK452';
  end if;
  return new;
end $$;
create trigger evidence_rater_blind before insert on evidence_rater for each row execute function keep_ratings_blind();
create trigger evidence_rating_seen_blind before insert on evidence_rating_seen for each row execute function keep_ratings_blind();

-- The only way to read ratings: what is shown is written down, and what a rater must not know is left out.
create function evidence_ratings_shown(of_evidence text, to_reader text)
returns table (number bigint, rater text, scale text, value text, reason text, at timestamptz) language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(of_evidence || ' ' || to_reader, 45));
  insert into evidence_rating_seen (evidence, reader, scale)
    select distinct r.evidence, to_reader, r.scale from evidence_rating r
    where r.evidence = of_evidence and not exists (
      select from evidence_rater own where own.evidence = of_evidence and own.rater = to_reader and own.scale <> r.scale)
    on conflict do nothing;
  return query select r.number, r.rater, r.scale, r.value, r.reason, r.at from evidence_rating r
    join evidence_rating_seen s on s.evidence = r.evidence and s.scale = r.scale and s.reader = to_reader
    where r.evidence = of_evidence order by r.number;
end $$;

create table evidence_custodian (
  custodian text not null,
  -- Ed25519, SPKI, DER, base64.
  public_key text not null,
  at timestamptz not null default now(),
  primary key (custodian, public_key)
);
create table evidence_custody (
  evidence text not null references evidence (id),
  number integer not null check (number > 0),
  body jsonb not null,
  signature text not null,
  primary key (evidence, number)
);

create table evidence_stamp (
  number bigint generated always as identity primary key,
  evidence text not null references evidence (id),
  authority text not null,
  -- The whole answer of the authority (TimeStampResp, RFC 3161), DER.
  response bytea not null,
  nonce text,
  stamped_at timestamptz not null,
  at timestamptz not null default now()
);
create index evidence_stamp_of on evidence_stamp (evidence, number);
-- Each time a stamp was verified, at capture and ever after.
create table evidence_stamp_check (
  number bigint generated always as identity primary key,
  stamp bigint not null references evidence_stamp (number),
  at timestamptz not null default now(),
  verdict text not null check (verdict in ('trusted', 'untrusted', 'broken')),
  report jsonb not null
);
create index evidence_stamp_check_of on evidence_stamp_check (stamp, number desc);

do $$ declare name text; begin
  foreach name in array array['evidence', 'evidence_erasure', 'evidence_link', 'evidence_rater', 'evidence_rating',
    'evidence_rating_seen', 'evidence_custodian', 'evidence_custody', 'evidence_stamp', 'evidence_stamp_check'] loop
    execute format('create trigger %I before update or delete on %I for each statement execute function refuse_change()',
      name || '_append_only', name);
  end loop;
end $$;
