import { type DynamicModule, Module } from '@nestjs/common';
import { buildFoundation } from './app/foundation/index.js';
import { AppModule } from './app.module.js';
import type { NestModule } from './extensions/index.js';

/** How Olla is embedded. */
export interface OllaOptions {
  /** The configuration file; without one it is looked for as on the command line. */
  readonly configFile?: string;
  /** A configuration in place of a file's, as YAML or JSON. */
  readonly configText?: string;
  /** Overrides and secrets; the environment of the process when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to; the working directory when absent. */
  readonly cwd?: string;
  /** Modules that add to Olla, beside those that the configuration names under `extensions`. */
  readonly extensions?: readonly NestModule[];
}

/**
 * Olla inside another Nest application: `imports: [OllaModule.forRoot({ configFile: 'olla.yaml' })]`. The application
 * runs on {@link ollaAdapter}, is created with `bodyParser: false`, and listens wherever it likes: `server.host` and
 * `server.port` are its own business then, and so are its errors: only Olla's own read as Olla has them. Closing the
 * application drains the requests under way.
 */
@Module({})
export class OllaModule {
  /** @throws ConfigError with every problem of the configuration at once; ExtensionError */
  static async forRoot(options: OllaOptions = {}): Promise<DynamicModule> {
    const { configFile, configText, env = process.env, cwd, extensions = [] } = options;
    const foundation = await buildFoundation({
      env,
      ...(configFile !== undefined && { file: configFile }),
      ...(configText !== undefined && { text: configText }),
      ...(cwd !== undefined && { cwd }),
      embedded: extensions.map((module, at) => ({ name: `embedded[${at}]`, location: '', module })),
    });
    return { module: OllaModule, imports: [AppModule.forRoot(foundation, true)] };
  }
}
