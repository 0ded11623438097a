import { cleanLine } from '../../reading/clean-text.ts';
import type { UkValue } from './uk-party.ts';

/** What the column `Other Information` of OFSI's list holds. */
export interface OfsiInformation {
  /** Reference in the UK Sanctions List: `DPR0189`. */
  reference: string;
  /** Permanent reference of the Security Council: `KPe.018`. */
  unscReference: string;
  reason: string;
  values: readonly (readonly [kind: UkValue, text: string])[];
  /** What stands under no label. */
  rest: string;
}

/** Labels that the column writes in brackets before a value, by the value's element in the UK Sanctions List. */
const VALUE_LABELS: Readonly<Record<string, UkValue>> = {
  gender: 'Gender',
  'phone number': 'PhoneNumber',
  tel: 'PhoneNumber',
  fax: 'Fax',
  website: 'Website',
  'email address': 'EmailAddress',
  'type of entity': 'TypeOfEntity',
  'business reg no': 'BusinessRegistrationNumber',
  'parent company': 'ParentCompany',
  subsidiaries: 'Subsidiary',
  'imo number': 'IMONumber',
  'current owners': 'CurrentOwnerOperator',
  'previous owners': 'PreviousOwnerOperator',
  'flag of ship': 'CurrentBelievedFlagOfShip',
  'previous flags': 'PreviousFlag',
  'type of ship': 'TypeOfShip',
  'tonnage of ship': 'TonnageOfShip',
  'length of ship': 'LengthOfShip',
  'year built': 'YearBuilt',
};
const REASON = 'uk statement of reasons';
const LIST_REFERENCE = 'uk sanctions list ref';
const UN_REFERENCE = 'un ref';
const LABEL = new RegExp(
  `\\((${[...Object.keys(VALUE_LABELS), REASON, LIST_REFERENCE, UN_REFERENCE].join('|')})\\)\\s*:\\s*`,
  'gi',
);
/** Before 2022: `UN Ref QDe.004.`, `UN REF:QDe.004`, `UN Ref.KPI.067`. */
const UN_REFERENCE_IN_WORDS = /\bUN\s*Ref(?:erence)?(?:\s*(?:No|Number))?[\s.:]*([A-Z]{2})([ie])\.?(\d{3})\b/i;
const UN_REFERENCE_FORM = /^([A-Z]{2})([ie])\.?(\d{3})\b/i;

/** Parts the column by its labels. A reference is followed by a full stop and by text that is under no label. */
export function ofsiInformation(text: string): OfsiInformation {
  const information = { reference: '', unscReference: '', reason: '', values: [] as [UkValue, string][], rest: '' };
  const rest: string[] = [];
  let label = '';
  let from = 0;
  for (const match of [...text.matchAll(LABEL), null]) {
    rest.push(take(information, label, text.slice(from, match?.index).trim()));
    if (!match) break;
    label = match[1]?.toLowerCase() ?? '';
    from = match.index + match[0].length;
  }
  information.rest = cleanLine(rest.join(' '));
  information.unscReference ||= unReferenceIn(information.rest);
  return information;
}

/** Takes what stands under a label and returns what does not belong to it. */
function take(
  information: { -readonly [Key in keyof OfsiInformation]: OfsiInformation[Key] } & { values: [UkValue, string][] },
  label: string,
  text: string,
): string {
  if (label === '') return text;
  const kind = VALUE_LABELS[label];
  if (kind) {
    information.values.push([kind, text]);
    return '';
  }
  if (label === REASON) {
    information.reason = cleanLine(text);
    return '';
  }
  const [token = '', reference = ''] = /^([A-Z]+[ie]?\.?\d+)\.?\s*/i.exec(text) ?? [];
  if (label === LIST_REFERENCE) information.reference = reference.toUpperCase();
  else information.unscReference = normal(UN_REFERENCE_FORM.exec(reference));
  return text.slice(token.length);
}

/** The reference in words, unless it stands in brackets: there it is another party's, `Listed as asset of X (UN Ref …)`. */
function unReferenceIn(text: string): string {
  const match = UN_REFERENCE_IN_WORDS.exec(text);
  const before = text.slice(0, match?.index);
  return before.split('(').length > before.split(')').length ? '' : normal(match);
}

function normal(match: RegExpExecArray | null): string {
  return match ? `${match[1]?.toUpperCase()}${match[2]?.toLowerCase()}.${match[3]}` : '';
}
