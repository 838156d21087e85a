import type { Findings } from '../findings.js';
import { nearest } from '../nearest.js';
import { fieldsOf, type SectionClass } from '../schema/index.js';
import { OllaConfig, type Origin } from '../sections/index.js';
import type { Environment, Interpolation } from './interpolation.js';
import { readVariable } from './read-variable.js';
import { type Step, variableNames, variableTarget, type VariableTarget } from './variable-target.js';

/** What the environment is laid over, and who is told of it. */
export interface Overlay {
  readonly config: OllaConfig;
  readonly findings: Findings;
  readonly interpolation: Interpolation;
  readonly given: Map<string, Origin>;
  readonly readSecret: (path: string) => string;
}

/** Lays `OLLA_<SECTION>__<KEY>` over a configuration (configuration.md §24.6). An empty value counts as unset. */
export function applyGenericVariables(env: Environment, overlay: Overlay): void {
  for (const variable of Object.keys(env).filter(isGeneric).sort(inOrder)) {
    const text = env[variable];
    if (!text) continue;
    const target = variableTarget(variable, OllaConfig);
    if (target) override(variable, text, target, overlay);
    else unknown(variable, overlay.findings);
  }
}

const isGeneric = (name: string): boolean => /^OLLA_.*__/.test(name);

/** Entries of a list one after the other: the tenth comes after the second. */
const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function override(variable: string, written: string, target: VariableTarget, overlay: Overlay): void {
  const { findings } = overlay;
  const text = target.fromFile ? contentOf(variable, written, overlay) : written;
  if (text === undefined) return;
  const read = readVariable(target.field.shape, text);
  const ignored = (problem: string, hint?: string): void =>
    findings.ignoredVariable(
      variable,
      { path: target.path, message: `${variable} is ignored: ${problem}`, ...(hint && { hint }) },
      'value',
    );
  if ('problem' in read) return ignored(read.problem, read.hint);
  const section = sectionAt(target.steps, overlay);
  if (!section) return ignored(`there is no entry before ${target.path.replace(/\.[^.]*$/, '')}`);
  Reflect.set(section, target.field.property, read.value);
  took(target.path, variable, overlay);
  withoutTwin(section, target, overlay);
}

function contentOf(variable: string, file: string, { findings, readSecret }: Overlay): string | undefined {
  try {
    return readSecret(file).trim();
  } catch (error) {
    findings.wrongVariable(
      variable,
      `${variable}: reading secret file "${file}": ${(error as Error).message}`,
    );
    return undefined;
  }
}

/** The section that holds the key, made where it is absent; undefined when entries of a list would be missing. */
function sectionAt(steps: readonly Step[], { config, findings }: Overlay): object | undefined {
  let section: object = config;
  let path = '';
  for (const { field, index } of steps) {
    const { key, property, shape } = field;
    const make = (): object => new ('type' in shape ? shape.type() : Object)();
    const found: unknown = Reflect.get(section, property);
    path = path === '' ? key : `${path}.${key}`;
    if (index === undefined) {
      if (found === undefined) Reflect.set(section, property, make());
      section = Reflect.get(section, property) as object;
      continue;
    }
    const list = found as readonly object[];
    if (index > list.length) return undefined;
    const entry = list[index] ?? make();
    if (index === list.length) Reflect.set(section, property, [...list, entry]);
    section = entry;
    path = `${path}[${index}]`;
    findings.places.name(section, findings.places.pathOf(section) ?? path);
  }
  return section;
}

function took(path: string, variable: string, { findings, given, interpolation }: Overlay): void {
  findings.places.set(path, { variable });
  given.set(path, 'environment');
  interpolation.forget(path);
}

/** A secret of the environment replaces the file's, whether that was written there or in a file of its own. */
function withoutTwin(section: object, { field, path }: VariableTarget, overlay: Overlay): void {
  const { given, interpolation } = overlay;
  const twin = field.key.endsWith('_file') ? field.key.slice(0, -'_file'.length) : `${field.key}_file`;
  const other = fieldsOf(section.constructor as SectionClass).find(({ key }) => key === twin);
  const at = `${path.slice(0, -field.key.length)}${twin}`;
  if (!other || given.get(at) === 'environment') return;
  Reflect.set(section, other.property, undefined);
  given.delete(at);
  interpolation.forget(at);
}

let names: readonly string[] | undefined;

function unknown(variable: string, findings: Findings): void {
  names ??= [...variableNames(OllaConfig)];
  const indices = variable.match(/__\d+__/g) ?? [];
  const meant = nearest(variable.replace(/__\d+__/g, '__0__'), names)?.replace(
    /__0__/g,
    (zero) => indices.shift() ?? zero,
  );
  findings.ignoredVariable(
    variable,
    {
      path: '',
      message: `unknown variable ${variable} is ignored`,
      ...(meant && { hint: `did you mean ${meant}?` }),
    },
    'unknown-key',
  );
}
