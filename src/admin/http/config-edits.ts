import { Injectable } from '@nestjs/common';
import type { Document } from 'yaml';
import { ConfigControl } from '../../config/index.js';
import type { AdminVisit } from './admin-visit.js';
import { type ChangeAnswer, changeAnswer } from './change-answer.js';
import { Problem } from './problem.js';

/** Changes the text of the configuration on behalf of somebody who visits the admin API. */
@Injectable()
export class ConfigEdits {
  constructor(private readonly control: ConfigControl) {}

  /**
   * @param change sees the text as it is when its turn comes; a {@link Problem} that it throws is the answer
   * @throws Problem when the result would not be accepted
   */
  async edit(
    visit: Pick<AdminVisit, 'trigger'>,
    persist: boolean | undefined,
    change: (document: Document) => void,
  ): Promise<ChangeAnswer> {
    let problem: Problem | undefined;
    const checked = (document: Document): void => {
      try {
        change(document);
      } catch (error) {
        if (error instanceof Problem) problem = error;
        throw error;
      }
    };
    const report = await this.control.edit(checked, { trigger: visit.trigger, persist: persist ?? false });
    if (problem) throw problem;
    return changeAnswer(report);
  }
}
