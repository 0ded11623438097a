import { labelledValue } from './labels.ts';
import { clean, type OfacParty } from './ofac-party.ts';

const NICKNAME = /^([afn]\.k\.a\.),?\s+'(.*)'$/;

/**
 * Reads the remark of a CSV row: values parted by semicolons, each under a label of its own, `alt.` before the second
 * of a kind, names of low quality in single quotes. What no label announces stays in the notes, where the whole
 * remark is kept.
 */
export function readRemark(party: OfacParty, remark: string): void {
  party.remark(remark, 'remarks');
  for (const segment of clean(remark).replace(/\.$/, '').split('; ')) {
    const words = segment.replace(/^alt\. /, '');
    const nickname = NICKNAME.exec(words);
    if (nickname) party.otherName(nickname[2] ?? '', nickname[1] ?? '', true);
    const dated = /^(Listing Date.*?):? (\d\d [A-Z][a-z]{2} \d{4})$/.exec(words);
    if (dated) party.labelled(dated[1] ?? '', dated[2] ?? '');
    const labelled = labelledValue(words);
    if (labelled) party.valueOf(labelled.property, labelled.value);
  }
}
