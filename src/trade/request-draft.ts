import type { Ban } from './rows/ban-finder.ts';
import { areaName, periodWords } from './watches/trade-finding.ts';

export interface FlowAsked {
  teller: string;
  partner: string;
  way: 'import' | 'export';
  hs: string;
  period: number;
}

export interface VintageOfFlow {
  vintage: string;
  name: string;
  sha256: string;
  row: number;
  period: number;
  hs: string;
  value: number;
  currency: string;
}

/** Rows that a request lists; what is attached holds all. */
const LISTED = 20;

/** A request to the state that told of a flow: what it told, when, and what is asked. Neutral: a data error is a full answer. */
export function requestDraft(
  flow: FlowAsked,
  vintages: readonly VintageOfFlow[],
  ban: Ban | null,
): { to: string; subject: string; text: string } {
  const { teller, partner, way, hs, period } = flow;
  const what = `${way}s ${way === 'import' ? 'from' : 'to'} ${areaName(partner)} under HS ${hs} in ${periodWords(period)}`;
  const rows = vintages
    .slice(0, LISTED)
    .map(
      (row) =>
        `- ${row.vintage}: ${row.currency} ${row.value.toLocaleString('en')}, HS ${row.hs}, ${periodWords(row.period)} (${row.name}, row ${row.row + 1}, SHA-256 ${row.sha256})`,
    );
  const text = [
    `The published trade statistics of ${areaName(teller)} report ${what}:`,
    '',
    ...rows,
    ...(vintages.length > LISTED ? [`- and ${vintages.length - LISTED} more rows, attached`] : []),
    '',
    ...(ban
      ? [
          `${ban.paragraphs.join('; ')} may apply to these goods.${ban.basis === 'mapping' ? ' The paragraph names them in words; that this code is among them is our reading.' : ''}`,
          '',
        ]
      : []),
    'We would be grateful to know:',
    '1. Is the partner right? The DPRK and the Republic of Korea are often confused; if so, which figure is right, and when will it be corrected?',
    '2. Which goods were they, in which quantity, and on which day did they cross the border?',
    '3. Who were the exporter, the importer and the carrier, as far as you may say?',
    '4. Was the trade under an exemption of the Committee, and which?',
    '',
    'The answer will be printed in full beside what it answers.',
  ];
  return { to: teller, subject: `Request on ${what}`, text: text.join('\n') };
}
