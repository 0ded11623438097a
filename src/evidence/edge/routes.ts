import { AppError } from '../../kernel/errors.ts';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import { lintEstimative } from '../estimative-lint.ts';
import { evidenceShape, evidenceWithClaimsShape } from '../evidence-record.ts';
import type { Offices } from './offices.ts';
import { ratingRoutes } from './rating-routes.ts';
import * as shapes from './route-shapes.ts';
import { evidenceById, findEvidence } from './store.ts';
import { custodianKeys, custodyEntries } from './store-custody.ts';

const PATH = '/api/v1/evidence';
/** 2 GiB, as the vault takes. */
const MOST_BYTES = 2_147_483_648;
const TAG = 'Evidence';

/** Evidence over HTTP: all of it the operator's until people sign in and labels are held against them. */
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
    async handle({ query: { originator, relTo, caveat, expires, obtained, by, ...facts }, upload, isPrivate }) {
      if (isPrivate) throw keptByNature();
      const label = { originator, relTo, caveats: caveat, expiresAt: expires };
      return await office.add(upload, { ...facts, obtainedAt: obtained, label }, by);
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
    handle: ({ query }) => findEvidence(office.database, query),
  });
}

const lint = defineRoute({
  method: 'post',
  path: `${PATH}/lint`,
  act: 'evidence.read',
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
    handle: async ({ params }) => (await office.withClaims(params.id)) as never,
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
    async handle({ params, query: { by, note } }) {
      const { item, bytes } = await office.open(params.id, by, note ?? null);
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
  const read = async (id: string) => {
    const item = await evidenceById(office.database, id);
    const entries = await custodyEntries(office.database, id);
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
      handle: ({ params }) => read(params.id),
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
      async handle({ params, body }) {
        await office.step({ item: await evidenceById(office.database, params.id), ...body });
        return await read(params.id);
      },
    }),
  ];
}

function verify({ office, stamps }: Offices): Route {
  return defineRoute({
    method: 'post',
    path: `${PATH}/{id}/verify`,
    act: 'evidence.hold',
    tag: TAG,
    summary: 'Read an item again, follow its custody, verify its timestamps',
    params: shapes.idParam,
    query: shapes.nothing,
    body: shapes.byBody,
    answer: shapes.verifyAnswer,
    async handle({ params, body: { by } }) {
      const { content, custody } = await office.verify(params.id, by);
      return { content, custody, stamps: content.whole || custody.erased ? await stamps.verify(params.id) : [] };
    },
  });
}

function erase({ office }: Offices): Route {
  return defineRoute({
    method: 'post',
    path: `${PATH}/{id}/erase`,
    act: 'evidence.hold',
    tag: TAG,
    summary: "Destroy an item's key and bytes for good",
    params: shapes.idParam,
    query: shapes.nothing,
    body: shapes.eraseBody,
    answer: evidenceShape,
    async handle({ params: { id }, body: { by, reason, confirm } }) {
      if (confirm === id) return await office.erase(id, by, reason);
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
