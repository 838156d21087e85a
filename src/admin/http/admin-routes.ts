import { Injectable, type OnModuleInit, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ADMIN_ROOT } from './admin-controller.decorator.js';

interface Route {
  readonly segments: readonly string[];
  readonly method: string;
}

/** Which methods the paths of the admin API know. */
@Injectable()
export class AdminRoutes implements OnModuleInit {
  #routes: readonly Route[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype as Type<unknown>);
    this.#routes = controllers.filter(isAdmin).flatMap((controller) => this.#routesOf(controller));
  }

  /** For the `Allow` of an answer; empty for a path that is not there. */
  methodsOf(path: string): readonly string[] {
    const asked = segmentsOf(path);
    // A slash at the end makes another path of it.
    if (path.endsWith('/')) return [];
    const methods = this.#routes.filter(({ segments }) => fits(segments, asked)).map(({ method }) => method);
    return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort();
  }

  #routesOf(controller: Type<unknown>): Route[] {
    const prototype = controller.prototype as Record<string, object>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod | undefined;
      if (method === undefined || method === RequestMethod.ALL) return [];
      return pathsOf(prototype[name]!).flatMap((path) =>
        pathsOf(controller).map((prefix) => ({
          segments: segmentsOf(`${prefix}/${path}`),
          method: RequestMethod[method],
        })),
      );
    });
  }
}

const isAdmin = (controller: Type<unknown> | undefined): boolean =>
  controller !== undefined &&
  pathsOf(controller).some((path) => segmentsOf(path).join('/').startsWith(ADMIN_ROOT));

function pathsOf(target: object): readonly string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return typeof path === 'string' ? [path] : (path ?? []);
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

const fits = (segments: readonly string[], asked: readonly string[]): boolean =>
  segments.length === asked.length &&
  segments.every((segment, at) => segment.startsWith(':') || segment === asked[at]);
