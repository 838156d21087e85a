import { ServerConfig } from '../config/index.js';
import { securityFacts } from './start-records.js';

it('tells the limits under the names of the original', () => {
  const { rateLimits, requestLimits } = new ServerConfig();
  expect(securityFacts({ rateLimits, requestLimits })).toEqual({
    globalRateLimit: rateLimits.globalRequestsPerMinute,
    perIPRateLimit: rateLimits.perIpRequestsPerMinute,
    maxBodySize: requestLimits.maxBodySize,
  });
});
