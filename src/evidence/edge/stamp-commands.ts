import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import type { StampReport } from '../stamp/verify-stamp.ts';
import { by, byOption, idArgument, officesOf } from './command-parts.ts';
import type { EvidenceSettings } from './offices.ts';

/** `evidence stamp`, `evidence verify-stamps`. */
export function stampCommands(settings: EvidenceSettings): Command[] {
  return [stamp(settings), verifyDue(settings)];
}

function stamp(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence stamp',
    summary: 'Have an item timestamped by one or more authorities (RFC 3161), and verify what they answer',
    arguments: [idArgument],
    options: [
      { flags: '--authority <addresses>', description: 'authorities, by commas (those of WATCHKEEPER_TSA)' },
      { flags: '--request-out <file>', description: 'only write the request, to carry it to an authority by hand' },
      { flags: '--response <file>', description: 'keep an answer that was brought by hand' },
      byOption,
    ],
    schema: z.object({
      authority: z.string().optional(),
      requestOut: z.string().min(1).optional(),
      response: z.string().min(1).optional(),
      by,
    }),
    examples: ['watchkeeper evidence stamp e-0123456789abcdef01234567 --request-out question.tsq'],
    async run({ args: [id = ''], options }, world) {
      const { stamps } = await officesOf(world, settings);
      const { requestOut, response } = options;
      if (requestOut) {
        const { request } = await stamps.request(id);
        onDisk(requestOut, () => writeFileSync(requestOut, request));
        world.output.answer(
          { id, request: requestOut },
          () => `Wrote the request to ${requestOut}. Bring the answer with --response FILE.`,
        );
        return undefined;
      }
      const given: { authority: string; report: StampReport }[] = [];
      if (response) {
        const bytes = onDisk(response, () => readFileSync(response));
        const report = await stamps.keep({
          id,
          authority: 'brought by hand',
          response: bytes,
          nonce: null,
          by: options.by,
        });
        given.push({ authority: 'brought by hand', report });
      } else {
        for (const authority of authoritiesIn(options.authority, settings, world.offline))
          given.push({ authority, report: await stamps.stamp(id, authority, options.by) });
      }
      world.output.answer({ id, stamps: given }, () =>
        given.map(({ authority, report }) => told(authority, report)).join('\n'),
      );
      return undefined;
    },
  });
}

function verifyDue(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence verify-stamps',
    summary: 'Verify again every timestamp that was not verified for so many days',
    options: [{ flags: '--days <n>', description: 'days since the last time (30)' }],
    schema: z.object({ days: z.coerce.number().int().min(0).max(3650).default(30) }),
    async run({ options: { days } }, world) {
      const { stamps } = await officesOf(world, settings);
      const fallen = await stamps.verifyDue(days);
      world.output.answer({ fallen }, () =>
        fallen.length === 0
          ? 'Every timestamp that was due holds.'
          : `Timestamps that no longer hold: ${fallen.join(', ')}`,
      );
      return fallen.length === 0 ? undefined : 1;
    },
  });
}

function authoritiesIn(named: string | undefined, { authorities }: EvidenceSettings, offline: boolean): string[] {
  const asked = named
    ?.split(',')
    .map((one) => one.trim())
    .filter(Boolean) ?? [...authorities];
  if (asked.length > 0 && !offline) return asked;
  throw new AppError({
    code: offline ? 'OFFLINE' : 'AUTHORITY_MISSING',
    kind: offline ? 'refused' : 'usage',
    message: `Cannot have it stamped: ${offline ? 'this node never fetches from the internet' : 'no authority is named'}`,
    hint: 'Name one with --authority or in WATCHKEEPER_TSA, or carry the request by hand: --request-out FILE, then --response FILE.',
  });
}

function told(authority: string, { verdict, genTime, chain, faults, notices }: StampReport): string {
  return [
    `${verdict}: ${genTime} by ${authority} (${chain.join(' < ')})`,
    ...[...faults, ...notices].map((line) => `  ${line}`),
    ...(verdict === 'untrusted'
      ? ["  To trust it, put the authority's root certificate into WATCHKEEPER_HOME/evidence/trusted-authorities/."]
      : []),
  ].join('\n');
}

function onDisk<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    throw new AppError({
      code: 'FILE_UNUSABLE',
      kind: 'usage',
      message: `Cannot use ${path}: ${messageOf(cause)}`,
      hint: 'Give the path of a file that you may read or write.',
      cause,
    });
  }
}
