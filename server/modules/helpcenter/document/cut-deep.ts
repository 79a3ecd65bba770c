import { Text, type ChildNode, type Element } from 'domhandler'

/** How deep elements may stand in each other; what people write stays far below. */
const deepest = 200

/**
 * Makes plain words of what is nested deeper than anybody writes, so that whoever walks through it does not run out of stack.
 * @returns the name of the first element that was cut; undefined where none was
 */
export function cutDeep(nodes: readonly ChildNode[], silent: ReadonlySet<string>): string | undefined {
  let first: string | undefined
  const open = nodes.map((node): [ChildNode, number] => [node, 1])
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if (!isElement(node)) continue
    if (depth < deepest) for (const child of node.children) open.push([child, depth + 1])
    else if (node.children.some(isElement)) {
      first ??= node.name
      node.children = [new Text(wordsBelow(node, silent))]
    }
  }
  return first
}

function wordsBelow(node: Element, silent: ReadonlySet<string>): string {
  const words: string[] = []
  const open: ChildNode[] = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.type === 'text') words.push(next.data)
    else if (isElement(next) && !silent.has(next.name)) open.push(...next.children.toReversed())
  }
  return words.join('')
}

/** Whether a node is an element, which is all that others stand in. */
export function isElement(node: ChildNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style'
}
