import markdownIt from 'markdown-it'
import { fromHtml, type HtmlReading, type Loss } from './from-html.ts'
import type { HelpDocument } from './contract.ts'

const markdown = markdownIt({ html: true, linkify: false, typographer: false })

/**
 * Reads Markdown (CommonMark with tables) as a document: callouts as `> [!NOTE]`, questions as `<details>`, steps as a numbered list
 * whose items begin with a bold line, numbers of the rules as `{{policy:key|as}}`. A first heading of the highest level is the title.
 */
export function fromMarkdown(
  text: string,
  reading: HtmlReading = {},
): { doc: HelpDocument; losses: Loss[]; title: string | undefined } {
  const lines = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(text)
  const title = lines?.[1]
  const body = lines ? text.slice(lines[0].length) : text
  return { ...fromHtml(markdown.render(escapeBars(body)), { ...reading, ours: true }), title }
}

// In a table the bar of `{{policy:key|as}}` would otherwise end the cell.
function escapeBars(body: string): string {
  return body.replaceAll(/(\{\{\s*policy:[^|{}\s\\]{1,200}\s*)\|/g, String.raw`$1\|`)
}
