import type { ListSink } from '../../list-reader.ts';
import type { SourcePlace } from '../../list-record.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import type { XmlElement } from '../../reading/xml-element.ts';

export interface SecoRelation {
  from: string;
  to: string;
  role: string;
  place: SourcePlace;
}

/** The relations that a target states, on itself or on its subject. */
export function secoRelations(target: XmlElement): SecoRelation[] {
  return [target, ...target.children].flatMap((holder) =>
    holder.all('relation').map((relation) => ({
      from: target.attribute('ssid'),
      to: relation.attribute('target-id'),
      role: cleanLine([relation.attribute('relation-type'), relation.textOf('remark')].join(' ')),
      place: { line: relation.line },
    })),
  );
}

/** Pushes the relations whose two ends are on the list; rejects the others. */
export function pushRelations(relations: readonly SecoRelation[], targets: ReadonlySet<string>, sink: ListSink): void {
  for (const { from, to, role, place } of relations) {
    if (targets.has(to)) {
      sink.link({ schema: 'UnknownLink', from, to, ...(role === '' ? {} : { role }), place });
    } else {
      const reason = `relation "${role}" leads to ${to || 'no target'}, which this file does not hold`;
      sink.reject({ place, reason, reference: from, severity: 'value' });
    }
  }
}
