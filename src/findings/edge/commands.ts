import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { findFindings } from './store.ts';

export function findingCommands(): Command[] {
  return [
    defineCommand({
      name: 'findings list',
      summary: 'Show what the watches have raised, latest first',
      options: [
        { flags: '--watch <id>', description: 'only this watch' },
        { flags: '--status <status>', description: 'open, in-case, closed or withdrawn' },
        { flags: '--subject <id>', description: "a subject's MMSI, IMO number or party id" },
        { flags: '--limit <n>', description: 'how many (50)' },
      ],
      schema: z.object({
        watch: z.string().optional(),
        status: z.enum(['open', 'in-case', 'closed', 'withdrawn']).optional(),
        subject: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(50),
      }),
      async run({ options: { watch, status, subject, limit } }, world) {
        const found = await findFindings(await world.database(), { limit, offset: 0, watch, status, subject });
        world.output.answer(found, () => {
          if (found.total === 0)
            return 'No watch has raised such a finding. Load positions ("vessels load FILE") and run the watches ("vessels watch").';
          const rows = found.findings.map((one) => [
            one.exercise ? 'EXERCISE' : '',
            one.id,
            one.watch,
            one.startAt?.slice(0, 10) ?? '-',
            one.confidence.toFixed(2),
            one.subjects.map(({ name, imo, id }) => name ?? imo ?? id ?? '?').join(', '),
            one.measures.join(', '),
          ]);
          return `${table(['', 'finding', 'watch', 'on', 'confidence', 'subjects', 'measures'], rows)}\n${found.findings.length} of ${found.total}`;
        });
        return undefined;
      },
    }),
  ];
}
