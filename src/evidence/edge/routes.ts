import { AppError } from '../../kernel/errors.ts';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import { asSubject } from '../../team/edge/store.ts';
import type { LabelSubject } from '../../team/may.ts';
import { labelSubjectOf } from '../../team/person.ts';
import { lintEstimative } from '../estimative-lint.ts';
import { evidenceShape, evidenceWithClaimsShape } from '../evidence-record.ts';
import { actorOf, personOf } from './actor.ts';
import { signedBy } from './evidence-office.ts';
import { requireOwn, requireOwnLabel, requireOwnOriginal, requireReader } from './label-rules.ts';
import type { Offices } from './offices.ts';
import { ratingRoutes } from './rating-routes.ts';
import * as shapes from './route-shapes.ts';
import { evidenceById, evidenceSeen, findEvidence } from './store.ts';
import { custodianKeys, custodyEntries } from './store-custody.ts';

const PATH = '/api/v1/evidence';
/** 2 GiB, as the vault takes. */
const MOST_BYTES = 2_147_483_648;
const TAG = 'Evidence';

/** Evidence over HTTP, as labels let the asker see it: what they do not see is not there for them. */
export function evidenceRoutes(offices: Offices): Route[] {
  return [
    add(offices),
    list(offices),
    lint,
    // Before `/{id}`, which would take their names for an id.
    ...ratingRoutes(offices),
    show(offices),
    file(offices),
    ...custody(offices),
    verify(offices),
    erase(offices),
  ];
}

function add({ office }: Offices): Route {
  return defineRoute({
    method: 'post',
    path: PATH,
    act: 'evidence.add',
    tag: TAG,
    summary: 'Take a file into the vault',
    query: shapes.addQuery,
    answer: evidenceShape,
    takesFile: true,
    mostBytes: MOST_BYTES,
    async handle({ query: { relTo, caveat, expires, obtained, ...given }, upload, isPrivate, subject: asker }) {
      if (isPrivate) throw keptByNature();
      const { by, subject, login, exercise } = personOf(asker);
      const label = { originator: by, relTo, caveats: caveat, expiresAt: expires };
      requireOwnLabel(subject, label);
      if (given.workingCopyOf !== null)
        requireOwnOriginal(await evidenceSeen(office.database, subject, given.workingCopyOf), by);
      const facts = { ...given, exercise: given.exercise || exercise, obtainedAt: obtained, label };
      return await office.add(upload, facts, by, { login, subject });
    },
  });
}

function list({ office }: Offices): Route {
  return defineRoute({
    method: 'get',
    path: PATH,
    act: 'evidence.read',
    tag: TAG,
    summary: 'Show what is in the vault, latest first',
    query: shapes.listQuery,
    answer: shapes.listAnswer,
    handle: ({ query, subject }) =>
      asSubject(office.database, labelSubjectOf(subject), (transaction) => findEvidence(transaction, query)),
  });
}

const lint = defineRoute({
  method: 'post',
  path: `${PATH}/lint`,
  // Of those who write: everyone else has no draft here.
  act: 'evidence.add',
  tag: TAG,
  summary: 'Check the language of a draft by ICD 203',
  body: shapes.lintBody,
  query: shapes.nothing,
  mostBytes: 4_194_304,
  answer: shapes.lintAnswer,
  handle: ({ body: { text } }) => ({ faults: lintEstimative(text) }),
});

function show({ office }: Offices): Route {
  return defineRoute({
    method: 'get',
    path: `${PATH}/{id}`,
    act: 'evidence.read',
    tag: TAG,
    summary: 'Show the record of an item',
    params: shapes.idParam,
    query: shapes.nothing,
    answer: evidenceWithClaimsShape,
    async handle({ params: { id }, subject }) {
      await evidenceSeen(office.database, labelSubjectOf(subject), id);
      return (await office.withClaims(id)) as never;
    },
  });
}

