import { createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { verifyWacz, type WaczReport } from '../web/verify-wacz.ts';
import { by, byOption, idArgument, officesOf, reason } from './command-parts.ts';
import type { EvidenceOffice } from './evidence-office.ts';
import type { EvidenceSettings } from './offices.ts';
import type { StampOffice } from './stamp-office.ts';
import { evidenceKept } from './store.ts';

/** `evidence get`, `verify`, `erase`. */
export function keepingCommands(settings: EvidenceSettings): Command[] {
  return [get(settings), verify(settings), erase(settings)];
}

function get(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence get',
    summary: 'Give an item out as it came in, and sign for that',
    arguments: [idArgument],
    options: [
      { flags: '--out <file>', description: 'where to write it; must not be there yet' },
      { flags: '--note <text>', description: 'what for' },
      byOption,
    ],
    schema: z.object({ out: z.string('say where to write it').min(1), note: z.string().max(500).default(''), by }),
    async run({ args: [id = ''], options: { out, note, by } }, world) {
      const { office } = await officesOf(world, settings);
      const target = createWriteStream(out, { flags: 'wx', mode: 0o600 });
      const isOpen = await new Promise<boolean>((resolve, reject) => {
        target.on('open', () => resolve(true));
        target.on('error', (cause) => reject(notWritten(out, cause)));
      });
      try {
        const { item, bytes } = await office.open(id, by, note || null);
        await pipeline(bytes, target);
        world.output.answer(
          { id, out, sha256: item.sha256, size: item.size },
          () => `Wrote ${item.size} bytes to ${out} (SHA-256 ${item.sha256}).`,
        );
      } catch (cause) {
        target.destroy();
        if (isOpen) rmSync(out, { force: true });
        throw cause;
      }
      return undefined;
    },
  });
}

function verify(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence verify',
    summary: 'Read an item again, follow its custody, verify its timestamps',
    arguments: [idArgument],
    options: [byOption],
    schema: z.object({ by }),
    async run({ args: [id = ''], options }, world) {
      const { office, stamps } = await officesOf(world, settings);
      const { content, custody } = await office.verify(id, options.by);
      const stamped = content.whole || custody.erased ? await stamps.verify(id) : [];
      const wacz = content.whole ? await archiveIn(office, stamps, id) : null;
      const holds =
        content.whole && custody.holds && stamped.every(({ verdict }) => verdict !== 'broken') && wacz?.valid !== false;
      world.output.answer({ id, holds, content, custody, stamps: stamped, wacz }, () =>
        [
          `content     ${content.whole ? 'whole: it is what was taken in' : content.problem}`,
          `custody     ${custody.holds ? 'every signature and hand-over holds' : 'BROKEN'}; held by ${custody.holder ?? 'nobody'}`,
          ...custody.faults.map(({ number, fault }) => `            entry ${number}: ${fault}`),
          ...stamped.flatMap(({ verdict, stampedAt, authority, report }) => [
            `timestamp   ${verdict}: ${stampedAt} by ${authority}`,
            ...[...report.faults, ...report.notices].map((line) => `            ${line}`),
          ]),
          ...(stamped.length === 0
            ? ['timestamp   none; get one: watchkeeper evidence stamp ID --authority ADDRESS']
            : []),
        ].join('\n'),
      );
      return holds ? undefined : 1;
    },
  });
}

/** What a web archive is found to be inside; null for anything else. */
async function archiveIn(office: EvidenceOffice, stamps: StampOffice, id: string): Promise<WaczReport | null> {
  const item = await evidenceKept(office.database, id);
  if (item.mediaType !== 'application/wacz') return null;
  return await office.vault.read(item, (source) => verifyWacz(source, { roots: stamps.roots(), now: Date.now() }));
}

function erase(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence erase',
    summary: "Destroy an item's key and bytes for good; its record stays",
    arguments: [idArgument],
    options: [
      { flags: '--reason <text>', description: 'why; stays on the record' },
      { flags: '--confirm <id>', description: 'the id once more: this cannot be undone' },
      byOption,
    ],
    schema: z.object({ reason, confirm: z.string().default(''), by }),
    async run({ args: [id = ''], options }, world) {
      if (options.confirm !== id)
        throw new AppError({
          code: 'ERASURE_UNCONFIRMED',
          kind: 'usage',
          message: `Cannot erase evidence ${id}: it is not confirmed`,
          hint: `Nobody can open it afterwards. To go on, add --confirm ${id}`,
        });
      const { office } = await officesOf(world, settings);
      const item = await office.erase(id, options.by, options.reason);
      world.output.answer(item, () => `Erased ${id}. Its record, ratings, custody and timestamps stay.`);
      return undefined;
    },
  });
}

function notWritten(path: string, cause: Error): AppError {
  return new AppError({
    code: 'FILE_NOT_WRITTEN',
    kind: 'usage',
    message: `Cannot write ${path}: ${cause.message}`,
    hint: 'Give a path where no file is yet, in a folder that you may write to.',
    cause,
  });
}
