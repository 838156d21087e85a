import { Reflector } from '@nestjs/core';

/** Names what an operation changes, as `endpoint.add`: each call, and each refusal, then makes an audit record. */
export const Audited = Reflector.createDecorator<string>();
