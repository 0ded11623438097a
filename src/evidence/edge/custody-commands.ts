import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { asKeeper } from '../../team/edge/store.ts';
import { by, byOption, idArgument, officesOf } from './command-parts.ts';
import type { EvidenceSettings } from './offices.ts';
import { evidenceKept } from './store.ts';
import { custodianKeys, custodyEntries } from './store-custody.ts';

/** `evidence custody`, `hand-over`, `accept`, `decline`. */
export function custodyCommands(settings: EvidenceSettings): Command[] {
  return [custody(settings), handOver(settings), answer(settings, 'accept'), answer(settings, 'decline')];
}

function custody(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence custody',
    summary: 'Show who did what with an item, signed entry by signed entry',
    arguments: [idArgument],
    schema: z.object({}),
    async run({ args: [id = ''] }, world) {
      const { office } = await officesOf(world, settings);
      const item = await evidenceKept(office.database, id);
      const entries = await asKeeper(office.database, (transaction) => custodyEntries(transaction, id));
      const report = await office.custody(item);
      const named = new Set(entries.map(({ body }) => body.by));
      const keys = (await custodianKeys(office.database)).filter(({ custodian }) => named.has(custodian));
      world.output.answer({ id, report, entries, keys }, () =>
        [
          table(
            ['', 'at', 'act', 'by', 'to', 'note'],
            entries.map(({ body }) => [
              String(body.number),
              body.at,
              body.act,
              body.by,
              body.to ?? '',
              (body.note ?? '').slice(0, 60),
            ]),
          ),
          report.holds
            ? 'Every signature and hand-over holds.'
            : `BROKEN: ${report.faults.map(({ number, fault }) => `entry ${number}: ${fault}`).join('; ')}`,
          `Held by ${report.holder ?? 'nobody'}${report.underWayTo ? `, under way to ${report.underWayTo}` : ''}.`,
        ].join('\n'),
      );
      return report.holds ? undefined : 1;
    },
  });
}

function handOver(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence hand-over',
    summary: 'Hand an item over; it counts once the other side has accepted it',
    arguments: [idArgument],
    options: [
      { flags: '--to <name>', description: 'to whom' },
      { flags: '--note <text>', description: 'what for' },
      byOption,
    ],
    schema: z.object({ to: z.string('say to whom').trim().min(1).max(100), note: z.string().max(500).default(''), by }),
    async run({ args: [id = ''], options }, world) {
      const { office } = await officesOf(world, settings);
      const item = await evidenceKept(office.database, id);
      await office.step({ item, act: 'handed-over', by: options.by, to: options.to, note: options.note || null });
      world.output.answer(
        await office.custody(item),
        () => `Handed over. ${options.to} accepts with: watchkeeper evidence accept ${id} --by "${options.to}"`,
      );
      return undefined;
    },
  });
}

function answer(settings: EvidenceSettings, name: 'accept' | 'decline'): Command {
  return defineCommand({
    name: `evidence ${name}`,
    summary: name === 'accept' ? 'Accept an item that was handed over' : 'Decline an item that was handed over',
    arguments: [idArgument],
    options: [{ flags: '--note <text>', description: 'in what state it came' }, byOption],
    schema: z.object({ note: z.string().max(500).default(''), by }),
    async run({ args: [id = ''], options }, world) {
      const { office } = await officesOf(world, settings);
      const item = await evidenceKept(office.database, id);
      await office.step({
        item,
        act: name === 'accept' ? 'accepted' : 'declined',
        by: options.by,
        note: options.note || null,
      });
      const report = await office.custody(item);
      world.output.answer(report, () => `Signed. It is held by ${report.holder}.`);
      return undefined;
    },
  });
}
