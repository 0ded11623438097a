import { describe, expect, it } from 'vitest';
import { collectList, fileOf } from '../fixtures/collect-list.ts';
import { jpMofCsv } from './jp-mof-csv.ts';
import { readers } from './registry.ts';

const NAME = 'shisantouketsu20260701.csv';
const HEADER = '区分,番号,告示日付,告示番号,個人・団体,氏名（日本語）,氏名（英語）,国連参照番号';
const recognise = (head: string) =>
  readers.flatMap((reader) => {
    const list = reader.recognises({ name: NAME, head });
    return list === null ? [] : [[reader.format, list]];
  });

describe('jp-mof-csv', () => {
  it('is recognised by its header alone, with or without byte order mark, and by no other reader', () => {
    for (const mark of ['', '\ufeff']) expect(recognise(`${mark}${HEADER}\r\nx`)).toEqual([['jp-mof-csv', 'jp-mof']]);
    expect(recognise(`${HEADER.replace(',国連参照番号', '')}\r\nx`)).toEqual([]);
    expect(recognise(`名称,${HEADER}\r\nx`)).toEqual([]);
  });

  it('is refused with what to load instead', async () => {
    await expect(collectList(jpMofCsv, fileOf(NAME, `\ufeff${HEADER}\r\n`))).rejects.toMatchObject({
      kind: 'invalid',
      message: `Cannot read ${NAME}: the CSV form of Japan's asset freeze list is not read yet`,
      hint: expect.stringMatching(/\.xlsx\).* https:\/\/www\.mof\.go\.jp\//),
    });
  });
});
