import { XmlElement } from '../../../reading/xml-element.ts';

/**
 * An element of a delta file as it was before the change or is after it: what was added is missing before, what was
 * deleted is missing after, and an updated value is its `oldValue` before. Elements without an action stand in both.
 */
export function viewOf(element: XmlElement, time: 'before' | 'after'): XmlElement {
  const view = new XmlElement(element.name, element.attributes, element.line);
  const old = element.attributes.oldValue;
  view.ownText = time === 'before' && old !== undefined ? old : element.ownText;
  const absent = time === 'before' ? /^add$/i : /^(?:delete|remove)$/i;
  for (const child of element.children) {
    if (!absent.test(child.attribute('action'))) view.append(viewOf(child, time));
  }
  return view;
}
