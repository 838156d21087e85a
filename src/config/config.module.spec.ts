import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { Live } from '../core/live.js';
import {
  ConfigSource,
  LiveModelAliases,
  LiveProxyConfig,
  LiveServerConfig,
  OllaConfigModule,
  ProxyConfig,
} from './index.js';
import { parsed } from './testing.js';

@Injectable()
class Dependent {
  constructor(
    readonly proxy: LiveProxyConfig,
    readonly source: ConfigSource,
  ) {}
}

const started = async (text: string) => {
  const live = new Live(parsed(text).config);
  const module = await Test.createTestingModule({
    imports: [OllaConfigModule.forRoot({ live })],
    providers: [Dependent],
  }).compile();
  return { live, module, dependent: module.get(Dependent) };
};

describe('OllaConfigModule', () => {
  it('gives a constructor the section that it asks for', async () => {
    const { dependent, module } = await started('proxy: {engine: sherpa}\nmodel_aliases: {a: [b]}');
    expect(dependent.proxy.current.engine).toBe('sherpa');
    expect(dependent.source.current.server.port).toBe(40_114);
    expect(module.get(LiveModelAliases).current).toEqual({ a: ['b'] });
  });

  it('follows a reload', async () => {
    const { dependent, live, module } = await started('proxy: {engine: sherpa}');
    live.set(parsed('server: {port: 5}').config);
    expect(dependent.proxy.current.engine).toBe('olla');
    expect(module.get(LiveServerConfig).current.port).toBe(5);
    expect(dependent.source.current).toBe(live.current);
  });

  it('keeps applications apart', async () => {
    const [one, other] = [await started('server: {port: 1}'), await started('server: {port: 2}')];
    expect(one.module.get(LiveServerConfig).current.port).toBe(1);
    expect(other.module.get(LiveServerConfig).current.port).toBe(2);
  });

  it('hands nothing of the environment to the configuration service', async () => {
    const { module } = await started('');
    const service = module.get(ConfigService, { strict: false });
    expect(service.get('PATH')).toBeUndefined();
    expect(service.get('server')).toBe(module.get(LiveServerConfig));
  });

  it('leaves a test with no more than a holder to make', () => {
    expect(new Dependent(new Live(new ProxyConfig()), undefined as never).proxy.current.engine).toBe('olla');
  });
});
