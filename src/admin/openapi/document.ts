import { Injectable, type INestApplication } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import type { OpenAPIObject, SwaggerDocumentOptions } from '@nestjs/swagger';
import { build } from '../../core/version.js';
import { finished } from './finish.js';
import { UnknownPathController } from '../http/unknown-path.controller.js';

/**
 * The OpenAPI 3.1 document of the admin API, made of its controllers and the fields of its bodies, once. What makes it is
 * loaded when it is asked for: most who run Olla never do.
 */
@Injectable()
export class OpenApiDocument {
  #made: Promise<OpenAPIObject> | undefined;

  constructor(
    private readonly modules: ModulesContainer,
    private readonly config: ApplicationConfig,
    private readonly http: HttpAdapterHost,
  ) {}

  get(): Promise<OpenAPIObject> {
    this.#made ??= this.#make();
    return this.#made;
  }

  async #make(): Promise<OpenAPIObject> {
    const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
    const head = new DocumentBuilder()
      .setTitle('Olla admin API')
      .setDescription(
        'Seeing and changing a running Olla. Without `admin.tokens` it is open to callers on the same machine alone; with them, ' +
          'each caller sends one as a bearer token. Errors are problem details (RFC 9457).',
      )
      .setVersion(build.version)
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .setOpenAPIVersion('3.1.0')
      .addServer('/')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of admin.tokens' })
      .build();
    const document = SwaggerModule.createDocument(this.#application(), head, {
      include: this.#ownModules(),
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    });
    return finished(document);
  }

  /** The module that holds the admin API, found by a controller of it: a company's controllers are documented by themselves. */
  #ownModules(): NonNullable<SwaggerDocumentOptions['include']> {
    const all = [...this.modules.values()];
    const own = all.filter(({ controllers }) =>
      [...controllers.values()].some(({ metatype }) => metatype === UnknownPathController),
    );
    return own.map(({ metatype }) => metatype);
  }

  /** As much of the application as the scanner looks at: a module isn't given the application that it is part of. */
  #application(): INestApplication {
    const facade = {
      container: { getModules: () => this.modules },
      config: this.config,
      getHttpAdapter: () => this.http.httpAdapter,
    };
    return facade as unknown as INestApplication;
  }
}
