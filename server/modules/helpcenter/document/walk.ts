import type {
  Block,
  HelpDocument,
  Image,
  Inline,
  ListItem,
  Step,
  FaqItem,
  TableCell,
  TableRow,
  Video,
} from './contract.ts'

export type AnyNode = Block | Inline | ListItem | Step | FaqItem | TableCell | TableRow

/** Every node of a document with its place, such as `doc.content[2].content[0]`, each before what it holds. */
export function* walk(doc: HelpDocument): Generator<{ node: AnyNode; path: string }> {
  yield* inside(doc, 'doc')
}

function* inside(
  parent: { content?: readonly AnyNode[] | undefined },
  path: string,
): Generator<{ node: AnyNode; path: string }> {
  for (const [index, node] of (parent.content ?? []).entries()) {
    const here = `${path}.content[${index}]`
    yield { node, path: here }
    yield* inside(node as { content?: AnyNode[] }, here)
  }
}

/** Files that a document shows, each once. */
export function filesOf(doc: HelpDocument): string[] {
  const files = new Set<string>()
  for (const { node } of walk(doc)) {
    for (const id of isMedia(node) ? [node.attrs.file, 'captions' in node.attrs ? node.attrs.captions : null] : [])
      if (id !== null) files.add(id)
  }
  return [...files]
}

/** A document with each figure and video as `change` has it. What it answers undefined for is left out. */
export function withBlocks(doc: HelpDocument, change: (block: Block) => Block | undefined): HelpDocument {
  return remade(doc, change) as HelpDocument
}

function remade(node: { content?: readonly unknown[] | undefined }, change: (block: Block) => Block | undefined) {
  if (node.content === undefined) return node
  const content: unknown[] = []
  for (const each of node.content) {
    const changed = change(each as Block)
    if (changed !== undefined) content.push(remade(changed as { content?: unknown[] }, change))
  }
  return { ...node, content }
}

function isMedia(node: AnyNode): node is Image | Video {
  return node.type === 'image' || node.type === 'video'
}
