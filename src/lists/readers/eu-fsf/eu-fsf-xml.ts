import type { ListReader, ListSink, SourceFile } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { PartyIntake } from '../../reading/party-intake.ts';
import { readXml } from '../../reading/read-xml.ts';
import { rootTag } from '../../reading/root-tag.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { type EuFields, EuParty } from './eu-party.ts';

const TITLE = 'the EU consolidated list of financial sanctions (XML 1.1)';

/**
 * The EU's consolidated list of persons, groups and entities under financial sanctions, XML 1.1. Key: the EU
 * reference number (`EU.4083.1`), where an entity has none `logical-` and its logical id. Ships are not a kind of
 * their own: an IMO number stands on a company.
 */
export const euFsfXml: ListReader = {
  format: 'eu-fsf-xml-1.1',
  title: TITLE,
  recognises({ head }) {
    const root = rootTag(head);
    const isOurs = root?.attributes.includes('/fpi/fsd/export') || head.includes('sanctionEntity');
    return root?.name === 'export' && isOurs ? 'eu-fsf' : null;
  },
  read,
};

async function read(file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  await readXml(file, {
    title: TITLE,
    roots: ['export'],
    onRoot(root) {
      const generated = root.attribute('generationDate');
      const id = root.attribute('globalFileId');
      const publishedAt = Number.isNaN(Date.parse(generated)) ? null : generated;
      sink.header({ publishedAt, ...(id ? { notes: { globalFileId: id } } : {}) });
    },
    records: { sanctionEntity: (element) => take(intake, element) },
    ready: () => sink.ready(),
  });
  intake.finish();
}

function take(intake: PartyIntake, element: XmlElement): void {
  const logicalId = element.attribute('logicalId');
  const reference = cleanLine(element.attribute('euReferenceNumber'));
  const draft = intake.begin(reference || (logicalId && `logical-${logicalId}`), { line: element.line });
  if (!draft) return;
  const subject = element.first('subjectType');
  const subjectType = subject?.attribute('code') || subject?.attribute('classificationCode') || '';
  const party = new EuParty(draft, (name) => (name === 'subjectType' ? subjectType : element.attribute(name)));
  for (const remark of element.texts('remark')) party.entityRemark(remark);
  for (const child of element.children) {
    const fields = fieldsOf(child);
    if (child.name === 'regulation') party.regulation(fields);
    else if (child.name === 'nameAlias') party.name(fields);
    else if (child.name === 'birthdate') party.birth(fields);
    else if (child.name === 'identification') party.identification(fields);
    else if (child.name === 'citizenship') party.citizenship(fields);
    else if (child.name === 'address') {
      party.address(fields);
      for (const contact of child.all('contactInfo'))
        party.contact(contact.attribute('key'), contact.attribute('value'));
    }
  }
  party.finish(intake);
}

/** Attributes of a sub-record; its remarks are child elements. */
function fieldsOf(element: XmlElement): EuFields {
  return (name) => (name === 'remark' ? element.texts('remark').join('; ') : element.attribute(name));
}
