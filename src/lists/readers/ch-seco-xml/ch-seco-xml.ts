import { parsePartialDate } from '../../../kernel/partial-date.ts';
import type { ListReader, ListSink } from '../../list-reader.ts';
import { readXml } from '../../reading/read-xml.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { SecoBackground } from './background.ts';
import { pushRelations, type SecoRelation, secoRelations } from './relations.ts';
import { pushTarget } from './target.ts';

/**
 * Switzerland's sanctions list (SECO), XML. The key is the target's ssid. The whole list keeps targets that were
 * de-listed: their designation carries `delistedOn`. A list of another type than `whole-list` holds what changed.
 */
export const chSecoXml: ListReader = {
  format: 'ch-seco-xml',
  title: 'the Swiss sanctions list',
  recognises: ({ head }) => (/<(?:\w+:)?swiss-sanctions-list[\s>]/.test(head) ? 'ch-seco' : null),
  async read(file, sink) {
    const background = new SecoBackground();
    const targets = new Set<string>();
    const relations: SecoRelation[] = [];
    let delta = false;
    const readTarget = (target: XmlElement): void => {
      const key = target.attribute('ssid');
      if (key === '' || targets.has(key)) refuseTarget(target, key, sink);
      else if (pushTarget(target, background, { sink, delta })) {
        targets.add(key);
        relations.push(...secoRelations(target));
      }
    };
    await readXml(file, {
      title: this.title,
      roots: ['swiss-sanctions-list'],
      onRoot(root) {
        const type = root.attribute('list-type');
        delta = type !== '' && type !== 'whole-list';
        const publishedAt = parsePartialDate(root.attribute('date'));
        background.publishedOn = publishedAt;
        sink.header({
          publishedAt,
          ...(delta ? { delta } : {}),
          ...(type === '' ? {} : { notes: { listType: type } }),
        });
      },
      records: {
        'sanctions-program': (program) => background.addProgram(program),
        place: (place) => background.addPlace(place),
        target: readTarget,
      },
      ready: () => sink.ready(),
    });
    pushRelations(relations, targets, sink);
  },
};

function refuseTarget(target: XmlElement, key: string, sink: ListSink): void {
  const reason = key === '' ? 'the target has no ssid' : `target ${key} stands twice`;
  sink.reject({ place: { line: target.line }, reason, reference: key, severity: 'record' });
}
