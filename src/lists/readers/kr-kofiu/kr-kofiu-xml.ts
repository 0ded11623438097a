import { parsePartialDate } from '../../../kernel/partial-date.ts';
import type { ListReader, ListSink } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { partedNames } from '../../reading/comma-names.ts';
import { unreadable } from '../../reading/file-errors.ts';
import { PartyDraft } from '../../reading/party-draft.ts';
import { readXml } from '../../reading/read-xml.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { type AnnexParagraph, annexParagraphs } from './annex-paragraphs.ts';
import { addPersonParts } from './person-parts.ts';

const REGULATION = '금융거래등제한대상자';
const INFORMATION = ['행정규칙명', '발령일자', '발령번호', '시행일자'] as const;
const OTHER_NAME = /\b([af])\.k\.a\.?\s*:?\s*["“]?([^"“”;)]+)/gi;
const HANGUL_NAME = /["“([;,]\s*([가-힣][가-힣 ]{0,40}?)\s*(?=["”)\];,])/g;
const HANGUL_WORDS = /^(?:개인|단체|선박|북한|조선|남성|여성|일명)$/;
const PROGRAMME = /\[([A-Z][\w.-]{2,30}(?:\]\s*\[[A-Z][\w.-]{2,30})*)\]/g;

/**
 * The Republic of Korea's list of persons under restriction as the annex of the regulation that designates them, XML
 * of the national law service. The annex is text; its paragraphs are numbered anew at each revision, and the number
 * is the key (`KF-616`).
 */
export const krKofiuXml: ListReader = {
  format: 'kr-kofiu-xml',
  title: "the Republic of Korea's regulation on persons under restriction",
  recognises: ({ head }) => (/<AdmRulService[\s>]/.test(head) && head.includes(REGULATION) ? 'kr-kofiu' : null),
  async read(file, sink) {
    const information = new Map<string, string>();
    const annexes: { text: string; line: number }[] = [];
    const keep = (element: XmlElement) => void information.set(element.name, cleanLine(element.text));
    await readXml(file, {
      title: this.title,
      roots: ['AdmRulService'],
      records: {
        ...Object.fromEntries(INFORMATION.map((name) => [name, keep])),
        별표내용: (element) => void annexes.push({ text: element.ownText, line: element.line }),
      },
      linesAreCdata: true,
      ready: () => sink.ready(),
    });
    const name = information.get('행정규칙명') ?? '';
    if (!name.includes(REGULATION)) {
      throw unreadable(
        file.name,
        `it is the rule "${name}", not ${this.title}`,
        'Ask the law service for the regulation by its name.',
      );
    }
    readAnnexes(annexes, information, file.name, sink);
  },
};

function readAnnexes(
  annexes: readonly { text: string; line: number }[],
  information: ReadonlyMap<string, string>,
  file: string,
  sink: ListSink,
): void {
  const { declared, paragraphs } = annexParagraphs(annexes.map((annex) => annex.text).join('\n'));
  if (paragraphs.length === 0) {
    throw unreadable(
      file,
      'its annex holds no numbered paragraphs',
      'The law service may have left the annex out. Fetch it again.',
    );
  }
  const [issued, number] = [information.get('발령일자') ?? '', information.get('발령번호') ?? ''];
  sink.header({
    publishedAt: parsePartialDate(issued.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')),
    ...(declared === null ? {} : { declaredCount: declared }),
    notes: Object.fromEntries(
      [
        ['발령번호', number],
        ['시행일자', information.get('시행일자') ?? ''],
      ].filter(([, value]) => value !== ''),
    ),
  });
  const firstLine = annexes[0]?.line ?? 1;
  if (declared !== null && declared !== paragraphs.length) {
    const reason = `the annex states ${declared} and holds ${paragraphs.length} paragraphs`;
    sink.reject({ place: { line: firstLine }, reason, severity: 'value' });
  }
  const act = cleanLine(`${information.get('행정규칙명') ?? ''} ${number}`);
  for (const paragraph of paragraphs) readParagraph(paragraph, firstLine, act, sink);
}

function readParagraph(paragraph: AnnexParagraph, firstLine: number, act: string, sink: ListSink): void {
  const { text } = paragraph;
  const draft = new PartyDraft(sink, `KF-${paragraph.number}`, { line: firstLine + paragraph.linesBefore });
  draft.schema = schemaOf(text);
  addNames(draft, text);
  for (const [, date = ''] of text.matchAll(/\bDOB:?\s+([^;()[\]]+)/g)) draft.dates('birthDate', date, 'DOB');
  for (const [, place] of text.matchAll(/\bPOB:?\s+([^;()[\]]+)/g)) draft.add('birthPlace', place);
  for (const [, kind, country = ''] of text.matchAll(
    /\b(nationality|citizen)\s+([^;()[\]]+?)(?=\s+(?:alt\.|Gender|citizen|Passport)|[;()[\].]|$)/g,
  )) {
    addCountry(draft, kind === 'citizen' ? 'citizenship' : 'nationality', country);
  }
  draft.note(text);
  const programmes = [...text.matchAll(PROGRAMME)].flatMap((match) => (match[1] ?? '').split(/\]\s*\[/));
  draft.push([{ programmes, listedOn: null, ...(act === '' ? {} : { legalBasis: [act] }) }]);
}

function schemaOf(text: string): string {
  if (/\(individual\)|\bDOB\b|\bGender\b/i.test(text)) return 'Person';
  return /\(vessel\)|\bVessel\b|\bflag\b/i.test(text) ? 'Vessel' : 'Organization';
}

/** The name stands before the first bracket, semicolon or programme; an address may follow it after a comma. */
function addNames(draft: PartyDraft, text: string): void {
  const head =
    text
      .split(/[(（;]|\s\[/, 1)[0]
      ?.trim()
      .replace(/,$/, '') ?? '';
  const pieces = partedNames(head);
  const width = draft.schema === 'Person' ? 2 : 1;
  draft.add('name', pieces.slice(0, width).join(', '));
  draft.address(pieces.slice(width).join(', '));
  for (const [, kind, name] of text.matchAll(OTHER_NAME)) draft.add(kind === 'f' ? 'previousName' : 'alias', name);
  for (const [, name = ''] of text.matchAll(HANGUL_NAME)) if (!HANGUL_WORDS.test(name)) draft.add('alias', name);
  if (draft.schema === 'Person') addPersonParts(draft);
}

/** `Korea, North` is one country though it holds a comma. */
function addCountry(draft: PartyDraft, property: string, country: string): void {
  draft.countries(property, country.trim().replace(/[,;]$/, ''), property);
}
