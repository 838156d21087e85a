// Writes config/schema/*.json from the classes and shapes of the build. Run it after every change of a section;
// with `--check` it writes nothing and fails when a file is out of date.
import 'reflect-metadata';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { headed, SectionSchemas, shapeSchema } from '../../dist/config/json-schema/index.js';
import { PROFILE } from '../../dist/config/profiles/index.js';
import { OllaConfig } from '../../dist/config/index.js';
import { RULES } from '../../dist/registry/catalogue/rules/rules-shape.js';
import { sectionDocs } from './section-docs.mjs';

const folder = new URL('../../config/schema/', import.meta.url);
const { description: _, ...config } = new SectionSchemas(sectionDocs()).schemaOf(OllaConfig);
const schemas = {
  config: headed('Olla configuration', 'config.yaml: how an Olla listens, routes and relays.', config),
  profile: headed(
    'Olla profile',
    'A file of config/profiles: one kind of inference server.',
    shapeSchema(PROFILE),
  ),
  models: headed('Olla model rules', 'models.yaml: how names of models are read.', shapeSchema(RULES)),
};

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const target = new URL(`${name}.schema.json`, folder);
  const style = await prettier.resolveConfig(fileURLToPath(target));
  const text = await prettier.format(JSON.stringify(schema), { ...style, parser: 'json' });
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${name}.schema.json is out of date: run test/support/write-schemas.mjs`);
    process.exitCode = 1;
  }
}
