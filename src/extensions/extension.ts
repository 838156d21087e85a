import type { ModuleMetadata } from '@nestjs/common';

/** Anything that may stand under `imports` of a Nest module. */
export type NestModule = NonNullable<ModuleMetadata['imports']>[number];

/** A module of a company's own, and what the configuration calls it. */
export interface Extension {
  /** A package or a file, as it stands under `extensions:`. */
  readonly name: string;
  /** Where its code is: what a stack trace shows. */
  readonly location: string;
  readonly module: NestModule;
}
