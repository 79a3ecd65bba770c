import { limits } from '../../../limits.ts'
import { decodeText } from './mime/decode-text.ts'
import { rtfToText, unpackRtf } from './rtf.ts'

export interface TnefContent {
  text: string
  html: string
  files: { name: string; contentType: string; contentId: string; content: Buffer }[]
  /** Ends in the middle of something: there was more. */
  isBroken: boolean
}

const signature = 0x223e9f78
const attribute = {
  body: 0x800c,
  mapi: 0x9003,
  newFile: 0x9002,
  fileContent: 0x800f,
  fileTitle: 0x8010,
  fileMapi: 0x9005,
  codePage: 0x9007,
} as const
const property = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  fileContent: 0x3701,
  fileName: 0x3704,
  fileType: 0x370e,
  longName: 0x3707,
  contentId: 0x3712,
} as const

/**
 * What Outlook put into a winmail.dat (TNEF, as in MS-OXTNEF): words and files. Undefined for what is none; whatever length it
 * declares, nothing is taken that is not there, and what came before a broken place is kept.
 */
export function readTnef(bytes: Buffer): TnefContent | undefined {
  const content: TnefContent = { text: '', html: '', files: [], isBroken: false }
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return undefined
  content.isBroken = !untilBroken(() => readAttributes(new Cursor(bytes.subarray(6)), content))
  // What is broken off is no file of nothing.
  if (content.isBroken) content.files = content.files.filter((file) => file.content.length > 0)
  return content
}

function untilBroken(read: () => void): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function readAttributes(cursor: Cursor, content: TnefContent): void {
  let codePage = 'windows-1252'
  while (cursor.left > 9) {
    cursor.uint8()
    const id = cursor.uint32() & 0xffff
    const data = cursor.take(cursor.uint32())
    cursor.uint16()
    const file = content.files.at(-1)
    if (id === attribute.codePage && data.length >= 4) codePage = `windows-${data.readUInt32LE(0)}`
    else if (id === attribute.body) content.text ||= decodeText(data, codePage)
    else if (id === attribute.mapi) takeBody(readProperties(data, codePage), content, codePage)
    else if (id === attribute.newFile) {
      if (content.files.length >= limits.mailReading.parts) throw new RangeError('too many files')
      content.files.push({ name: '', contentType: '', contentId: '', content: Buffer.alloc(0) })
    } else if (file && id === attribute.fileContent) file.content = data
    else if (file && id === attribute.fileTitle) file.name ||= decodeText(data, codePage)
    else if (file && id === attribute.fileMapi) takeFile(readProperties(data, codePage), file)
  }
}

function takeBody(found: Map<number, Buffer | string>, content: TnefContent, codePage: string): void {
  content.text ||= wordsOf(found.get(property.body), codePage)
  content.html ||= wordsOf(found.get(property.html), codePage)
  const rtf = found.get(property.rtf)
  if (content.text || content.html || !(rtf instanceof Buffer)) return
  content.text = rtfToText(unpackRtf(rtf))
}

function takeFile(found: Map<number, Buffer | string>, file: TnefContent['files'][number]): void {
  const words = (id: number) => wordsOf(found.get(id), 'windows-1252')
  file.name = words(property.longName) || file.name || words(property.fileName)
  file.contentType ||= words(property.fileType)
  file.contentId ||= words(property.contentId).replaceAll(/[<>\s]/g, '')
  const inside = found.get(property.fileContent)
  if (file.content.length > 0 || !(inside instanceof Buffer)) return
  // A mail inside of the mail begins with the number of its interface.
  file.content = inside.subarray(inside.length > 16 && inside.readUInt32LE(0) === 0x00020307 ? 16 : 0)
}

function wordsOf(value: Buffer | string | undefined, codePage: string): string {
  return typeof value === 'string' ? value : value ? decodeText(value, codePage) : ''
}

/** Properties as MS-OXTNEF 2.1.3.4 lists them, each padded to four bytes. */
function readProperties(data: Buffer, codePage: string): Map<number, Buffer | string> {
  const found = new Map<number, Buffer | string>()
  untilBroken(() => {
    const cursor = new Cursor(data)
    const count = cursor.uint32()
    for (let at = 0; at < count && cursor.left >= 4; at++) readProperty(cursor, codePage, found)
  })
  return found
}

function readProperty(cursor: Cursor, codePage: string, found: Map<number, Buffer | string>): void {
  const type = cursor.uint16()
  const id = cursor.uint16()
  if (id >= 0x8000) skipName(cursor)
  const values = (type & 0x1000) !== 0 || isLong(type) ? cursor.uint32() : 1
  for (let value = 0; value < values && cursor.left > 0; value++) {
    const bytes = cursor.padded(isLong(type) ? cursor.uint32() : sizeOf(type & 0xfff))
    if (found.has(id)) continue
    if ((type & 0xfff) === 0x1f) found.set(id, decodeText(bytes, 'utf-16le'))
    else if ((type & 0xfff) === 0x1e) found.set(id, decodeText(bytes, codePage))
    else found.set(id, bytes)
  }
}

// Of what is not defined once for all, a name or a number stands before the value.
function skipName(cursor: Cursor): void {
  cursor.take(16)
  if (cursor.uint32() === 0) cursor.uint32()
  else cursor.padded(cursor.uint32())
}

function isLong(type: number): boolean {
  return [0x0d, 0x1e, 0x1f, 0x102].includes(type & 0xfff)
}

function sizeOf(type: number): number {
  if ([0x05, 0x06, 0x07, 0x14, 0x40].includes(type)) return 8
  return type === 0x48 ? 16 : 4
}

/** Reads forward and never behind the end. */
class Cursor {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  uint8(): number {
    return this.take(1).readUInt8(0)
  }

  uint16(): number {
    return this.take(2).readUInt16LE(0)
  }

  uint32(): number {
    return this.take(4).readUInt32LE(0)
  }

  take(length: number): Buffer {
    if (length > this.left) throw new RangeError('it ends too early')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  padded(length: number): Buffer {
    const bytes = this.take(length)
    this.#at = Math.min(this.#bytes.length, this.#at + ((4 - (length % 4)) % 4))
    return bytes
  }
}
