import type { HelpDocument, Inline } from './contract.ts'
import type { AnyNode } from './walk.ts'

/** What a document says, a line for each block: for search, excerpts and assistants. @param valueOf words of a policy value */
export function toText(doc: HelpDocument, valueOf: (key: string, as: string) => string): string {
  const lines: string[] = []
  for (const block of doc.content) write(block, lines, valueOf)
  return lines
    .map((line) => line.replaceAll(/[^\S\n]+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

type ValueOf = (key: string, as: string) => string

function write(node: AnyNode, lines: string[], valueOf: ValueOf): void {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      lines.push(inlineText(node.content, valueOf))
      return
    case 'image':
      lines.push(node.attrs.caption ?? '')
      return
    case 'video':
      lines.push(node.attrs.title, node.attrs.transcript)
      return
    case 'step':
      lines.push(node.attrs.title)
      break
    case 'faqItem':
      lines.push(node.attrs.question)
      break
    case 'tableRow': {
      const cells = node.content.map((cell) => {
        const own: string[] = []
        for (const each of cell.content) write(each, own, valueOf)
        return own.join(' ')
      })
      lines.push(cells.join(' | '))
      return
    }
    default:
      break
  }
  for (const each of ('content' in node && node.content) || []) write(each, lines, valueOf)
}

/** Words of a line without its marks. */
export function inlineText(content: readonly Inline[] | undefined, valueOf: ValueOf): string {
  return (content ?? [])
    .map((each) =>
      each.type === 'text' ? each.text : each.type === 'hardBreak' ? '\n' : valueOf(each.attrs.key, each.attrs.as),
    )
    .join('')
}
