import { Injectable } from '@nestjs/common';
import type { Caller } from '../../core/caller.js';
import { Authenticates, type Authenticator } from './authenticator.js';

/** Nobody has to say who they are. It stands for the name: nobody is ever asked. */
@Injectable()
@Authenticates('none')
export class NoAuthenticator implements Authenticator {
  authenticate(): Caller | undefined {
    return undefined;
  }
}
