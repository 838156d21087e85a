import type { Route } from '../dialects/dialect.js';

/** Finds the route of a request; `HEAD` is served as `GET`, a path may end in `/*`. */
export class Router {
  private readonly exact = new Map<string, Route>();
  private readonly prefixed: Route[] = [];

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      if (route.path.endsWith('/*')) this.prefixed.push(route);
      else this.exact.set(`${route.method} ${route.path}`, route);
    }
  }

  find(method: string, path: string): Route | undefined {
    const asked = method === 'HEAD' ? 'GET' : method;
    return (
      this.exact.get(`${asked} ${path}`) ??
      this.prefixed.find((route) => route.method === asked && path.startsWith(route.path.slice(0, -1)))
    );
  }
}
