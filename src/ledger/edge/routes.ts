import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import { signerOf } from '../signer.ts';
import { parseTilePath, tilePath, tileWidthAt, writeBundle } from '../tiles.ts';
import { writePolicy } from '../verify/policy.ts';
import { writeProofFile } from '../verify/proof-file.ts';
import { ledgerSeed } from './key-file.ts';
import { type LedgerStatus, ledgerStatus } from './ledger-status.ts';
import type { Log } from './log.ts';
import { indexOfCommitment } from './store.ts';
import { latestHead, latestHeadSignedBy } from './store-heads.ts';
import { policyOf } from './store-witnesses.ts';
import { entriesFrom } from './tree-store.ts';
import { signedHead, textOfUpload, witnessCheckpoint } from './witness.ts';

export interface LedgerRouteParts {
  log: Log;
  home: string;
  now(): Date;
}

const TEXT = 'text/plain';
/** A full tile never changes; a part of one neither, but is soon of no use. */
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' };
/** Old size, 63 hashes and a checkpoint with a hundred signatures. */
const MOST_REQUEST = 32_768;

/** The log as C2SP tlog-tiles serve it, this node's witness, and the same in JSON for people's programs. */
export function ledgerRoutes({ log, home, now }: LedgerRouteParts): Route[] {
  return [checkpoint(log), tile(log), policy(log), ...witnessRoutes({ log, home, now }), ...jsonRoutes(log)];
}

function checkpoint(log: Log): Route {
  return defineRoute({
    method: 'get',
    path: '/ledger/checkpoint',
    act: 'ledger.read',
    tag: 'Ledger',
    summary: 'Show the latest signed head of the log (C2SP tlog-checkpoint)',
    query: z.strictObject({}),
    answer: z.string(),
    answerType: TEXT,
    handle: async () => (await latestHead(log.database))?.text ?? '',
  });
}

function tile(log: Log): Route {
  return defineRoute({
    method: 'get',
    path: '/ledger/tile/{path*}',
    act: 'ledger.read',
    tag: 'Ledger',
    summary: 'Show a tile of hashes or a bundle of entries (C2SP tlog-tiles)',
    params: z.object({ path: z.string().max(60) }),
    query: z.strictObject({}),
    answer: z.any(),
    answerType: 'application/octet-stream',
    async handle({ params: { path } }) {
      const name = parseTilePath(`tile/${path}`);
      const size = (await latestHead(log.database))?.size ?? 0;
      if (!name || name.width > tileWidthAt(size, name)) throw noTile(path, size);
      const { level, index, width } = name;
      const bytes =
        level === 'entries'
          ? writeBundle(await entriesFrom(log.database, index * 256, width))
          : Buffer.concat((await log.tree.tile(level, index, size)).slice(0, width));
      return new Reply(200, Uint8Array.from(bytes), { 'content-type': 'application/octet-stream', ...FOR_EVER });
    },
  });
}

function policy(log: Log): Route {
  return defineRoute({
    method: 'get',
    path: '/ledger/policy',
    act: 'ledger.read',
    tag: 'Ledger',
    summary: "Show the log's key, its witnesses and their quorum (C2SP tlog-policy)",
    query: z.strictObject({}),
    answer: z.string(),
    answerType: TEXT,
    handle: async () => writePolicy(await policyOf(log.database, log.signer.key)),
  });
}

function witnessRoutes({ log, home, now }: LedgerRouteParts): Route[] {
  const cosigner = signerOf(log.origin, 'cosignature', ledgerSeed(home));
  return [
    defineRoute({
      method: 'post',
      path: '/ledger/witness/add-checkpoint',
      act: 'ledger.witness',
      tag: 'Ledger',
      summary: 'Ask this node, as a witness, to sign a head (C2SP tlog-witness)',
      takesFile: true,
      mostBytes: MOST_REQUEST,
      query: z.strictObject({}),
      answer: z.string(),
      answerType: TEXT,
      async handle({ upload }) {
        const body = await textOfUpload(upload);
        const answer = await witnessCheckpoint(log.database, cosigner, { body, now: now() });
        if (answer.status === 200) return `${answer.line}\n`;
        if (answer.status === 409) return new Reply(409, `${answer.size}\n`, { 'content-type': 'text/x.tlog.size' });
        return new Reply(answer.status, `${answer.reason}\n`, { 'content-type': TEXT });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/ledger/witness/head',
      act: 'ledger.read',
      tag: 'Ledger',
      summary: 'Show the latest head of a log that this node signed as its witness',
      query: z.strictObject({ origin: z.string().min(1).max(255) }),
      answer: z.string(),
      answerType: TEXT,
      async handle({ query: { origin } }) {
        const note = await signedHead(log.database, origin);
        if (note) return note;
        throw new AppError({
          code: 'HEAD_UNKNOWN',
          kind: 'not-found',
          message: `Cannot show a head of "${origin}": this node signed none`,
        });
      },
    }),
  ];
}

function jsonRoutes(log: Log): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/ledger',
      act: 'ledger.read',
      tag: 'Ledger',
      summary: 'Show the log, its witnesses and what each did last',
      query: z.strictObject({}),
      answer: z.any(),
      handle: (): Promise<LedgerStatus> => ledgerStatus(log),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/ledger/commitments/{commitment}',
      act: 'ledger.read',
      tag: 'Ledger',
      summary: 'Find where a commitment stands in the log',
      params: z.object({ commitment: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits') }),
      query: z.strictObject({}),
      answer: z.object({ commitment: z.string(), index: z.int() }),
      async handle({ params: { commitment } }) {
        const index = await indexOfCommitment(log.database, commitment);
        if (index !== null) return { commitment, index };
        throw new AppError({
          code: 'COMMITMENT_UNKNOWN',
          kind: 'not-found',
          message: `Cannot find ${commitment} in the log`,
          hint: 'What was committed to a moment ago enters with the next batch.',
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/ledger/entries/{index}/proof',
      act: 'ledger.read',
      tag: 'Ledger',
      summary: 'Prove that an entry is in the log (C2SP tlog-proof)',
      params: z.object({
        index: z
          .string()
          .regex(/^\d{1,15}$/, 'must be a whole number')
          .transform(Number),
      }),
      query: z.strictObject({}),
      answer: z.string(),
      answerType: TEXT,
      async handle({ params: { index } }) {
        const { quorum } = await policyOf(log.database, log.signer.key);
        const head = quorum > 0 ? await latestHeadSignedBy(log.database, quorum) : null;
        return new Reply(200, writeProofFile(await log.proofOf(index, head)), {
          'content-type': TEXT,
          'content-disposition': `attachment; filename="entry-${index}.tlog-proof"`,
        });
      },
    }),
  ];
}

function noTile(path: string, size: number): AppError {
  return new AppError({
    code: 'TILE_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the tile "${path}": a log of ${size} entries has none of that name`,
    hint: `Names are those of C2SP tlog-tiles, as ${tilePath({ level: 0, index: 0, width: 1 })}.`,
  });
}
