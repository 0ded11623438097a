import { z } from 'zod';

/** A file of the package as the manifest lists it, of version 1.1 or 1.0. */
export interface WaczResource {
  path: string;
  bytes: number;
  /** Name of the digest as node:crypto has it; null for one that is not taken here. */
  algorithm: 'sha256' | 'sha384' | 'sha512' | null;
  hash: string;
}

const resourceShape = z.looseObject({
  path: z.string().max(1000),
  hash: z.string().max(300).optional(),
  bytes: z.number().optional(),
  hashing: z.string().max(20).optional(),
  stats: z.looseObject({ hash: z.string().max(300), bytes: z.number() }).optional(),
});

const manifestShape = z.looseObject({
  profile: z.literal('data-package'),
  wacz_version: z.string().max(20),
  resources: z.array(resourceShape).min(1).max(10_000),
  title: z.string().optional(),
  created: z.string().optional(),
  software: z.string().optional(),
});

const signedDataShape = z.looseObject({
  hash: z.string().max(300),
  created: z.string().max(60),
  software: z.string().max(300).optional(),
  signature: z.string().max(10_000),
  publicKey: z.string().max(10_000).optional(),
  domain: z.string().max(300).optional(),
  domainCert: z.string().max(100_000).optional(),
  timeSignature: z.string().max(100_000).optional(),
  timestampCert: z.string().max(100_000).optional(),
});

const digestShape = z.looseObject({
  path: z.literal('datapackage.json'),
  hash: z.string().max(300),
  signedData: signedDataShape.optional(),
});

export type SignedData = z.output<typeof signedDataShape>;

/** Reads `datapackage.json`. Gives the fault in words when it is none. */
export function readManifest(
  text: string,
): { resources: WaczResource[]; version: string; title: string | null } | string {
  const read = manifestShape.safeParse(parsed(text));
  if (!read.success) return `datapackage.json: ${faultOf(read.error)}`;
  const { resources, wacz_version: version, title } = read.data;
  return { resources: resources.map(resourceOf), version, title: title ?? null };
}

/** Reads `datapackage-digest.json`. Gives the fault in words when it is none. */
export function readDigest(text: string): { hash: string; signedData: SignedData | null } | string {
  const read = digestShape.safeParse(parsed(text));
  if (!read.success) return `datapackage-digest.json: ${faultOf(read.error)}`;
  return { hash: read.data.hash, signedData: read.data.signedData ?? null };
}

function resourceOf({ path, hash, bytes, hashing, stats }: z.output<typeof resourceShape>): WaczResource {
  const [, named = hashing ?? 'sha256', value = ''] =
    /^(?:([a-z0-9-]+):)?([0-9a-f]+)$/i.exec(stats?.hash ?? hash ?? '') ?? [];
  const algorithm = (['sha256', 'sha384', 'sha512'] as const).find((known) => known === named.toLowerCase()) ?? null;
  return { path, bytes: stats?.bytes ?? bytes ?? -1, algorithm, hash: value.toLowerCase() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : 'it cannot be read';
}
