import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { ConfigModule, registerAs } from '@nestjs/config';
import type { Live } from '../core/live.js';
import { ConfigSource } from './config-source.js';
import {
  LiveAccessConfig,
  LiveAdminConfig,
  LiveDashboardConfig,
  LiveDiscoveryConfig,
  LiveEngineeringConfig,
  LiveLimitsConfig,
  LiveLoggingConfig,
  LiveModelAliases,
  LiveModelRegistryConfig,
  LiveProxyConfig,
  LiveServerConfig,
  LiveTracingConfig,
  LiveTranslatorsConfig,
} from './live-sections.js';
import type { OllaConfig } from './sections/index.js';

const SECTIONS = [
  ['server', LiveServerConfig],
  ['proxy', LiveProxyConfig],
  ['discovery', LiveDiscoveryConfig],
  ['modelRegistry', LiveModelRegistryConfig],
  ['modelAliases', LiveModelAliases],
  ['access', LiveAccessConfig],
  ['limits', LiveLimitsConfig],
  ['admin', LiveAdminConfig],
  ['translators', LiveTranslatorsConfig],
  ['dashboard', LiveDashboardConfig],
  ['logging', LiveLoggingConfig],
  ['tracing', LiveTracingConfig],
  ['engineering', LiveEngineeringConfig],
] as const;

/** The configuration for everybody: whole as {@link ConfigSource}, in parts as `Live…Config`. */
@Global()
@Module({})
export class OllaConfigModule {
  static forRoot({ live }: { live: Live<OllaConfig> }): DynamicModule {
    const holders = SECTIONS.map(([name, token]) => {
      const holder = registerAs(name, () => live.map((config) => config[name]));
      return { holder, provider: { provide: token, useExisting: holder.KEY } satisfies Provider };
    });
    const source: Provider = { provide: ConfigSource, useFactory: () => new HeldConfig(live) };
    return {
      module: OllaConfigModule,
      imports: [
        ConfigModule.forRoot({
          load: holders.map(({ holder }) => holder),
          ignoreEnvFile: true,
          ignoreEnvVars: true,
          skipProcessEnv: true,
        }),
      ],
      providers: [source, ...holders.map(({ provider }) => provider)],
      exports: [ConfigSource, ...SECTIONS.map(([, token]) => token)],
    };
  }
}

class HeldConfig extends ConfigSource {
  constructor(readonly live: Live<OllaConfig>) {
    super();
  }
}
