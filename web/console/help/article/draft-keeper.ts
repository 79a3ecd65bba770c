import type { HelpArticle } from '#contract/helpcenter'
import { CallError, call, type Input } from '../../../kit/call.ts'
import { isWorthRepeating } from '../../../kit/query.ts'
import type { Translation } from '../data.ts'
import { type DraftFields, fieldsOf, isSame, keywordsOf } from './draft-fields.ts'
import { dropCopy, keepCopy, keptCopy } from './kept-copies.ts'

/** How what is typed stands with the server. */
export type SaveState = 'saved' | 'typing' | 'saving' | 'untitled' | 'unreachable' | 'refused' | 'conflict'

export interface DraftView {
  fields: DraftFields
  state: SaveState
  error: CallError | null
  /** Counts documents that came from elsewhere than from typing: the editor begins anew with each. */
  epoch: number
}

/** A pause in typing after which a draft is sent. */
const pauseMs = 700
const againMs = 4_000

/**
 * A draft in one language, kept on the server as it is typed, and in the browser until it is there. Colleagues' changes are
 * taken over while nothing is unsaved here; otherwise both are kept until somebody chooses.
 */
export class DraftKeeper {
  readonly #id: string
  readonly #locale: string
  readonly #onSaved: (article: HelpArticle) => void
  readonly #onContested: () => Promise<unknown>
  readonly #listeners = new Set<() => void>()
  #view: DraftView
  #version: number
  #isDirty: boolean
  #sending: Promise<boolean> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param onSaved what the server answered
   * @param onContested a colleague wrote at the same time: their words are to be asked for
   */
  constructor(
    article: HelpArticle,
    locale: string,
    onSaved: (article: HelpArticle) => void,
    onContested: () => Promise<unknown>,
  ) {
    this.#id = article.id
    this.#locale = locale
    this.#onSaved = onSaved
    this.#onContested = onContested
    const translation = article.translations.find((each) => each.locale === locale)
    const fields = fieldsOf(translation)
    const copy = keptCopy('unsaved', article.id, locale)
    const isNews = copy !== null && !isSame(copy.fields, fields) && article.allowed.includes('draft')
    this.#version = isNews ? copy.version : (translation?.version ?? 0)
    this.#isDirty = isNews
    this.#view = { fields: isNews ? copy.fields : fields, state: isNews ? 'typing' : 'saved', error: null, epoch: 0 }
  }

  readonly view = (): DraftView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get version(): number {
    return this.#version
  }

  get isUnsaved(): boolean {
    return this.#isDirty || this.#sending !== null
  }

  change(changes: Partial<DraftFields>): void {
    const fields = { ...this.#view.fields, ...changes }
    this.#isDirty = true
    keepCopy('unsaved', this.#id, this.#locale, { fields, version: this.#version, at: new Date().toISOString() })
    const isContested = this.#view.state === 'conflict'
    this.#show({ fields, ...(isContested ? {} : { state: 'typing' }) })
    if (!isContested) this.#sendIn(pauseMs)
  }

  /** Sends what is not on the server yet; true when all of it is there. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer)
    // Whoever waited as well may have begun to send since.
    while (this.#sending) await this.#sending
    if (this.#view.state === 'conflict') return false
    if (!this.#isDirty) return true
    if (this.#view.fields.title.trim() === '') {
      this.#show({ state: 'untitled' })
      return false
    }
    this.#sending = this.#send(this.#view.fields)
    const isSaved = await this.#sending
    return isSaved && this.#isDirty ? await this.save() : isSaved
  }

  /** What the server has now; another's words take the place of these where nothing here is unsaved. */
  meet(translation: Translation | undefined): void {
    if (!translation || this.isUnsaved || translation.version === this.#version) return
    const theirs = fieldsOf(translation)
    if (isSame(theirs, this.#view.fields)) this.#version = translation.version
    else this.#put(theirs, translation.version)
  }

  /** Two wrote at once: goes on with one, and puts the other aside in this browser. */
  choose(whose: 'mine' | 'theirs', translation: Translation): void {
    const mine = this.#view.fields
    const theirs = fieldsOf(translation)
    const [kept, aside] = whose === 'mine' ? [mine, theirs] : [theirs, mine]
    const { version } = translation
    keepCopy('aside', this.#id, this.#locale, { fields: aside, version, at: new Date().toISOString() })
    this.#put(kept, version)
    if (whose === 'mine') this.#takeOver()
  }

  /** Other words in the place of these, such as a copy of another language. */
  replace(fields: DraftFields): void {
    this.#put(fields, this.#version)
    this.#takeOver()
  }

  async #send(sent: DraftFields): Promise<boolean> {
    this.#isDirty = false
    this.#show({ state: 'saving' })
    try {
      const input = inputOf(this.#id, this.#locale, sent, this.#version)
      const article = await call('PUT /help-articles/:id/drafts/:locale', input)
      this.#version = article.translations.find(({ locale }) => locale === this.#locale)?.version ?? this.#version
      this.#sending = null
      if (!this.#isDirty) dropCopy('unsaved', this.#id, this.#locale)
      this.#show({ state: this.#isDirty ? 'typing' : 'saved', error: null })
      this.#onSaved(article)
      return true
    } catch (error) {
      this.#sending = null
      this.#isDirty = true
      if (!(error instanceof CallError)) throw error
      await this.#notSaved(error)
      return false
    }
  }

  async #notSaved(error: CallError): Promise<void> {
    if (error.code === 'changed_meanwhile') {
      await this.#onContested()
      this.#show({ state: 'conflict' })
    } else if (isWorthRepeating(error)) {
      this.#show({ state: 'unreachable' })
      this.#sendIn(againMs)
    } else this.#show({ state: 'refused', error })
  }

  #put(fields: DraftFields, version: number): void {
    this.#version = version
    this.#isDirty = false
    dropCopy('unsaved', this.#id, this.#locale)
    this.#show({ fields, state: 'saved', error: null, epoch: this.#view.epoch + 1 })
  }

  #takeOver(): void {
    this.#isDirty = true
    void this.save()
  }

  #sendIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), ms)
  }

  #show(changes: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...changes }
    for (const listener of this.#listeners) listener()
  }
}

function inputOf(
  id: string,
  locale: string,
  { title, slug, summary, keywords, doc }: DraftFields,
  version: number,
): Input<'PUT /help-articles/:id/drafts/:locale'> {
  return {
    id,
    locale,
    title: title.trim(),
    slug: slug.trim() || undefined,
    summary: summary.trim(),
    keywords: keywordsOf(keywords),
    doc: doc as Input<'PUT /help-articles/:id/drafts/:locale'>['doc'],
    version,
  }
}
