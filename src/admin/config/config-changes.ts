import { Injectable } from '@nestjs/common';
import { type ChangeOptions, ConfigControl, type ReloadReport } from '../../config/index.js';
import type { AdminVisit } from '../http/admin-visit.js';
import type { ChangeAnswerDto } from '../http/change-answer.dto.js';
import { changeAnswer } from '../http/change-answer.js';
import { checkIfMatch } from '../http/etag.js';
import { conflict, notFound, Problem } from '../http/problem.js';
import type { SavedConfigDto } from './config.dto.js';
import { tagOf } from './config-views.js';

/** Who changes the configuration, and under which conditions. */
export interface ConfigTerms {
  readonly visit: AdminVisit;
  readonly persist?: boolean | undefined;
  readonly ifMatch?: string | undefined;
}

type Wish = (options: ChangeOptions) => Promise<ReloadReport | undefined>;

/** Changes the configuration as a whole, on behalf of somebody who visits the admin API. */
@Injectable()
export class ConfigChanges {
  constructor(private readonly control: ConfigControl) {}

  /** Puts another text in force. @throws Problem when it is not accepted */
  apply(text: string, terms: ConfigTerms): Promise<ChangeAnswerDto> {
    return this.#change(terms, (options) => this.control.apply(text, options));
  }

  /** Puts a generation in force again. @throws Problem when it is not remembered, or not accepted any more */
  rollback(generation: number, terms: ConfigTerms): Promise<ChangeAnswerDto> {
    terms.visit.target = String(generation);
    return this.#change(terms, (options) =>
      this.control.rollback(generation, { ...options, trigger: `rollback:${generation}` }),
    );
  }

  /** Reads the file again. @throws Problem when it is not accepted */
  reload({ visit }: ConfigTerms): Promise<ChangeAnswerDto> {
    return this.#change({ visit }, ({ trigger }) => this.control.reload(trigger));
  }

  /** Writes what is in force into the file. @throws Problem when that is not possible */
  async save({ visit, ifMatch }: ConfigTerms): Promise<SavedConfigDto> {
    this.#checkState(ifMatch);
    try {
      const saved = { file: await this.control.save(), generation: this.#generation };
      visit.made(saved);
      return saved;
    } catch (error) {
      throw conflict(error instanceof Error ? error.message : String(error));
    }
  }

  async #change({ visit, persist, ifMatch }: ConfigTerms, wish: Wish): Promise<ChangeAnswerDto> {
    visit.about(visit.target, { generation: this.#generation });
    this.#checkState(ifMatch);
    let stale: unknown;
    // Somebody else's change may come first.
    const precondition = (): void => {
      try {
        this.#checkState(ifMatch);
      } catch (error) {
        stale = error;
        throw error;
      }
    };
    const { trigger } = visit;
    const report = await wish({ trigger, persist: persist ?? false, precondition });
    if (stale instanceof Problem) throw stale;
    if (!report) throw notFound('This generation is not remembered');
    const answer = changeAnswer(report);
    const { generation, changes, persisted } = answer;
    visit.made({ generation, persisted, changes });
    return answer;
  }

  get #generation(): number {
    return this.control.state.generation.number;
  }

  #checkState(ifMatch: string | undefined): void {
    checkIfMatch(ifMatch, tagOf(this.control.state.generation.etag));
  }
}
