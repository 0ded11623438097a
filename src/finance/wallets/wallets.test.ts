import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { keccak256 } from './keccak-256.ts';
import { ListedWallets, type WalletListing } from './listed-wallets.ts';
import { addressKey, checksummed, readAddress } from './read-address.ts';

describe('keccak256()', () => {
  it.each([
    ['', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
    ['abc', '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
  ])('of %j', (text, expected) => {
    expect(Buffer.from(keccak256(Buffer.from(text))).toString('hex')).toBe(expected);
  });
});

describe('readAddress()', () => {
  it.each([
    ['134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak', 'bitcoin', 'checksum'],
    ['0x098B716B8Aaf21512996dC57EB0615e2383E2f96', 'ethereum', 'checksum'],
    ['0x098b716b8aaf21512996dc57eb0615e2383e2f96', 'ethereum', 'shape'],
    ['0x098b716B8Aaf21512996dC57EB0615e2383E2f96', 'ethereum', 'checksum-fails'],
    ['bitcoincash:qpf2cphc5dkuclkqur7lhj2yuqq9pk3hmukle77vhq', 'bitcoin-cash', 'checksum'],
    ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'ripple', 'checksum'],
    ['134r8iHv69xdT6p5qVKTsHrcUEuBVZAYaK', null, 'checksum-fails'],
    ['hello', null, 'unknown'],
    ['', null, 'unknown'],
  ])('reads %j as %s by %s', (text, chain, check) => {
    expect(readAddress(text)).toMatchObject({ chain, check });
  });

  it('writes EIP-55 as its examples do', () => {
    for (const address of ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'])
      expect(checksummed(address.toLowerCase())).toBe(address);
  });

  it('holds case apart where the chain does', () => {
    expect(addressKey(' 0xABCDEFabcdef0000000000000000000000000000 ')).toBe(
      '0xabcdefabcdef0000000000000000000000000000',
    );
    expect(addressKey('134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak')).not.toBe(addressKey('134r8ihv69xdT6p5qVKTsHrcUEuBVZAYak'));
    expect(addressKey('')).toBe('');
  });

  const file = sharedData('wallets/ofac-addresses-2026-08-08.json');
  it.skipIf(!file)('takes every address that OFAC lists for what it is', () => {
    const { addresses } = JSON.parse(readFileSync(file ?? '', 'utf8')) as {
      addresses: { address: string; chain: string }[];
    };
    const strange = addresses.filter(({ address }) => /unknown|fails/.test(readAddress(address).check));
    // Two are no addresses as OFAC writes them: letters outside base 58, and a payment id.
    expect(strange.map(({ address }) => address.slice(0, 8))).toEqual(['45ezvPej', '5be5543f']);
  });
});

function listing(address: string, more: Partial<WalletListing> = {}): WalletListing {
  return {
    ...{
      list: 'us-ofac-sdn',
      entry: 'us-ofac-sdn-1',
      address,
      currencies: ['ETH'],
      programmes: ['DPRK3'],
      holders: [],
    },
    ...{ listedOn: '2022-04-14', firstSeenOn: '2022-04-14', delistedOn: null },
    ...more,
  };
}

describe('ListedWallets', () => {
  const wallets = new ListedWallets([
    listing('0xAAAA000000000000000000000000000000000001', { delistedOn: '2025-03-21' }),
    listing('0xAAAA000000000000000000000000000000000001', { list: 'kr-kofiu' }),
    listing('0xAAAA000000000000000000000000000000000002', { delistedOn: '2025-03-21' }),
  ]);

  it('keeps what was delisted, after what is listed, and tells them apart', () => {
    expect(wallets.check('0xaaaa000000000000000000000000000000000001')).toMatchObject({
      isListed: true,
      listings: [{ list: 'kr-kofiu' }, { delistedOn: '2025-03-21' }],
    });
    expect(wallets.check('0xAAAA000000000000000000000000000000000002')).toMatchObject({ isListed: false });
    expect(wallets.check('0xAAAA000000000000000000000000000000000003')).toMatchObject({
      isListed: false,
      listings: [],
    });
  });

  it('finds the few among many, with their place', () => {
    const many = ['nothing', '', '0xaaaa000000000000000000000000000000000002\r', 'x'];
    expect(wallets.hits(many).map(({ at }) => at)).toEqual([2]);
  });
});
