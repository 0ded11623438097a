import { AppError } from '../../kernel/errors.ts';
import { hashOf } from '../../kernel/hash.ts';
import type { Database, Queryable } from '../../store/database.ts';
import {
  type Accession,
  checkAccession,
  effectOf,
  FOUNDING_CODES,
  type JOINING,
  keyFingerprint,
} from '../accession.ts';
import { FOUNDING_SOURCE, FOUNDING_STATES, NAMES_IN_TEXT, type Participant } from '../states.ts';

export interface AccessionComment {
  id: string;
  state: string;
  stance: 'welcomes' | 'asks' | 'objects';
  text: string;
  author: string;
  at: string;
}

export interface FiledAccession {
  code: string;
  kind: (typeof JOINING)[number];
  name: string;
  record: Accession;
  digest: string;
  fingerprint: string;
  sponsor: string | null;
  filedBy: string;
  filedAt: string;
  takesEffectAt: string;
  comments: AccessionComment[];
}

/** Who takes part, with how that came about. */
export interface KnownParticipant extends Participant {
  kind: (typeof JOINING)[number];
  since: string;
  basis: string;
  takesPart: boolean;
}

/** The founding states and all who acceded, by name; those whose accession has yet to take effect are marked. */
export async function participants(database: Queryable, now: Date): Promise<KnownParticipant[]> {
  const filed = await accessions(database);
  const founding = FOUNDING_STATES.map(
    (state): KnownParticipant => ({
      ...state,
      kind: 'state',
      since: FOUNDING_SOURCE.asOf,
      basis: 'founding state',
      takesPart: true,
    }),
  );
  const joined = filed.map(
    ({ code, name, kind, takesEffectAt, digest }): KnownParticipant => ({
      code,
      name,
      kind,
      since: takesEffectAt.slice(0, 10),
      basis: `accession ${digest.slice(0, 12)}`,
      takesPart: Date.parse(takesEffectAt) <= now.getTime(),
    }),
  );
  return [...founding, ...joined].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** Names of all that have a code here, as they stand within a sentence. */
export async function participantNames(database: Queryable): Promise<Map<string, string>> {
  const filed = await database<Participant[]>`select code, name from accession`;
  return new Map([...NAMES_IN_TEXT, ...filed.map(({ code, name }): [string, string] => [code, name])]);
}

export async function accessions(database: Queryable): Promise<FiledAccession[]> {
  const rows = await database<Omit<FiledAccession, 'fingerprint'>[]>`
    select code, kind, name, record, digest, sponsor, filed_by as "filedBy", filed_at as "filedAt",
      takes_effect_at as "takesEffectAt",
      coalesce((select json_agg(json_build_object('id', id, 'state', state, 'stance', stance, 'text', text, 'author', author,
        'at', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by at, id)
        from accession_comment where accession_comment.accession = accession.code), '[]') as comments
    from accession order by filed_at, code`;
  return rows.map((row) => ({ ...row, fingerprint: keyFingerprint(row.record.statement.publicKey) }));
}

/** Files a signed accession. Throws AppError (invalid) for what the charter asks and it lacks; there is no other ground. */
export async function fileAccession(
  database: Database,
  accession: Accession,
  { sponsor, by, now }: { sponsor: string | null; by: string; now: Date },
): Promise<FiledAccession> {
  const known = new Set([...FOUNDING_CODES, ...(await accessions(database)).map(({ code }) => code)]);
  checkAccession(accession, known);
  const { code, kind, name } = accession.statement;
  const rows = await database`
    insert into accession (code, kind, name, record, digest, sponsor, filed_by, filed_at, takes_effect_at)
    values (${code}, ${kind}, ${name}, ${database.json(accession as never)}, ${hashOf(accession)}, ${sponsor}, ${by},
      ${now.toISOString()}, ${effectOf(accession, now).toISOString()})
    on conflict (code) do nothing returning code`;
  const filed = (await accessions(database)).find((one) => one.code === code);
  if (rows.length > 0 && filed) return filed;
  throw new AppError({
    code: 'ACCESSION_FILED',
    kind: 'conflict',
    message: `Cannot file the accession: one of "${code}" was filed before`,
    hint: 'GET /api/v1/team/accessions shows it.',
  });
}

/** Attaches what a state says of an accession. It changes nothing about its effect. */
export async function commentOnAccession(
  database: Queryable,
  code: string,
  comment: Pick<AccessionComment, 'state' | 'stance' | 'text' | 'author'>,
): Promise<void> {
  const { state, stance, text, author } = comment;
  const rows = await database`
    insert into accession_comment (accession, state, stance, text, author)
    select code, ${state}, ${stance}, ${text}, ${author} from accession where code = ${code} returning 1`;
  if (rows.length > 0) return;
  throw new AppError({
    code: 'ACCESSION_UNKNOWN',
    kind: 'not-found',
    message: `Cannot comment: no accession of "${code}" was filed`,
    hint: 'GET /api/v1/team/accessions shows those that were.',
  });
}