function file({ office }: Offices): Route {
  return defineRoute({
    method: 'get',
    path: `${PATH}/{id}/file`,
    act: 'evidence.open',
    tag: TAG,
    summary: 'Fetch an original, which is signed for',
    params: shapes.idParam,
    query: shapes.openQuery,
    answer: shapes.nothing,
    answerType: 'application/octet-stream',
    async handle({ params, query: { note }, subject: asker }) {
      const { subject, by, login } = personOf(asker);
      await evidenceSeen(office.database, subject, params.id);
      const { item, bytes } = await office.open(params.id, by, signedBy(login, note ?? null));
      const name = encodeURIComponent(item.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
      // Never as its own type: what is opened in this origin could act in it.
      return new Reply(200, ReadableStream.from(bytes), {
        'content-type': 'application/octet-stream',
        'content-length': String(item.size),
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-evidence-sha256': item.sha256,
      });
    },
  });
}

function custody({ office }: Offices): Route[] {
  const read = async (id: string, subject: LabelSubject) => {
    const { item, entries } = await asSubject(office.database, subject, async (transaction) => ({
      item: await evidenceById(transaction, id),
      entries: await custodyEntries(transaction, id),
    }));
    const named = new Set(entries.map(({ body }) => body.by));
    const keys = (await custodianKeys(office.database)).filter(({ custodian }) => named.has(custodian));
    return { report: await office.custody(item), entries: entries as never, keys };
  };
  return [
    defineRoute({
      method: 'get',
      path: `${PATH}/{id}/custody`,
      act: 'evidence.read',
      tag: TAG,
      summary: 'Show who did what with an item, with all that verifies it',
      params: shapes.idParam,
      query: shapes.nothing,
      answer: shapes.custodyAnswer,
      handle: ({ params, subject }) => read(params.id, labelSubjectOf(subject)),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/{id}/custody`,
      act: 'evidence.hold',
      tag: TAG,
      summary: 'Hand an item over, accept or decline it',
      params: shapes.idParam,
      query: shapes.nothing,
      body: shapes.custodyBody,
      answer: shapes.custodyAnswer,
      async handle({ params, body: { note, ...step }, subject: asker }) {
        const { subject, by, login } = personOf(asker);
        const item = await evidenceSeen(office.database, subject, params.id);
        if (step.act === 'handed-over') requireReader(item, step.to);
        await office.step({ item, ...step, by, note: signedBy(login, note) });
        return await read(params.id, subject);
      },
    }),
  ];
}

function verify({ office, stamps }: Offices): Route {
  return defineRoute({
    method: 'post',
    path: `${PATH}/{id}/verify`,
    act: 'evidence.check',
    tag: TAG,
    summary: 'Read an item again, follow its custody, verify its timestamps',
    params: shapes.idParam,
    query: shapes.nothing,
    body: shapes.nothing,
    answer: shapes.verifyAnswer,
    async handle({ params, subject: asker }) {
      const { subject, by, login } = actorOf(asker);
      // Keeping what the node holds is the operator's, who learns of it whether it holds and nothing of what it is.
      if (login !== null) await evidenceSeen(office.database, subject, params.id);
      const { content, custody } = await office.verify(params.id, by, login);
      return { content, custody, stamps: content.whole || custody.erased ? await stamps.verify(params.id) : [] };
    },
  });
}

function erase({ office }: Offices): Route {
  return defineRoute({
    method: 'post',
    path: `${PATH}/{id}/erase`,
    act: 'evidence.erase',
    tag: TAG,
    summary: "Destroy an item's key and bytes for good",
    params: shapes.idParam,
    query: shapes.nothing,
    body: shapes.eraseBody,
    answer: shapes.eraseAnswer,
    async handle({ params: { id }, body: { reason, confirm }, subject: asker }) {
      const { subject, by, login } = actorOf(asker);
      if (login !== null) requireOwn(await evidenceSeen(office.database, subject, id), by);
      if (confirm === id) {
        const { erasure } = await office.erase(id, by, reason, login);
        return { id, erasure };
      }
      throw new AppError({
        code: 'ERASURE_UNCONFIRMED',
        kind: 'invalid',
        message: `Cannot erase evidence ${id}: it is not confirmed`,
        hint: 'Nobody can open it afterwards. To go on, send its id as "confirm".',
      });
    },
  });
}

function keptByNature(): AppError {
  return new AppError({
    code: 'EVIDENCE_IS_KEPT',
    kind: 'refused',
    message: 'Cannot take the evidence in private: it is taken in to be kept',
    hint: 'Send it without asking for privacy.',
  });
}
