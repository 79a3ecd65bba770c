import type { ShownPage, PageRenderer, RenderedPage } from '#contract/helpcenter'
import { renderToStaticMarkup } from 'react-dom/server'
import { Article } from './article.tsx'
import { Frame } from './frame.tsx'
import { Head } from './head.tsx'
import { Home } from './home.tsx'
import { Search } from './search.tsx'
import { Missing, Thanks, Trouble } from './small-pages.tsx'
import { directionOf, helpText, TextProvider } from './text.tsx'
import { Topic } from './topic.tsx'

/** Draws a help page to plain HTML; the server calls it, and no script does it again in the browser. */
export const renderPage: PageRenderer['renderPage'] = (page): RenderedPage => {
  const { locale, store, now } = page.frame
  const text = helpText(locale, store.timeZone, now)
  const { view } = page
  const draw = (what: React.ReactNode) => renderToStaticMarkup(<TextProvider text={text}>{what}</TextProvider>)
  return {
    locale,
    direction: directionOf(locale),
    head: draw(<Head page={page} />),
    body: draw(
      <Frame frame={page.frame} article={view.kind === 'article' ? view.article.article : undefined}>
        <View page={page} />
      </Frame>,
    ),
  }
}

function View({ page: { frame, view } }: { page: ShownPage }) {
  switch (view.kind) {
    case 'home':
      return <Home frame={frame} home={view.home} own={view.own} />
    case 'topic':
      return <Topic topic={view.topic} />
    case 'article':
      return <Article frame={frame} article={view.article} own={view.own} />
    case 'search':
      return <Search query={view.query} found={view.found} popular={view.popular} />
    case 'thanks':
      return <Thanks article={view.article} helped={view.helped} search={frame.search} />
    case 'missing':
      return <Missing popular={view.popular} />
    case 'trouble':
      return <Trouble />
  }
}
