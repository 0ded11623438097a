import { open } from 'node:fs/promises';
import { z } from 'zod';
import { defineCommand } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { auditCsv, auditJsonLines } from '../memory/audit-entry.ts';
import { momentShape, rangeEnd, rangeStart } from './audit-range.ts';
import { pageOfAudit } from './store-audit.ts';

const PAGE = 2000;

/** `screen audit`: the whole trail, or a span of it, as one file. */
export const auditCommand = defineCommand({
  name: 'screen audit',
  summary: 'Export the audit trail: what was asked and answered, of which lists, for whom',
  options: [
    { flags: '--out <file>', description: 'file to write; CSV when it ends in .csv, else JSON lines' },
    { flags: '--from <moment>', description: 'first day or instant (UTC)' },
    { flags: '--to <moment>', description: 'last day, or the instant before which to end (UTC)' },
  ],
  schema: z.object({
    out: z.string('name the file to write').min(1),
    from: momentShape.optional(),
    to: momentShape.optional(),
  }),
  examples: ['watchkeeper screen audit --from 2026-11-01 --to 2026-11-30 --out november.csv'],
  async run({ options: { out, from, to } }, world) {
    const database = await world.database();
    const csv = out.toLowerCase().endsWith('.csv');
    const file = await open(out, 'wx', 0o600).catch((cause: unknown) => {
      throw new AppError({
        code: 'AUDIT_NOT_WRITTEN',
        kind: 'refused',
        message: `Cannot write the audit trail to ${out}: ${messageOf(cause)}`,
        hint: 'Name a file that is not there yet, in a folder that is.',
      });
    });
    let entries = 0;
    try {
      const range = { from: rangeStart(from), before: rangeEnd(to), limit: PAGE };
      for (let after = 0, full = true; full; ) {
        world.signal.throwIfAborted();
        const page = await pageOfAudit(database, { ...range, after });
        await file.write(csv ? auditCsv(page, { header: entries === 0 }) : auditJsonLines(page));
        entries += page.length;
        after = page.at(-1)?.id ?? after;
        full = page.length === PAGE;
      }
    } finally {
      await file.close();
    }
    world.output.answer({ file: out, entries }, () => `Wrote ${entries} entries to ${out}`);
    return undefined;
  },
});
