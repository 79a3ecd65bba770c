/** One box of an MP4 or QuickTime file: where it lies, where its content begins, and where it ends. */
export interface Box {
  type: string
  start: number
  body: number
  end: number
}

/** The boxes that lie next to each other between two places. Throws when they do not fill it exactly. */
export function boxesIn(content: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = []
  let at = from
  while (at < to) {
    // QuickTime ends some lists with four zero bytes.
    if (to - at < 8) {
      if (content.subarray(at, to).every((byte) => byte === 0)) break
      throw new Error('a box is cut off')
    }
    const short = content.readUInt32BE(at)
    const type = content.toString('latin1', at + 4, at + 8)
    const long = short === 1
    const size = short === 0 ? to - at : long ? Number(content.readBigUInt64BE(at + 8)) : short
    const body = at + (long ? 16 : 8)
    if (size < body - at || at + size > to) throw new Error(`box ${JSON.stringify(type)} has no possible size`)
    boxes.push({ type, start: at, body, end: at + size })
    at += size
  }
  return boxes
}

/** The first box of a type, by path: `childOf(content, moov, 'udta', '©xyz')`. */
export function childOf(content: Buffer, parent: Box, ...path: readonly string[]): Box | undefined {
  let box: Box | undefined = parent
  for (const type of path) box = box && childrenOf(content, box).find((child) => child.type === type)
  return box
}

/** What lies in a box; nothing where it holds something else than boxes. */
export function childrenOf(content: Buffer, box: Box): Box[] {
  // In MP4 a `meta` box has a version before its boxes, in QuickTime it has not.
  const body = box.type === 'meta' && content.toString('latin1', box.body + 4, box.body + 8) !== 'hdlr' ? 4 : 0
  return boxesIn(content, box.body + body, box.end)
}
