import type { OpenAPIObject } from '@nestjs/swagger';

type Part = Record<string, unknown>;

/** A text in YAML reads as whatever it says. */
const YAML = /^(?:application|text)\/yaml$/;

/**
 * Says in a document what its decorators cannot: bodies have no other keys than those that are named, and a text in YAML may say anything.
 * Changes the document.
 */
export function finished(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as unknown as Readonly<Record<string, Part>>;
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Readonly<Record<string, Part | undefined>>)) {
      if (!operation) continue;
      const { requestBody, responses } = operation as {
        requestBody?: Part;
        responses?: Record<string, Part>;
      };
      for (const holder of [requestBody, ...Object.values(responses ?? {})]) openYaml(holder);
      close(requestBody, schemas, new Set());
    }
  }
  return document;
}

function openYaml(holder: Part | undefined): void {
  const content = (holder?.['content'] ?? {}) as Record<string, Part>;
  for (const type of Object.keys(content).filter((name) => YAML.test(name))) content[type]!['schema'] = {};
}

/** Closes every schema that a body leads to. */
function close(part: unknown, schemas: Readonly<Record<string, Part>>, seen: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  const { $ref, type, properties } = part as Part;
  if (typeof $ref === 'string') {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    if (seen.has(name)) return;
    seen.add(name);
    return close(schemas[name], schemas, seen);
  }
  if (type === 'object' && properties !== undefined) (part as Part)['additionalProperties'] ??= false;
  for (const value of Object.values(part)) close(value, schemas, seen);
}
