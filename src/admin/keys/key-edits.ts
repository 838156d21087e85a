import { Injectable } from '@nestjs/common';
import type { Document, YAMLMap } from 'yaml';
import { type AccessKeyConfig, ConfigSource } from '../../config/index.js';
import { newKey } from '../../core/api-key.js';
import { mergeFields, withoutNulls } from '../endpoints/entry-merge.js';
import type { AdminVisit } from '../http/admin-visit.js';
import type { ChangeAnswer } from '../http/change-answer.js';
import { ConfigEdits } from '../http/config-edits.js';
import { checkIfMatch } from '../http/etag.js';
import { conflict } from '../http/problem.js';
import { KeyBook } from './key-book.js';
import type { KeyChangeDto, MadeKeyDto } from './key.dto.js';
import type { KeyChangesDto, NewKeyDto } from './key-fields.dto.js';
import { KeyList } from './key-list.js';
import { editableOf, keyTag } from './key-view.js';

/** Who changes a key, and under which conditions. */
export interface KeyTerms {
  readonly visit: AdminVisit;
  readonly persist: boolean | undefined;
  readonly ifMatch?: string | undefined;
}

const USED = 'keys';

/**
 * Makes, changes and removes keys: each is a change of the text of the configuration, which never holds a key that was
 * made here, only its hash. What is checked before is checked again when the change's turn comes.
 */
@Injectable()
export class KeyEdits {
  constructor(
    private readonly book: KeyBook,
    private readonly config: ConfigSource,
    private readonly edits: ConfigEdits,
  ) {}

  async add(body: NewKeyDto, { visit, persist }: KeyTerms): Promise<MadeKeyDto> {
    visit.about(body.name);
    this.#refuseForeign();
    const check = (): void => this.#refuseTaken(body.name);
    check();
    const { key: secret, hash } = newKey();
    const { name, ...rest } = withoutNulls(body);
    const answer = await this.edits.edit(visit, persist, (document) => {
      check();
      this.#listIn(document).add({ name, hash, ...rest });
    });
    return { ...this.#made(answer, body.name, visit), secret };
  }

  async change(name: string, body: KeyChangesDto, terms: KeyTerms): Promise<KeyChangeDto> {
    const answer = await this.#change(name, terms, (map, document, key) => {
      if (body.name !== undefined && body.name !== name) this.#refuseTaken(body.name);
      mergeFields({ document, map, shown: editableOf(key) }, body);
    });
    return this.#made(answer, body.name ?? name, terms.visit);
  }

  /** Puts a new key in the place of the present one, which opens nothing any more. */
  async rotate(name: string, terms: KeyTerms): Promise<MadeKeyDto> {
    const { key: secret, hash } = newKey();
    const answer = await this.#change(name, terms, (map) => {
      map.delete('key');
      map.delete('key_file');
      map.set('hash', hash);
    });
    return { ...this.#made(answer, name, terms.visit), secret };
  }

  async remove(name: string, terms: KeyTerms): Promise<ChangeAnswer> {
    const check = this.#begin(name, terms);
    return this.edits.edit(terms.visit, terms.persist, (document) => {
      this.#listIn(document).remove(check());
    });
  }

  #change(
    name: string,
    terms: KeyTerms,
    change: (map: YAMLMap, document: Document, key: AccessKeyConfig) => void,
  ): Promise<ChangeAnswer> {
    const check = this.#begin(name, terms);
    return this.edits.edit(terms.visit, terms.persist, (document) => {
      const key = check();
      change(this.#listIn(document).entryOf(key), document, key);
    });
  }

  /** Writes down what is to be changed. @returns the same checks again, and the key as it is then */
  #begin(name: string, { visit, ifMatch }: KeyTerms): () => AccessKeyConfig {
    visit.about(name);
    visit.about(name, editableOf(this.book.named(name)));
    this.#refuseForeign();
    const check = (): AccessKeyConfig => {
      const key = this.book.named(name);
      checkIfMatch(ifMatch, keyTag(key));
      return key;
    };
    check();
    return check;
  }

  #listIn(document: Document): KeyList {
    return new KeyList(document, this.config.current.access.keys);
  }

  #refuseForeign(): void {
    if (this.config.current.given.get('access.keys') !== 'environment') return;
    throw conflict('Keys come from an environment variable and can only be changed there');
  }

  #refuseTaken(name: string): void {
    if (this.book.has(name)) throw conflict(`Another key is called "${name}" already`);
  }

  #made(answer: ChangeAnswer, name: string, visit: AdminVisit): Omit<MadeKeyDto, 'secret'> {
    const key = this.book.named(name);
    visit.target = name;
    visit.made(editableOf(key));
    return { ...answer, warnings: [...answer.warnings, ...this.#unused()], key: this.book.view(key) };
  }

  #unused(): ChangeAnswer['warnings'] {
    const { authenticator } = this.config.current.access;
    if (authenticator === USED) return [];
    const message = `Nobody is asked for a key as long as access.authenticator is "${authenticator}"`;
    return [{ path: 'access.authenticator', message, hint: `authenticator: ${USED}` }];
  }
}
