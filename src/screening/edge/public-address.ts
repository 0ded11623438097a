import { BlockList, isIPv6 } from 'node:net';
import { readShippedJson } from '../../kernel/shipped-data.ts';

interface SpecialAddresses {
  ipv4: string[];
  ipv6: string[];
  ipv6Global: string;
}

const special = readShippedJson<SpecialAddresses>('screening/special-addresses.json');
const refused = blockList([...special.ipv4, ...special.ipv6]);
const global = blockList([special.ipv6Global]);

/** True for an address on the public internet; private, loopback, link-local, mapped and reserved ones are not. */
export function isPublicAddress(address: string): boolean {
  const [bare = ''] = address.split('%');
  if (isIPv6(bare)) return bare === address && global.check(bare, 'ipv6') && !refused.check(bare, 'ipv6');
  return /^\d+(\.\d+){3}$/.test(bare) && !refused.check(bare, 'ipv4');
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [start = '', bits = ''] = range.split('/');
    list.addSubnet(start, Number(bits), isIPv6(start) ? 'ipv6' : 'ipv4');
  }
  return list;
}
