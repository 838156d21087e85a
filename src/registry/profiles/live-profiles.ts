import { Live } from '../../core/live.js';
import type { ProfileCatalogue } from './profile-catalogue.js';

/** Token and type of the kinds of servers that are known now: a reload swaps them. */
export abstract class LiveProfiles extends Live<ProfileCatalogue> {}
