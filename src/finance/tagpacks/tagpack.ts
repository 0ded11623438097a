import { parse, stringify } from 'yaml';
import { AppError } from '../../kernel/errors.ts';
import { readAddress } from '../wallets/read-address.ts';

/** What someone says of an address. */
export interface Tag {
  address: string;
  currency: string;
  label: string;
  category: string | null;
  abuse: string | null;
  actor: string | null;
  confidence: string | null;
  source: string | null;
  lastmod: string | null;
  /** True where the tag holds for all addresses that cluster with this one. */
  isClusterDefiner: boolean;
  context: string | null;
}

export interface TagPack {
  title: string;
  creator: string;
  description: string | null;
  lastmod: string | null;
  tags: Tag[];
  rejections: { tag: number; reason: string }[];
}

const FIELDS = [
  'currency',
  'label',
  'category',
  'abuse',
  'actor',
  'confidence',
  'source',
  'lastmod',
  'context',
] as const;
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a GraphSense TagPack. What the head says holds for every tag that does not say otherwise; `network` and
 * `currency` are both known. A tag without address, label or source is left out by its number.
 */
export function readTagPack(text: string, name: string): TagPack {
  if (text.length > MOST_BYTES) throw unreadable(name, `it has more than ${MOST_BYTES / 1024 / 1024} MiB`);
  let head: Record<string, unknown>;
  try {
    // Without aliases: a file of a few lines could unfold to gigabytes.
    head = parse(text, { maxAliasCount: 0, schema: 'core' }) as Record<string, unknown>;
  } catch (cause) {
    throw unreadable(name, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause));
  }
  if (typeof head !== 'object' || head === null || !Array.isArray(head.tags))
    throw unreadable(name, 'it has no list "tags"');
  const pack: TagPack = {
    title: word(head.title) ?? name,
    creator: word(head.creator) ?? '',
    description: word(head.description),
    lastmod: day(head.lastmod),
    tags: [],
    rejections: [],
  };
  (head.tags as unknown[]).forEach((value, at) => {
    const read = tagOf(head, value);
    if (typeof read === 'string') pack.rejections.push({ tag: at + 1, reason: read });
    else pack.tags.push(read);
  });
  return pack;
}

function tagOf(head: Record<string, unknown>, value: unknown): Tag | string {
  if (typeof value !== 'object' || value === null) return 'is no tag';
  const own = value as Record<string, unknown>;
  const said = (field: string): string | null => word(own[field]) ?? word(head[field]);
  const address = word(own.address);
  if (!address) return 'names no address';
  const label = said('label');
  if (!label) return 'has no label';
  const check = readAddress(address);
  if (check.check === 'checksum-fails') return `has the address ${address}: ${check.note}`;
  return {
    address,
    label,
    currency: (said('currency') ?? said('network') ?? '').toUpperCase(),
    category: said('category') ?? said('concepts'),
    abuse: said('abuse'),
    actor: said('actor'),
    confidence: said('confidence'),
    source: said('source'),
    lastmod: day(own.lastmod) ?? day(head.lastmod),
    isClusterDefiner: (own.is_cluster_definer ?? head.is_cluster_definer) === true,
    context: said('context'),
  };
}

function word(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  return typeof value === 'number' ? String(value) : null;
}

function day(value: unknown): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(word(value) ?? '')?.[0] ?? null;
}

/** Writes a TagPack: what all tags say alike stands in the head. */
export function writeTagPack(pack: Omit<TagPack, 'rejections'>): string {
  const shared: Record<string, string> = {};
  for (const field of FIELDS) {
    const [first] = pack.tags;
    const value = first?.[field];
    if (value && pack.tags.every((tag) => tag[field] === value)) shared[field] = value;
  }
  const tags = pack.tags.map((tag) => ({
    address: tag.address,
    ...Object.fromEntries(FIELDS.flatMap((field) => (tag[field] && !(field in shared) ? [[field, tag[field]]] : []))),
    ...(tag.isClusterDefiner ? { is_cluster_definer: true } : {}),
  }));
  const { title, creator, description, lastmod } = pack;
  const head = { title, creator, ...(description ? { description } : {}), ...(lastmod ? { lastmod } : {}) };
  return stringify({ ...shared, ...head, tags }, { lineWidth: 0 });
}

/** Categories at which tracing ends: what comes out there is not what went in. */
const ENDS: Readonly<Record<string, string>> = {
  mixer: 'mixer',
  coinjoin: 'mixer',
  mixing_service: 'mixer',
  exchange: 'exchange',
  'centralized exchange': 'exchange',
  bridge: 'bridge',
  frozen: 'frozen',
  hosted_wallet: 'service',
  payment_processor: 'service',
  gambling: 'service',
};

/** The category at which tracing ends at a tagged address; null where it goes on. */
export function endCategory({ category }: Pick<Tag, 'category'>): string | null {
  return category === null ? null : (ENDS[category.toLowerCase()] ?? null);
}

function unreadable(name: string, reason: string): AppError {
  return new AppError({
    code: 'TAGPACK_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read "${name}" as a TagPack: ${reason}`,
    hint: 'A TagPack is YAML with title, creator and a list "tags", each with address, label and source.',
  });
}
