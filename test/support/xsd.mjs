// Judges documents by the official schemas: [{ schema, xml }] as JSON on stdin, [null | message] on stdout. In a
// process of its own because libxml2-wasm needs top-level await, which jest's CommonJS does not have.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

xmlRegisterFsInputProviders();
const validators = new Map();

function validatorFor(file) {
  if (!validators.has(file)) {
    const url = path.resolve(file);
    validators.set(file, XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(url), { url })));
  }
  return validators.get(file);
}

function judge({ schema, xml }) {
  const document = XmlDocument.fromString(xml);
  try {
    validatorFor(schema).validate(document);
    return null;
  } catch (error) {
    return error.message;
  } finally {
    document.dispose();
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(judge)));
