import { Injectable } from '@nestjs/common';
import { ConfigSource, type EndpointConfig } from '../../config/index.js';
import { type EndpointSource, Source } from './endpoint-source.js';

/** The endpoints that stand in the configuration. */
@Injectable()
@Source('static')
export class StaticSource implements EndpointSource {
  constructor(private readonly config: ConfigSource) {}

  endpoints(): readonly EndpointConfig[] {
    return this.config.current.discovery.static.endpoints;
  }
}
