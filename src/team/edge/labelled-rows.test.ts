import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { anyLabel, anySubject, NOON, sample } from '../fixtures/arbitrary-label.ts';
import { type Label, normalLabel } from '../label.ts';
import { authorCodes, type LabelSubject, may, readerCodes, subjectCaveats } from '../may.ts';
import { asSubject, labelColumns, labelOfColumns } from './store.ts';

describe('the rule in PostgreSQL against may()', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    await test.database`create table case_text (id integer primary key, body text not null default 'EXERCISE')`;
    await test.database`call label_table('case_text')`;
  });
  afterAll(() => test.close());

  it('answers alike on 100,000 random pairs of subject and label, reading and writing', async () => {
    const pairs = 100_000;
    const [subjects, labels] = [sample(anySubject, pairs, 7), sample(anyLabel, pairs, 8)];
    const rows = subjects.map((subject, at) => {
      const label = labels[at] as Label;
      return {
        codes: readerCodes(subject),
        authors: authorCodes(subject),
        cleared: subjectCaveats(subject),
        ...labelColumns(label),
        read: may(subject, 'read', label, NOON).allowed,
        write: may(subject, 'write', label, NOON).allowed,
      };
    });
    expect(rows.filter(({ read }) => read).length).toBeGreaterThan(pairs / 10);
    expect(rows.filter(({ write }) => write).length).toBeGreaterThan(pairs / 100);
    const [counted] = await test.database<{ n: number; different: number }[]>`
      with pair as (
        select *, label_admits(codes, cleared, originator, rel_to, caveats, expires_at, ${new Date(NOON).toISOString()}::timestamptz) as admits
        from jsonb_to_recordset(${test.database.json(rows as never)}) as p(codes text[], authors text[], cleared text[],
          originator text, rel_to text[], caveats text[], expires_at timestamptz, read boolean, write boolean)
      )
      select count(*)::int as n, count(*) filter (where admits is distinct from read
        or (admits and string_to_array(originator, '+') && authors) is distinct from write)::int as different
      from pair`;
    expect(counted).toEqual({ n: pairs, different: 0 });
  });

  it('shows through the policies just the rows that may() lets a subject read: 200 subjects, 500 rows', async () => {
    // Expiries lie an hour before or after now: this test runs for seconds.
    const labels = sample(anyLabel, 500, 9).map((label) => {
      if (label.expiresAt === null) return label;
      const hours = Date.parse(label.expiresAt) > NOON + 1 ? 1 : -1;
      return { ...label, expiresAt: new Date(Date.now() + hours * 3_600_000).toISOString() };
    });
    const rows = labels.map((label, id) => ({ id, ...labelColumns(label) }));
    await test.database`insert into case_text (id, originator, rel_to, caveats, expires_at)
      select id, originator, rel_to, caveats, expires_at from jsonb_to_recordset(${test.database.json(rows as never)})
        as r(id integer, originator text, rel_to text[], caveats text[], expires_at timestamptz)`;
    const now = Date.now();
    let seen = 0;
    for (const subject of sample(anySubject, 200, 10)) {
      const ids = await asSubject(
        test.database,
        subject,
        (transaction) => transaction<{ id: number; own: boolean }[]>`
        select id, may_read(originator, rel_to, caveats, expires_at) as own from case_text order by id`,
      );
      const expected = labels.flatMap((label, id) =>
        may(subject, 'read', label, now).allowed ? [{ id, own: true }] : [],
      );
      expect([...ids]).toEqual(expected);
      seen += ids.length;
    }
    expect(seen).toBeGreaterThan(5000);
  });
});

const person = (state: string): LabelSubject => ({
  kind: 'person',
  state,
  organisation: null,
  roles: ['analyst'],
  caveats: [],
});
const JAPAN = person('JP');
const FRANCE = person('FR');
const EVERYONE: LabelSubject = { kind: 'public', state: null, organisation: null, roles: [], caveats: [] };

