import type { Model } from '../../../core/model.js';

/** The server's own word for a model's state; without one, a model that takes up space is `available`. */
export function modelStateOf({ sizeBytes = 0, details }: Model): string {
  return details?.state || (sizeBytes > 0 ? 'available' : 'unknown');
}
