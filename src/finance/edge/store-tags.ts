import { sha256 } from '../../kernel/hash.ts';
import type { Database, Queryable, Transaction } from '../../store/database.ts';
import type { Tag, TagPack } from '../tagpacks/tagpack.ts';
import { addressKey } from '../wallets/read-address.ts';

/** A tag with the pack that says it. */
export interface StoredTag extends Tag {
  pack: string;
  creator: string;
  exercise: boolean;
}

/** Keeps a pack whole; false when the same text was taken in before. */
export async function keepTagPack(database: Database, text: string, pack: TagPack): Promise<boolean> {
  const exercise = /EXERCISE/.test(pack.title);
  return (await database.begin(async (transaction: Transaction) => {
    const [row] = await transaction<{ id: number }[]>`
      insert into finance_tagpack (sha256, title, creator, lastmod, tags, exercise, rejections)
      values (${sha256(text)}, ${pack.title}, ${pack.creator}, ${pack.lastmod}, ${pack.tags.length}, ${exercise},
        ${transaction.json(pack.rejections as never)})
      on conflict (sha256) do nothing returning id`;
    if (!row) return false;
    const rows = pack.tags.map((tag) => ({ ...tag, key: addressKey(tag.address) }));
    await transaction`
      insert into finance_tag (pack, address, address_key, currency, label, category, abuse, actor, confidence, source,
        lastmod, is_cluster_definer, context)
      select ${row.id}, address, key, currency, label, category, abuse, actor, confidence, source, lastmod,
        "isClusterDefiner", context
      from jsonb_to_recordset(${transaction.json(rows as never)}) as r(address text, key text, currency text, label text,
        category text, abuse text, actor text, confidence text, source text, lastmod date, "isClusterDefiner" boolean,
        context text)`;
    return true;
  })) as boolean;
}

/** All tags, or those of some addresses. */
export async function storedTags(database: Queryable, addresses?: readonly string[]): Promise<StoredTag[]> {
  const named = addresses ? database`where t.address_key = any(${addresses.map(addressKey)})` : database``;
  return await database<StoredTag[]>`
    select t.address, t.currency, t.label, t.category, t.abuse, t.actor, t.confidence, t.source, t.lastmod,
      t.is_cluster_definer as "isClusterDefiner", t.context, p.title as pack, p.creator, p.exercise
    from finance_tag t join finance_tagpack p on p.id = t.pack ${named} order by p.id, t.address`;
}
