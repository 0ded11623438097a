import { findFindings, keepFindings, withdrawFindings } from '../../findings/edge/store.ts';
import type { Finding } from '../../findings/finding.ts';
import { ownershipFiles, ownershipRecords } from '../../parties/edge/store-ownership.ts';
import { OwnershipBook } from '../../parties/ownership/book.ts';
import type { ListedSide } from '../../parties/ownership/listed-owners.ts';
import { type OwnershipRule, ownershipRules } from '../../parties/ownership/rules.ts';
import { designationMeasures } from '../../regime/designation-measures.ts';
import type { Database } from '../../store/database.ts';
import { BLOCKED_BY_OWNERS, blockedByOwners } from '../watches/blocked-by-owners.ts';
import { LISTED_WALLET_PAYMENTS, listedWalletPayments, measuresOf } from '../watches/listed-wallet-payments.ts';
import { STOLEN_AT_SERVICE, stolenAtService } from '../watches/stolen-at-service.ts';
import { type FinanceDesk, tagEnds } from './finance-desk.ts';

export interface WatchOutcome {
  watch: string;
  findings: Finding[];
  raised: number;
  amended: number;
  withdrawn: number;
}

/** Runs the watches over wallets, real transfers and those of exercises apart, and keeps what they find. */
export async function watchWallets(database: Database, desk: FinanceDesk): Promise<WatchOutcome[]> {
  const wallets = await desk.wallets();
  const payments: Finding[] = [];
  const services: Finding[] = [];
  for (const exercise of [false, true]) {
    const { book, bundles, tags } = await desk.data(exercise);
    if (book.count === 0) continue;
    const data = { book, bundles, exercise };
    payments.push(...listedWalletPayments({ ...data, wallets }));
    const listed = [...wallets.all()].flatMap(([address, listings]) => {
      const measures = listings.filter(({ delistedOn }) => delistedOn === null).flatMap(measuresOf);
      return measures.length > 0 && book.addressOf(address) !== undefined ? [{ address, measures }] : [];
    });
    services.push(
      ...stolenAtService({
        ...data,
        sources: listed.map(({ address }) => ({ address })),
        ends: tagEnds(tags),
        measures: [...new Set(listed.flatMap(({ measures }) => measures))].sort(),
      }),
    );
  }
  return [
    await keepAll(database, LISTED_WALLET_PAYMENTS.id, payments),
    await keepAll(database, STOLEN_AT_SERVICE.id, services),
  ];
}

/** A listed party as the watch over owners needs it: with its listings' programmes. */
export interface ProgrammedSide extends ListedSide {
  /** Measures of DPRK regimes by party and list. */
  measuresOf(party: string, list: string): readonly string[];
}

/** Runs the watch over owners as of a day. */
export async function watchOwners(database: Database, side: ProgrammedSide, day: string): Promise<WatchOutcome> {
  const book = new OwnershipBook([await ownershipRecords(database), side.records], side.owners);
  const listed = new Map(ownershipRules().map((rule) => [rule.id, listedUnder(rule, side, day)]));
  const findings = blockedByOwners({
    book,
    day,
    rules: ownershipRules(),
    files: await ownershipFiles(database),
    listedFor: ({ id }) => listed.get(id) ?? new Map(),
  });
  return await keepAll(database, BLOCKED_BY_OWNERS.id, findings);
}

/** Parties that a rule's authority lists on the day under a DPRK measure, with the measures. */
function listedUnder(rule: OwnershipRule, side: ProgrammedSide, day: string): Map<string, readonly string[]> {
  const listed = new Map<string, readonly string[]>();
  for (const { id, listings } of side.owners) {
    const current = listings.filter(
      ({ list, from, to }) => rule.lists.includes(list) && (from === null || from <= day) && (to === null || day < to),
    );
    const measures = current.flatMap(({ list }) => side.measuresOf(id, list));
    if (measures.length > 0) listed.set(id, [...new Set(measures)]);
  }
  return listed;
}

/** Measures that a listing brings: for the side that the app makes of the lists. */
export function listingMeasures(listing: Parameters<typeof designationMeasures>[0]): string[] {
  return designationMeasures(listing).flatMap(({ measures }) => measures);
}

const MOST_STANDING = 100_000;

/** Keeps what a watch found, and withdraws what it found before and does not any more. */
async function keepAll(database: Database, watch: string, findings: readonly Finding[]): Promise<WatchOutcome> {
  const kept = await keepFindings(database, findings);
  const found = new Set(findings.map(({ id }) => id));
  const before = await findFindings(database, { watch, limit: MOST_STANDING, offset: 0 });
  const gone = before.findings.filter(({ id, status }) => status !== 'withdrawn' && !found.has(id)).map(({ id }) => id);
  const withdrawn = await withdrawFindings(database, gone, 'the watch was run again and does not find it any more');
  return {
    watch,
    findings: [...findings],
    raised: kept.raised.length,
    amended: kept.amended.length,
    withdrawn: withdrawn.length,
  };
}
