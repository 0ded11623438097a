/** The pages that the header leads to, in groups: the first of each is where its group begins. */
export const GROUPS = [
  {
    name: 'nav.groupLookUp',
    rooms: [
      { href: '/', name: 'nav.lookUp' },
      { href: '/compare', name: 'nav.compare' },
      { href: '/files', name: 'nav.files' },
      { href: '/subscriptions', name: 'nav.subscriptions' },
    ],
  },
  {
    name: 'nav.groupLaw',
    rooms: [
      { href: '/lists', name: 'nav.lists' },
      { href: '/lists/who', name: 'nav.who' },
      { href: '/law', name: 'nav.law' },
      { href: '/law/check', name: 'nav.check' },
    ],
  },
  {
    name: 'nav.groupWatches',
    rooms: [
      { href: '/findings', name: 'nav.findings' },
      { href: '/vessels', name: 'nav.vessels' },
      { href: '/trade', name: 'nav.trade' },
      { href: '/petroleum', name: 'nav.petroleum' },
      { href: '/wallets', name: 'nav.wallets' },
      { href: '/thefts', name: 'nav.thefts' },
      { href: '/ownership', name: 'nav.ownership' },
    ],
  },
  {
    name: 'nav.groupCases',
    rooms: [
      { href: '/cases', name: 'nav.cases' },
      { href: '/evidence', name: 'nav.evidence' },
      { href: '/team', name: 'nav.team' },
    ],
  },
  {
    name: 'nav.groupVerify',
    rooms: [
      { href: '/updates', name: 'nav.updates' },
      { href: '/published', name: 'nav.published' },
      { href: '/ledger', name: 'nav.ledger' },
      { href: '/ledger/check', name: 'nav.proof' },
      { href: '/relief/verify', name: 'nav.relief' },
    ],
  },
] as const;

export type Group = (typeof GROUPS)[number];

/**
 * The group and the page that an address belongs to: the longest address that begins it. A party belongs to the look-up
 * that leads to it. Null for an address of no page in the header.
 */
export function placeOf(path: string): { group: Group; href: string } | null {
  const inside = GROUPS.flatMap((group) => group.rooms.map(({ href }) => ({ group, href }))).filter(
    ({ href }) => path === href || (href !== '/' && path.startsWith(`${href}/`)),
  );
  if (path.startsWith('/party/')) return { group: GROUPS[0], href: '/' };
  return inside.sort((a, b) => b.href.length - a.href.length)[0] ?? null;
}
