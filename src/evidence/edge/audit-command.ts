import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { asKeeper } from '../../team/edge/store.ts';
import { officesOf } from './command-parts.ts';
import type { EvidenceSettings } from './offices.ts';
import { vaultRecords } from './store.ts';
import type { Vault, VaultItem } from './vault.ts';

/** Milliseconds; what is younger may belong to an item that is being taken in. */
const LEAST_AGE = 3_600_000;

interface Audit {
  items: number;
  /** Recorded, not erased, and not to be opened or changed. */
  lost: { id: string; problem: string }[];
  /** Recorded as erased, and still there. */
  remaining: string[];
  /** In the vault, and named by no record. */
  unrecorded: string[];
}

/** `evidence audit`: holds the vault and the records against each other. */
export function auditCommand(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence audit',
    summary: 'Hold the vault and the records against each other',
    options: [
      { flags: '--content', description: 'read every item whole, too' },
      { flags: '--clean', description: 'destroy what no record names, and what is recorded as erased and still there' },
    ],
    schema: z.object({ content: z.boolean().default(false), clean: z.boolean().default(false) }),
    async run({ options: { content, clean } }, world) {
      const { office } = await officesOf(world, settings);
      const { vault } = office;
      const records = await asKeeper(office.database, vaultRecords);
      const known = new Map(records.map((record) => [record.id, record]));
      const inside = vault.inside();
      const old = world.now().getTime() - LEAST_AGE;
      const unrecorded = inside.filter(({ id, at }) => !known.has(id) && at < old);
      const remaining = inside.filter(({ id }) => known.get(id)?.erased === true);
      const audit: Audit = {
        items: records.length,
        lost: await lostOf(
          vault,
          records.filter(({ erased }) => !erased),
          content,
        ),
        remaining: remaining.map(({ id }) => id),
        unrecorded: unrecorded.map(({ id }) => id),
      };
      if (clean) for (const item of [...unrecorded, ...remaining]) await vault.eraseUnrecorded(item);
      world.output.answer({ ...audit, cleaned: clean }, () => told(audit, clean));
      const left = clean ? 0 : remaining.length + unrecorded.length;
      return audit.lost.length + left === 0 ? undefined : 1;
    },
  });
}

async function lostOf(vault: Vault, items: readonly VaultItem[], content: boolean): Promise<Audit['lost']> {
  const lost: Audit['lost'] = [];
  for (const item of items) {
    const problem = content
      ? (await vault.verify(item)).problem
      : (await vault.holds(item))
        ? null
        : 'its file or key is not there';
    if (problem !== null) lost.push({ id: item.id, problem });
  }
  return lost;
}

function told({ items, lost, remaining, unrecorded }: Audit, clean: boolean): string {
  const done = clean ? ' (destroyed now)' : '';
  return [
    `${items} records.`,
    ...lost.map(({ id, problem }) => `Lost: ${id}: ${problem}`),
    ...remaining.map((id) => `Recorded as erased and still there: ${id}${done}`),
    ...unrecorded.map((id) => `In the vault and named by no record: ${id}${done}`),
    ...(lost.length + remaining.length + unrecorded.length === 0 ? ['Vault and records agree.'] : []),
  ].join('\n');
}
