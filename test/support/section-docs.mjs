// What the doc comments of the section classes say: descriptions for the JSON Schema of the configuration.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const folder = new URL('../../src/config/sections/', import.meta.url);

/** @returns {(section: string, property?: string) => string | undefined} */
export function sectionDocs() {
  const docs = new Map();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.config.ts'))) {
    const source = ts.createSourceFile(
      name,
      readFileSync(new URL(name, folder), 'utf8'),
      ts.ScriptTarget.ES2023,
      true,
    );
    for (const section of source.statements.filter(ts.isClassDeclaration)) {
      docs.set(section.name.text, commentOf(section));
      for (const member of section.members.filter(ts.isPropertyDeclaration))
        docs.set(`${section.name.text}.${member.name.getText()}`, commentOf(member));
    }
  }
  return (section, property) => docs.get(property === undefined ? section : `${section}.${property}`);
}

/** Files write durations as texts: how the classes hold them is nobody's business there. */
function commentOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node);
  const text = ts.getTextOfJSDocComment(comment?.comment)?.replace(/\s+/g, ' ').trim();
  return text?.replace(' Durations are milliseconds.', '');
}
