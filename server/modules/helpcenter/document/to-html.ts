import { escapeHtml } from '#platform/escape-html'
import { isAllowedLink } from './links.ts'
import type { Block, CalloutTone, HelpDocument, Image, Inline, Mark, TableCell, TableRow, Video } from './contract.ts'
import { inlineText } from './to-text.ts'

/** What a document cannot know by itself. */
export interface Surroundings {
  /** A number of the rules in force, in words. */
  valueOf(key: string, as: string): string
  fileUrl(id: string): string
  words: { transcript: string; captions: string; tones: Record<CalloutTone, string> }
  /** Language of the document, for its captions. */
  locale: string
}

/** A document as HTML: only tags named here, every text escaped, every link checked again. Headings carry ids. */
export function toHtml(doc: HelpDocument, around: Surroundings): string {
  return new Renderer(around).blocks(doc.content)
}

class Renderer {
  readonly #around: Surroundings
  readonly #ids = new Set<string>()

  constructor(around: Surroundings) {
    this.#around = around
  }

  blocks(content: readonly Block[]): string {
    return content.map((block) => this.#block(block)).join('')
  }

  #block(block: Block): string {
    switch (block.type) {
      case 'paragraph':
        return `<p>${this.#inline(block.content)}</p>`
      case 'heading': {
        const id = this.#idFor(inlineText(block.content, this.#around.valueOf))
        return `<h${block.attrs.level} id="${escapeHtml(id)}">${this.#inline(block.content)}</h${block.attrs.level}>`
      }
      case 'bulletList':
        return `<ul>${block.content.map((item) => `<li>${this.#inside(item.content)}</li>`).join('')}</ul>`
      case 'orderedList': {
        const start = block.attrs?.start ?? 1
        const items = block.content.map((item) => `<li>${this.#inside(item.content)}</li>`).join('')
        return `<ol${start === 1 ? '' : ` start="${start}"`}>${items}</ol>`
      }
      case 'steps': {
        const steps = block.content.map(
          (step) => `<li><p class="step-title">${escapeHtml(step.attrs.title)}</p>${this.blocks(step.content)}</li>`,
        )
        return `<ol class="steps">${steps.join('')}</ol>`
      }
      case 'callout': {
        const { tone } = block.attrs
        const name = escapeHtml(this.#around.words.tones[tone])
        return `<aside class="callout ${tone}" aria-label="${name}"><p class="callout-name">${name}</p>${this.blocks(block.content)}</aside>`
      }
      case 'table':
        return this.#table(block.content)
      case 'image':
        return this.#image(block)
      case 'video':
        return this.#video(block)
      case 'faq': {
        const items = block.content.map(
          (item) =>
            `<details><summary>${escapeHtml(item.attrs.question)}</summary>${this.blocks(item.content)}</details>`,
        )
        return `<div class="faq">${items.join('')}</div>`
      }
      case 'horizontalRule':
        return '<hr>'
    }
  }

  // A list item of one paragraph is that paragraph's words, as people expect of a list.
  #inside(content: readonly Block[]): string {
    const [first, ...rest] = content
    if (first?.type !== 'paragraph') return this.blocks(content)
    if (rest.every((block) => block.type === 'bulletList' || block.type === 'orderedList'))
      return this.#inline(first.content) + this.blocks(rest)
    return this.blocks(content)
  }

  #table(rows: readonly TableRow[]): string {
    const isHead = (row: TableRow | undefined) => row?.content.every((cell) => cell.type === 'tableHeader') ?? false
    const head = isHead(rows[0]) && rows.length > 1 ? rows.slice(0, 1) : []
    const row = ({ content }: TableRow, scope: 'col' | 'row') =>
      `<tr>${content.map((cell) => this.#cell(cell, scope)).join('')}</tr>`
    const thead = head.map((each) => `<thead>${row(each, 'col')}</thead>`).join('')
    const body = rows.slice(head.length).map((each) => row(each, 'row'))
    // Wide ones scroll in themselves, and by keyboard.
    return `<div class="table" tabindex="0"><table>${thead}<tbody>${body.join('')}</tbody></table></div>`
  }

  #cell({ type, attrs, content }: TableCell, scope: 'col' | 'row'): string {
    const spans = `${attrs?.colspan ? ` colspan="${attrs.colspan}"` : ''}${attrs?.rowspan ? ` rowspan="${attrs.rowspan}"` : ''}`
    const inner = this.#inside(content)
    return type === 'tableHeader' ? `<th scope="${scope}"${spans}>${inner}</th>` : `<td${spans}>${inner}</td>`
  }

  #image({ attrs: { file, alt, caption } }: Image): string {
    if (file === null) return ''
    const words = caption ? `<figcaption>${escapeHtml(caption)}</figcaption>` : ''
    const source = escapeHtml(this.#around.fileUrl(file))
    return `<figure><img src="${source}" alt="${escapeHtml(alt)}" loading="lazy" decoding="async">${words}</figure>`
  }

  #video({ attrs: { file, title, captions, transcript } }: Video): string {
    const { fileUrl, words, locale } = this.#around
    const track = captions
      ? `<track kind="captions" src="${escapeHtml(fileUrl(captions))}" srclang="${escapeHtml(locale)}" label="${escapeHtml(words.captions)}" default>`
      : ''
    const said = transcript
      .split(/\n+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => `<p>${escapeHtml(line)}</p>`)
      .join('')
    const details = said
      ? `<details class="transcript"><summary>${escapeHtml(words.transcript)}</summary>${said}</details>`
      : ''
    return `<figure class="video"><video controls preload="metadata" playsinline aria-label="${escapeHtml(title)}"><source src="${escapeHtml(fileUrl(file))}">${track}</video><figcaption>${escapeHtml(title)}</figcaption>${details}</figure>`
  }

  #inline(content: readonly Inline[] | undefined): string {
    return (content ?? [])
      .map((each) => {
        if (each.type === 'hardBreak') return '<br>'
        const text = each.type === 'text' ? each.text : this.#around.valueOf(each.attrs.key, each.attrs.as)
        return (each.marks ?? []).reduceRight((inner, mark) => marked(inner, mark), escapeHtml(text))
      })
      .join('')
  }

  #idFor(text: string): string {
    const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
    // With something in front, so that no heading takes the id of a part of the page around it.
    const base = `s-${words.join('-').slice(0, 60) || 'part'}`
    let id = base
    for (let count = 2; this.#ids.has(id); count++) id = `${base}-${count}`
    this.#ids.add(id)
    return id
  }
}

function marked(inner: string, mark: Mark): string {
  switch (mark.type) {
    case 'bold':
      return `<strong>${inner}</strong>`
    case 'italic':
      return `<em>${inner}</em>`
    case 'code':
      return `<code>${inner}</code>`
    case 'link': {
      const { href } = mark.attrs
      if (!isAllowedLink(href)) return inner
      const outside = /^https:/i.test(href) ? ' rel="noopener noreferrer"' : ''
      return `<a href="${escapeHtml(href)}"${outside}>${inner}</a>`
    }
  }
}
