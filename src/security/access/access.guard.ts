import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { OllaError } from '../../core/olla-error.js';
import { AccessControl, type AccessRequest } from './access-control.js';

/** Lets in whom {@link AccessControl} lets in. Comes before every other guard. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly access: AccessControl) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const refusal = this.access.admit(context.getArgByIndex<AccessRequest>(0));
    if (refusal === undefined) return true;
    if (refusal instanceof OllaError) throw refusal;
    return refusal.then(orThrow);
  }
}

function orThrow(refusal: OllaError | undefined): true {
  if (refusal) throw refusal;
  return true;
}
