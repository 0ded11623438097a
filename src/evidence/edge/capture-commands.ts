import { open } from 'node:fs/promises';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { type ByteSource, memorySource, piecesOf } from '../byte-source.ts';
import { verifyWacz, type WaczReport } from '../web/verify-wacz.ts';
import { capturePage } from './capture/capture-page.ts';
import { by, byOption, labelOptions, labelSchema, officesOf } from './command-parts.ts';
import type { EvidenceSettings, Offices } from './offices.ts';
import { evidenceKept } from './store.ts';

/** `evidence capture`, `evidence check-wacz`. */
export function captureCommands(settings: EvidenceSettings): Command[] {
  return [capture(settings), checkWacz(settings)];
}

function capture(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence capture',
    summary: 'Capture a web page as it is now (WACZ), verify that, take it into the vault and have it stamped',
    arguments: [{ name: 'address', description: 'https://…' }],
    options: [...labelOptions, { flags: '--description <text>', description: 'what it shows' }, byOption],
    schema: z.object({ ...labelSchema, description: z.string().trim().max(5000).nullable().default(null), by }),
    examples: ['watchkeeper evidence capture https://example.org/notice --originator JP'],
    async run({ args: [url = ''], options }, world) {
      const { office, stamps } = await officesOf(world, settings);
      if (world.offline) throw offline(url);
      const at = world.now();
      const { browser, software } = settings;
      const made = await capturePage({ url, browser, software, by: options.by, now: at, signal: world.signal });
      const report = await verifyWacz(memorySource(made.wacz), { roots: [], now: at.getTime() });
      if (!report.valid) throw new Error(`the capture does not verify: ${report.faults.join('; ')}`);
      const { originator, relTo, caveat, expires, exercise } = options;
      const item = await office.add(
        piecesOf(memorySource(made.wacz)),
        {
          name: `${new URL(made.finalUrl).hostname}-${at.toISOString().slice(0, 19).replace(/\D/g, '')}.wacz`,
          source: url.slice(0, 2000),
          description: options.description ?? made.title.slice(0, 5000),
          obtainedAt: at.toISOString(),
          workingCopyOf: null,
          exercise,
          label: { originator, relTo, caveats: caveat, expiresAt: expires },
        },
        options.by,
      );
      const stamped = await stampAll(stamps, item.id, { by: options.by, authorities: settings.authorities });
      const { wacz: _, ...facts } = made;
      world.output.answer({ ...item, capture: facts, stamps: stamped }, () =>
        [
          `Captured as ${item.id}: "${made.title}" (${made.finalUrl}), status ${made.status ?? 'unknown'}, ${made.exchanges} fetched, ${item.size} bytes.`,
          ...made.notices,
          ...made.missing.slice(0, 20).map((one) => `Not captured: ${one.url}: ${one.why}`),
          ...stamped.map(({ authority, verdict, problem }) => `Timestamp by ${authority}: ${problem ?? verdict}`),
          ...(stamped.length === 0
            ? [`No timestamp yet: watchkeeper evidence stamp ${item.id} --authority ADDRESS`]
            : []),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

/** One authority that gives no stamp does not undo the capture, nor the other stamps. */
async function stampAll(
  stamps: Offices['stamps'],
  id: string,
  { by, authorities }: { by: string; authorities: readonly string[] },
): Promise<{ authority: string; verdict: string | null; problem: string | null }[]> {
  const results: { authority: string; verdict: string | null; problem: string | null }[] = [];
  for (const authority of authorities) {
    try {
      results.push({ authority, verdict: (await stamps.stamp(id, authority, by)).verdict, problem: null });
    } catch (cause) {
      results.push({ authority, verdict: null, problem: messageOf(cause) });
    }
  }
  return results;
}

function checkWacz(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence check-wacz',
    summary: 'Verify a web archive (WACZ): files, records, index, signature',
    arguments: [{ name: 'file', description: 'a file, or the id of an item in the vault' }],
    schema: z.object({}),
    examples: ['watchkeeper evidence check-wacz page.wacz'],
    async run({ args: [path = ''] }, world) {
      const check = (source: ByteSource, roots: Parameters<typeof verifyWacz>[1]['roots']): Promise<WaczReport> =>
        verifyWacz(source, { roots, now: world.now().getTime() });
      let report: WaczReport;
      if (/^e-[0-9a-f]{24}$/.test(path)) {
        const { office, stamps } = await officesOf(world, settings);
        report = await office.vault.read(await evidenceKept(office.database, path), (source) =>
          check(source, stamps.roots()),
        );
      } else report = await onFile(path, (source) => check(source, []));
      world.output.answer(report, () => told(report));
      return report.valid ? undefined : 1;
    },
  });
}

async function onFile<Result>(path: string, use: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError({
      code: 'FILE_UNREADABLE',
      kind: 'usage',
      message: `Cannot read ${path}: ${messageOf(cause)}`,
      hint: 'Give the path of a .wacz file, or the id of an item in the vault.',
      cause,
    });
  });
  try {
    const { size } = await file.stat();
    return await use({
      size,
      async read(at, length) {
        const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
        const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, at);
        return bytes.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}

function told({ valid, faults, notices, version, pages, records, indexed, signature }: WaczReport): string {
  const kinds = Object.entries(records).map(([type, count]) => `${count} ${type}`);
  return [
    valid ? `Valid WACZ ${version}: ${kinds.join(', ')}; ${indexed} addresses lead to their record.` : 'Not valid:',
    ...faults.map((fault) => `  ${fault}`),
    ...pages.slice(0, 20).map(({ url, at, title }) => `page ${at} ${url}${title ? ` "${title}"` : ''}`),
    ...(signature
      ? [
          `Signed ${signature.domain ? `by ${signature.domain}` : 'by a key alone'} on ${signature.created}: ${signature.holds ? 'holds' : 'does not hold'}`,
        ]
      : []),
    ...(signature?.timestamp
      ? [`Its timestamp of ${signature.timestamp.genTime}: ${signature.timestamp.verdict}`]
      : []),
    ...notices,
  ].join('\n');
}

function offline(url: string): AppError {
  return new AppError({
    code: 'OFFLINE',
    kind: 'refused',
    message: `Cannot capture ${url.slice(0, 200)}: this node never fetches from the internet`,
    hint: 'Capture it on another machine and take the file in with "evidence add".',
  });
}
