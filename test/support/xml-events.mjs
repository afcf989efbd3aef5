// Says what libxml2 reads in documents: [string] as JSON on stdin, [null | [event]] on stdout, null for what it
// refuses. In a process of its own because libxml2-wasm needs top-level await, which jest's CommonJS does not have.
import { readFileSync } from 'node:fs';
import { XmlDocument, XmlElement } from 'libxml2-wasm';

function eventsOf(element, events) {
  const name = (node) => `{${node.namespaceUri}}${node.name}`;
  const attributes = element.attrs.map(
    (attribute) => `${name(attribute)}=${JSON.stringify(attribute.value)}`,
  );
  events.push([`<${name(element)}`, ...attributes.sort()].join(' '));
  let text = '';
  const flush = () => {
    if (text !== '') events.push(JSON.stringify(text));
    text = '';
  };
  for (const node of element.find('child::*|child::text()')) {
    if (node instanceof XmlElement) {
      flush();
      eventsOf(node, events);
    } else text += node.content;
  }
  flush();
  events.push('>');
  return events;
}

function read(text) {
  let document;
  try {
    document = XmlDocument.fromString(text);
  } catch {
    return null;
  }
  try {
    return eventsOf(document.root, []);
  } finally {
    document.dispose();
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)));
