import type { ModuleRef } from '@nestjs/core';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { corsPolicyOf, Gate } from '../http/index.js';
import { OwnVisits } from '../metrics/index.js';
import { LiveSurfaces } from '../registry/index.js';
import {
  AccessControl,
  ClientAddresses,
  InternalGate,
  type InternalGateSettings,
  normaliseAddress,
  SizeLimits,
} from '../security/index.js';
import { ownAnswers } from './own-answers.js';

/** The first thing that every request meets, put together from what the modules have. */
export function gateOf(modules: ModuleRef): Gate {
  const anywhere = { strict: false };
  const config = modules.get(ConfigSource, anywhere);
  const sizes = modules.get(SizeLimits, anywhere);
  const surfaces = modules.get(LiveSurfaces, anywhere);
  const addresses = modules.get(ClientAddresses, anywhere);
  const access = modules.get(AccessControl, anywhere);
  const listings = ownAnswers(modules, config.live);
  const cors = config.live.map(({ server }) => corsPolicyOf(server.cors));
  const internal = new InternalGate(
    config.live.map(({ dashboard }): InternalGateSettings => dashboard),
    modules.get(AppLogger, anywhere),
  );
  return new Gate({
    cors: () => cors.current,
    closedTo: (request, route) => internal.check(request, route),
    access: (request) => access.admit(request),
    surfaceOf: (path) => surfaces.current.lookup(path),
    addressOf: (peer, headers) => addresses.of(peer, headers),
    normalise: normaliseAddress,
    answer: (surface, question) => listings.answer(surface, question),
    checkSize: (request) => sizes.check(request),
    bodyLimit: () => sizes.body,
    bodyTooLarge: (request) => void sizes.refuseBody(request),
    follow: modules.get(OwnVisits, anywhere).follow,
    errorFormat: () => config.current.server.errorFormat,
  });
}