describe('traps of row level security', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    await test.database`create table case_text (id uuid primary key default gen_random_uuid(), key text, body text not null)`;
    await test.database`call label_table('case_text')`;
    await test.database`grant update (body) on case_text to watchkeeper_subject`;
    await add(JAPAN, 'EXERCISE JP', []);
    await add(JAPAN, 'EXERCISE JP to all', 'public');
    await add(FRANCE, 'EXERCISE FR', []);
  });
  afterAll(() => test.close());

  const add = (subject: LabelSubject, body: string, relTo: Label['relTo'], originator = subject.state ?? '') =>
    asSubject(test.database, subject, (transaction) => {
      const label = labelColumns(normalLabel({ originator, relTo, caveats: [], expiresAt: null }));
      return transaction<{ body: string }[]>`insert into case_text ${transaction({ body, ...label })} returning body`;
    });
  const bodies = async (subject: LabelSubject, query = 'select body from case_text order by 1'): Promise<string[]> => {
    const rows = await asSubject(test.database, subject, (transaction) => transaction.unsafe(query));
    return rows.map(({ body }) => body as string);
  };

  it('shows a row, a count and a sum only of what the subject may see', async () => {
    expect(await bodies(JAPAN)).toEqual(['EXERCISE JP', 'EXERCISE JP to all']);
    expect(await bodies(EVERYONE)).toEqual(['EXERCISE JP to all']);
    const [row] = await asSubject(
      test.database,
      FRANCE,
      (transaction) => transaction`
      select count(*)::int as n, string_agg(originator, ',' order by originator) as of from case_text`,
    );
    expect(row).toEqual({ n: 2, of: 'FR,JP' });
  });

  it('leaks nothing through the pool: the next transaction is nobody, also after a failure', async () => {
    const who = () => test.database`
      select current_user = session_user as self, current_setting('watchkeeper.codes', true) as codes from generate_series(1, 6)`;
    await bodies(JAPAN);
    await expect(asSubject(test.database, JAPAN, (transaction) => transaction`select 1 / 0`)).rejects.toThrow(
      /division by zero/,
    );
    for (let turn = 0; turn < 12; turn += 1)
      for (const row of await who())
        expect({ self: row.self, codes: row.codes ?? '' }).toEqual({ self: true, codes: '' });
    const bare = test.database.begin(async (transaction) => {
      await transaction`set local role watchkeeper_subject`;
      return await transaction`select body from case_text`;
    });
    expect(await bare).toHaveLength(0);
  });

  it('lets COPY out no more, and refuses COPY in', async () => {
    const out = await asSubject(test.database, EVERYONE, async (transaction) => {
      const stream = await transaction`copy (select body from case_text) to stdout`.readable();
      let text = '';
      for await (const chunk of stream) text += String(chunk);
      return text;
    });
    expect(out).toBe('EXERCISE JP to all\n');
    await expect(
      asSubject(test.database, JAPAN, async (transaction) => {
        const stream = await transaction`copy case_text (body) from stdin`.writable();
        stream.end('EXERCISE\n');
        await new Promise((resolve, reject) => stream.once('finish', resolve).once('error', reject));
      }),
    ).rejects.toThrow(/COPY FROM not supported with row-level security/);
  });

  it('gives RETURNING nothing that the subject may not see, and changes nothing of others', async () => {
    expect(await bodies(FRANCE, "update case_text set body = body || ' changed' returning body")).toEqual([
      'EXERCISE FR changed',
    ]);
    expect(await bodies(JAPAN)).toEqual(['EXERCISE JP', 'EXERCISE JP to all']);
    for (const relTo of [[], ['FR'], 'public'] as const)
      await expect(add(FRANCE, 'EXERCISE', relTo === 'public' ? relTo : [...relTo], 'JP')).rejects.toThrow(
        /row-level security/,
      );
    await expect(add({ ...JAPAN, roles: ['releaser'] }, 'EXERCISE', 'public')).rejects.toThrow(/row-level security/);
    await expect(bodies(JAPAN, 'delete from case_text returning body')).rejects.toThrow(/permission denied/);
    await expect(bodies(JAPAN, "update case_text set rel_to = '{public}' returning body")).rejects.toThrow(
      /permission denied/,
    );
  });

  it('lets no function see a row before the policy does', async () => {
    await test.database`create function watch(t text) returns boolean volatile cost 0.0000001 language plpgsql as
      $$ begin if t like '%FR%' then raise exception 'saw it'; end if; return true; end $$`;
    expect(await bodies(JAPAN, 'select body from case_text where watch(body) order by 1')).toHaveLength(2);
    await expect(bodies(FRANCE, 'select body from case_text where watch(body)')).rejects.toThrow(/saw it/);
  });

  it('works the subject out once a query, and finds by key through the index', async () => {
    const plan = await asSubject(test.database, JAPAN, async (transaction) => {
      await transaction`set local enable_seqscan = off`;
      return await transaction.unsafe(`explain select * from case_text where id = '${crypto.randomUUID()}'`);
    });
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index Scan using case_text_pkey/);
    expect(text.match(/InitPlan/g)).toHaveLength(3);
    expect(text).not.toMatch(/label_admits/);
  });

  it('names a view, a materialized view, a child and a unique key that would leak, and none of those that do not', async () => {
    const faults = async () =>
      (await test.database<{ fault: string }[]>`select fault from label_faults() order by 1`).map(({ fault }) => fault);
    expect(await faults()).toEqual([]);
    await test.database`create view safe_text with (security_invoker = true) as select body from case_text`;
    await test.database`grant select on safe_text to watchkeeper_subject`;
    expect(await bodies(EVERYONE, 'select body from safe_text')).toEqual(['EXERCISE JP to all']);
    await test.database`create unique index own_key on case_text (originator, key)`;
    expect(await faults()).toEqual([]);
    await test.database`create view open_text as select body from case_text`;
    await test.database`create materialized view kept_text as select body from case_text`;
    await test.database`create table old_text () inherits (case_text)`;
    await test.database`create unique index all_keys on case_text (key)`;
    expect(await faults()).toEqual([
      'case_text: the unique index all_keys refuses what is already there unseen',
      'kept_text: a materialized view shows all rows of case_text to whoever may read it',
      'old_text: a partition or child of case_text is read around the policies of case_text',
      'open_text: a view without security_invoker reads case_text as its owner',
    ]);
    await expect(bodies(EVERYONE, 'select body from open_text')).rejects.toThrow(/permission denied/);
    await test.database`drop index all_keys; drop view open_text; drop materialized view kept_text; drop table old_text`.simple();
    await test.database`alter table case_text no force row level security`;
    expect(await faults()).toEqual(['case_text: its policies are not forced']);
    await test.database`alter table case_text force row level security`;
  });

  it('lets a unique key of one originator say nothing of another', async () => {
    const put = (subject: LabelSubject) =>
      asSubject(
        test.database,
        subject,
        (transaction) => transaction`
        insert into case_text (key, body, originator, rel_to) values ('the same', 'EXERCISE', ${subject.state}, '{}') returning id`,
      );
    await put(JAPAN);
    await expect(put(FRANCE)).resolves.toHaveLength(1);
    await expect(put(JAPAN)).rejects.toThrow(/own_key/);
  });
});

describe('labelOfColumns()', () => {
  it('gives back the label that labelColumns() wrote', () => {
    for (const label of sample(anyLabel, 500)) expect(labelOfColumns(labelColumns(label))).toEqual(label);
  });
});

describe('the schema that ships', () => {
  it('has no way around a label', async () => {
    const test = await testDatabase();
    expect([...(await test.database`select fault from label_faults()`)]).toEqual([]);
    await test.close();
  });
});
