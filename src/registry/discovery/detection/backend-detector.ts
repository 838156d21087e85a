import { joinUrl } from '../../../config/index.js';
import type { Endpoint } from '../../../core/endpoint.js';
import type { Profile, ProfileCatalogue } from '../../profiles/index.js';
import { DiscoveryFailure, moreTelling, isUnreachable } from '../discovery-failure.js';
import { formatsOf, type ListFetcher, type ListReader, type ModelList } from '../lists/index.js';
import { Probes, type ProbeAnswer } from './probes.js';
import { byHeaders, byHealthPage, byOwners, isOpenAiList, SIGNALS, type Reading } from './signals.js';

/** What an endpoint of type `auto` turned out to be. */
export interface Detection {
  /** `` for a server that has a list where the operator said, and gives away nothing else. */
  readonly profile: string;
  readonly healthUrl: string;
  readonly modelUrl: string;
  /** Its models, or why they could not be had. */
  readonly list: ModelList | DiscoveryFailure;
}

/** A kind, and the place whose answer gave it away. */
interface Identity {
  readonly profile: Profile;
  readonly url: string;
}

/**
 * Finds out what kind of server an endpoint is by what only that kind says (backends.md §6.3), and takes the
 * list along that it has seen on the way.
 */
export class BackendDetector {
  constructor(
    private readonly fetcher: Pick<ListFetcher, 'look'>,
    private readonly reader: ListReader,
    private readonly profiles: Pick<ProfileCatalogue, 'byName'>,
  ) {}

  /** Rejects with the most telling failure when the server gives away neither a kind nor a list. */
  async detect(endpoint: Endpoint, signal: AbortSignal): Promise<Detection> {
    const probes = new Probes(this.fetcher, endpoint, signal);
    const identity = await this.#identify(endpoint, probes);
    if (!(identity instanceof DiscoveryFailure)) return this.#withList(endpoint, identity, probes);
    const list = endpoint.modelUrlExplicit ? await this.#listAt(endpoint.modelUrl, probes) : identity;
    if (list instanceof DiscoveryFailure) throw moreTelling(list, identity);
    return { profile: '', healthUrl: endpoint.healthUrl, modelUrl: endpoint.modelUrl, list };
  }

  async #identify(endpoint: Endpoint, probes: Probes): Promise<Identity | DiscoveryFailure> {
    const generic = this.profiles.byName('openai-compatible');
    let openAiListAt: string | undefined;
    let failure: DiscoveryFailure | undefined;
    for (const { url, reading } of placesOf(endpoint)) {
      const answer = await probes.get(url);
      const profile = await this.#readingOf(endpoint, answer, reading, probes);
      if (profile) return { profile, url };
      if (answer.failure && isUnreachable(answer.failure)) return answer.failure;
      if (isOpenAiList(answer) && reading === byOwners) openAiListAt ??= url;
      const problem = answer.failure ?? (url === rootOf(endpoint) ? undefined : NO_SIGN);
      failure = problem ? moreTelling(failure, problem) : failure;
    }
    if (generic && openAiListAt !== undefined) return { profile: generic, url: openAiListAt };
    return failure ?? NO_SIGN;
  }

  async #readingOf(
    endpoint: Endpoint,
    answer: ProbeAnswer,
    reading: Reading,
    probes: Probes,
  ): Promise<Profile | undefined> {
    const name = byHeaders(answer) ?? reading(answer);
    if (name !== 'vllm') return name === undefined ? undefined : this.profiles.byName(name);
    const health = await probes.get(joinUrl(endpoint.url, '/health'));
    return this.profiles.byName(byHeaders(health) ?? byHealthPage(health) ?? name);
  }

  /** From where servers of this kind keep it, else from where this one has shown that it is of this kind. */
  async #withList(endpoint: Endpoint, { profile, url }: Identity, probes: Probes): Promise<Detection> {
    const healthUrl = endpoint.healthUrlExplicit
      ? endpoint.healthUrl
      : joinUrl(endpoint.url, profile.healthPath);
    const usual = endpoint.modelUrlExplicit ? endpoint.modelUrl : joinUrl(endpoint.url, profile.modelPath);
    const found = { profile: profile.name, healthUrl };
    const list = await this.#listAt(usual, probes, profile);
    if (!(list instanceof DiscoveryFailure) || endpoint.modelUrlExplicit || url === usual) {
      return { ...found, modelUrl: usual, list };
    }
    const seen = await this.#listAt(url, probes, profile);
    if (seen instanceof DiscoveryFailure) return { ...found, modelUrl: usual, list };
    return { ...found, modelUrl: url, list: seen };
  }

  async #listAt(url: string, probes: Probes, profile?: Profile): Promise<ModelList | DiscoveryFailure> {
    const { failure, body } = await probes.get(url);
    if (failure) return failure;
    try {
      return this.reader.readPresent(body, formatsOf(profile?.listFormat));
    } catch (error) {
      if (error instanceof DiscoveryFailure) return error;
      throw error;
    }
  }
}

const NO_SIGN = DiscoveryFailure.format('nothing that says what kind of server it is');

const rootOf = (endpoint: Endpoint): string => joinUrl(endpoint.url, '/');

/** The places to look at; an explicit list is read for its owners like the usual one. */
function placesOf(endpoint: Endpoint): readonly { readonly url: string; readonly reading: Reading }[] {
  const usual = SIGNALS.map(({ path, reading }) => ({ url: joinUrl(endpoint.url, path), reading }));
  return endpoint.modelUrlExplicit ? [...usual, { url: endpoint.modelUrl, reading: byOwners }] : usual;
}
