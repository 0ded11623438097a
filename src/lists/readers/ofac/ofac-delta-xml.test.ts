import { describe, expect, it } from 'vitest';
import { collectList, fileOf } from '../../fixtures/collect-list.ts';
import { ofacDeltaXml } from './ofac-delta-xml.ts';

const names = (full: string): string =>
  `<names><name id="1"><isPrimary>true</isPrimary><translations><translation><formattedFullName>${full}</formattedFullName></translation></translations></name></names>`;
const wallet = (address: string, action: string): string =>
  `<feature action="${action}"><type>Digital Currency Address - XBT</type><value>${address}</value></feature>`;
const delta = (entities: string, namespace = 'https://www.treasury.gov/ofac/DeltaFile/1.0'): string =>
  `<?xml version="1.0"?><sanctionsData xmlns="${namespace}"><publicationInfo>
  <datePublished>2026-08-20T00:00:00-04:00</datePublished><publicationType>Standard Action</publicationType></publicationInfo>
  <entities>${entities}</entities></sanctionsData>`;
const read = (entities: string) => collectList(ofacDeltaXml, fileOf('2026-08-20_delta.xml', delta(entities)));

describe('ofacDeltaXml.recognises()', () => {
  it('tells a delta from a whole list in the same layout', () => {
    expect(ofacDeltaXml.recognises({ name: 'a.xml', head: delta('') })).toBe('us-ofac-sdn');
    const whole = delta('', 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML');
    expect(ofacDeltaXml.recognises({ name: 'a.xml', head: whole })).toBeNull();
  });
});

describe('ofacDeltaXml.read()', () => {
  it('gives additions and removals, wallets with their holders', async () => {
    const list = await read(
      `<entity id="1" action=" ADD "><generalInfo><entityType>Entity</entityType></generalInfo>
        <sanctionsLists><sanctionsList id="7" datePublished="2026-08-20">SDN List</sanctionsList></sanctionsLists>
        <sanctionsPrograms><sanctionsProgram>DPRK4</sanctionsProgram></sanctionsPrograms>${names('DRILL CO')}</entity>
      <entity id="2" action="remove"><features>${wallet('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'remove')}</features></entity>`,
    );
    const notes = { publicationType: 'Standard Action' };
    expect(list.headers).toEqual([{ publishedAt: '2026-08-20', delta: true, notes }]);
    expect(list.parties.get('1')).toMatchObject({ schema: 'Organization', properties: { name: ['DRILL CO'] } });
    expect(list.designations).toMatchObject([{ party: '1', programmes: ['DPRK4'], listedOn: '2026-08-20' }]);
    expect(list.removals).toEqual(['2', '2-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa']);
  });

  it('gives the values that a change takes and brings, and leaves what stays', async () => {
    const list = await read(`<entity id="3">
      <generalInfo><remarks action="update" oldValue="Old words.">New words.</remarks></generalInfo>
      <names><name id="1"><isPrimary>true</isPrimary><translations><translation>
        <formattedFullName action="update" oldValue="DRIL STAR">DRILL STAR</formattedFullName></translation></translations></name>
        <name id="2" action="delete"><isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><translations><translation>
        <formattedFullName>STAR</formattedFullName></translation></translations></name></names>
      <addresses><address action="add"><country>Mongolia</country></address><address><country>China</country></address></addresses>
      <features><feature action="add"><type>Former Vessel Flag</type><value>Togo</value></feature></features></entity>`);
    expect(list.changes).toMatchObject([
      {
        party: '3',
        add: { name: ['DRILL STAR'], address: ['Mongolia'], country: ['mn'], pastFlags: ['tg'], notes: ['New words.'] },
        remove: { name: ['DRIL STAR'], alias: ['STAR'], notes: ['Old words.'] },
      },
    ]);
    expect(list.changes[0]?.designations).toBeUndefined();
  });

  it('gives programmes that come as designations, and wallets that come and go', async () => {
    const list = await read(`<entity id="4" action="change">
      <sanctionsPrograms><sanctionsProgram action="add">DPRK3</sanctionsProgram></sanctionsPrograms>
      <features>${wallet('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'add')}
        ${wallet('12c6DSiU4Rq3P4ZxziKxzrL5LmMBrzjrJX', 'delete')}</features></entity>`);
    const [change] = list.changes;
    expect(change?.designations).toMatchObject({ add: [{ party: '4', programmes: ['DPRK3'] }], remove: [] });
    expect([...list.parties.keys()]).toEqual(['4-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa']);
    expect(list.removals).toEqual(['4-wallet-12c6DSiU4Rq3P4ZxziKxzrL5LmMBrzjrJX']);
  });

  it('rejects what it cannot apply and goes on', async () => {
    const elsewhere = '<sanctionsLists><sanctionsList>CAPTA List</sanctionsList></sanctionsLists>';
    const list = await read(
      `<entity id="8" action="add">${elsewhere}${names('BANK CO')}</entity>` +
        '<entity action="add"/><entity id="5" action="add"/><entity id="6" action="frobnicate"/><entity id="7"/>',
    );
    const other = 'the party is on none of the lists that us-ofac-sdn holds';
    const reasons = [other, 'the entity has no id', 'the party has no name', 'action "frobnicate" is not known'];
    expect(list.rejections.map((one) => one.reason)).toEqual(reasons);
    expect(list.changes).toEqual([]);
  });

  it.each([
    ['a whole list', delta('', '…/exports/ENHANCED_XML'), /is a whole list/],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><sanctionsData/>', /declares a document type/],
    ['a cut', delta('').slice(0, -20), /not well-formed/],
    ['depth without end', delta(`<entity id="1">${'<a>'.repeat(300)}${'</a>'.repeat(300)}</entity>`), /nests deeper/],
  ])('refuses %s', async (_, text, message) => {
    await expect(collectList(ofacDeltaXml, fileOf('delta.xml', text))).rejects.toThrow(message);
  });
});
