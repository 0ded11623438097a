import { type PartialDate, parsePartialDate } from '../../../kernel/partial-date.ts';
import type { ListSink } from '../../list-reader.ts';
import { cleanText } from '../../reading/clean-text.ts';
import { type DraftDesignation, PartyDraft } from '../../reading/party-draft.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import type { SecoBackground } from './background.ts';
import { addIdentity } from './identity.ts';

const OBJECTS: Readonly<Record<string, string>> = { vessel: 'Vessel', ship: 'Vessel', aircraft: 'Airplane' };
const UN_REFERENCE = /^[A-Z]{2,3}[ie]\.\d{3}$/;

interface Receiver {
  sink: ListSink;
  /** The file holds only what changed. */
  delta: boolean;
}

/** Pushes one target; false when it was rejected or only removed. */
export function pushTarget(target: XmlElement, background: SecoBackground, { sink, delta }: Receiver): boolean {
  const key = target.attribute('ssid');
  const history = modifications(target);
  const last = history.at(-1);
  if (delta && last?.type === 'de-listed') {
    sink.removal(key);
    return false;
  }
  const draft = new PartyDraft(sink, key, { line: target.line });
  const subject = target.first('individual') ?? target.first('entity') ?? target.first('object');
  const undated = last?.type === 'de-listed' && !last.on && !background.publishedOn;
  if (!subject || undated) {
    const reason = undated
      ? 'the target was de-listed on no date'
      : 'the target is neither individual, entity nor object';
    sink.reject({ place: draft.place, reason, reference: key, severity: 'record' });
    return false;
  }
  addSubject(draft, subject, background);
  return draft.push([designationOf(target, subject, background, history)]);
}

function addSubject(draft: PartyDraft, subject: XmlElement, background: SecoBackground): void {
  if (subject.name === 'individual') draft.schema = 'Person';
  if (subject.name === 'object') {
    const type = subject.attribute('object-type');
    draft.schema = OBJECTS[type] ?? 'Organization';
    if (!OBJECTS[type]) draft.reject(`object type "${type}" is neither vessel nor aircraft`);
  }
  draft.add('gender', /^(?:male|female)$/.exec(subject.attribute('sex'))?.[0]);
  const identities = subject.all('identity');
  const main = identities.find((identity) => identity.attribute('main') === 'true') ?? identities[0];
  if (main) addIdentity(draft, main, true, background);
  for (const identity of identities) if (identity !== main) addIdentity(draft, identity, false, background);
  for (const text of subject.texts('other-information')) draft.note(text);
  for (const attribute of subject.all('generic-attribute')) draft.note(attribute.text, attribute.attribute('name'));
}

interface Modification {
  type: string;
  /** The day it took effect, else that of its enactment or publication; null when it says none. */
  on: PartialDate | null;
}

/** Modifications, the earliest first; undated ones keep their place at the start. */
function modifications(target: XmlElement): Modification[] {
  return target
    .all('modification')
    .map((element) => {
      const dates = ['effective-date', 'enactment-date', 'publication-date'].map((name) => element.attribute(name));
      return {
        type: element.attribute('modification-type'),
        on: parsePartialDate(dates.find((date) => date !== '') ?? ''),
      };
    })
    .sort((one, other) => (one.on ?? '').localeCompare(other.on ?? ''));
}

function designationOf(
  target: XmlElement,
  subject: XmlElement,
  background: SecoBackground,
  history: Modification[],
): DraftDesignation {
  const ids = [target.attribute('sanctions-set-id'), ...target.texts('sanctions-set-id')].filter((id) => id !== '');
  const sets = ids.map((id) => background.set(id));
  const acts = [...new Set(sets.map((set) => set.name).filter((name) => name !== ''))];
  const reasons = [...subject.texts('justification'), ...target.texts('justification')].map(cleanText);
  const foreign = target.textOf('foreign-identifier');
  const last = history.at(-1);
  const delistedOn = last?.type === 'de-listed' ? (last.on ?? background.publishedOn) : null;
  const listedOn = history.filter((one) => one.type === 'listed' && one.on).at(-1)?.on ?? null;
  const amendedOn = history.flatMap((one) => (one.type === 'amended' && one.on ? [one.on] : []));
  return {
    programmes: [...new Set(sets.map((set) => set.program))],
    listedOn,
    ...(amendedOn.length > 0 ? { amendedOn: [...new Set(amendedOn)] } : {}),
    ...(delistedOn ? { delistedOn } : {}),
    ...(acts.length > 0 ? { legalBasis: acts } : {}),
    ...(UN_REFERENCE.test(foreign) ? { unscReference: foreign } : foreign === '' ? {} : { reference: foreign }),
    ...(reasons.length > 0 ? { reason: [...new Set(reasons)].join('\n') } : {}),
  };
}
