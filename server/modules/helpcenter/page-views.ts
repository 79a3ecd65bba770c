import type { HelpCategoryPage, HelpHome, HelpLink, HelpPage } from './contract.ts'
import type { OwnCard } from './own/contract.ts'

/** What is shown on a help page; the pages themselves are drawn by `web/help`, which knows nothing but this. */
export interface ShownPage {
  readonly frame: PageFrame
  readonly view: PageView
}

/** What stands around every page. */
export interface PageFrame {
  readonly store: { readonly name: string; readonly supportEmail: string; readonly timeZone: string }
  /** Language of the page's content; its own words may have to stand in another one. */
  readonly locale: string
  /** The language that was asked for, where nothing stands in it and this is shown instead. */
  readonly wanted: string | null
  /** Where else this page can be read, in the order of the languages. */
  readonly languages: readonly { readonly locale: string; readonly href: string }[]
  /** The path of this very page for search engines, or null where it is none of theirs. */
  readonly canonical: string | null
  readonly publicUrl: string
  /** The search that led here, so that what follows can be told from it. */
  readonly search: string | null
  readonly now: Date
}

export type PageView =
  | { readonly kind: 'home'; readonly home: HelpHome; readonly own: readonly OwnCard[] }
  | { readonly kind: 'topic'; readonly topic: HelpCategoryPage }
  | { readonly kind: 'article'; readonly article: ReadArticle; readonly own: readonly OwnCard[] }
  | {
      readonly kind: 'search'
      readonly query: string
      readonly found: HelpFound | null
      readonly popular: readonly HelpLink[]
    }
  | { readonly kind: 'thanks'; readonly article: HelpPage; readonly helped: boolean }
  | { readonly kind: 'missing'; readonly popular: readonly HelpLink[] }
  | { readonly kind: 'trouble' }

/** An article with what its text is made of. */
export interface ReadArticle extends HelpPage {
  /** Its headings, where it is long enough for a list of them. */
  readonly contents: readonly { readonly id: string; readonly title: string }[]
  readonly steps: readonly { readonly title: string; readonly text: string }[]
  readonly questions: readonly { readonly question: string; readonly answer: string }[]
}

export interface HelpFound {
  readonly id: string
  /** What was searched for instead, where the words as they were typed are nowhere. */
  readonly corrected: string | null
  readonly results: readonly (Omit<HelpLink, 'summary'> & {
    readonly excerpt: readonly { readonly text: string; readonly marked: boolean }[]
  })[]
}

/** The pages as they were built: `dist/help/server/pages.js`. */
export interface PageRenderer {
  renderPage(page: ShownPage): RenderedPage
}

export interface RenderedPage {
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  /** What its head holds beside what stands on every page. */
  readonly head: string
  readonly body: string
}
