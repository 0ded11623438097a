import { nodePrimitives } from '../node-primitives.ts';
import { toBase64 } from '../verify/bytes.ts';
import { attest, overlapOf, spareOf } from '../verify/policy.ts';
import { writeVerifierKey } from '../verify/signed-note.ts';
import type { Log } from './log.ts';
import { latestHead, latestHeadSignedBy, type PublishedHead } from './store-heads.ts';
import { allWitnesses, type FollowedLog, followedLogs, policyOf, type Witness } from './store-witnesses.ts';

interface HeadFacts {
  size: number;
  /** In base64. */
  root: string;
  at: string;
  signed: number;
}

export interface LedgerStatus {
  origin: string;
  verifierKey: string;
  head: HeadFacts;
  /** Records that wait for the next batch. */
  waiting: number;
  quorum: {
    /** 0: there are too few witnesses for one. */
    quorum: number;
    members: number;
    /** Who may refuse or be absent. */
    spare: number;
    /** Who would have to sign two histories for them both to pass. */
    overlap: number;
  };
  /** The latest head with a quorum; null when none has. */
  quorumHead: HeadFacts | null;
  witnesses: Witness[];
  follows: FollowedLog[];
}

export async function ledgerStatus(log: Log): Promise<LedgerStatus> {
  const { database, signer } = log;
  const policy = await policyOf(database, signer.key);
  const facts = (head: PublishedHead): HeadFacts => ({
    size: head.size,
    root: toBase64(head.root),
    at: head.at,
    signed: attest(nodePrimitives, head, policy).signed,
  });
  const head = await latestHead(database);
  if (!head) throw new Error('the log has no head');
  const quorumHead = policy.quorum > 0 ? await latestHeadSignedBy(database, policy.quorum) : null;
  const [waiting] = await database<{ n: number }[]>`select count(*)::int as n from ledger_queue`;
  const members = policy.witnesses.length;
  const { quorum } = policy;
  return {
    origin: log.origin,
    verifierKey: writeVerifierKey(signer.key),
    head: facts(head),
    waiting: waiting?.n ?? 0,
    quorum: { quorum, members, spare: spareOf(quorum, members), overlap: overlapOf(quorum, members) },
    quorumHead: quorumHead ? facts(quorumHead) : null,
    witnesses: await allWitnesses(database),
    follows: await followedLogs(database),
  };
}
