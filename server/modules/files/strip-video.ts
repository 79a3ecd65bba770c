import { boxesIn, childOf, childrenOf, type Box } from './video-boxes.ts'
import { capturedOfVideo } from './video-captured.ts'
import type { Captured } from './remake-picture.ts'

/** What a player needs. Everything else at these levels is what cameras and phones add: place, owner, device, previews. */
const kept = {
  file: ['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'styp', 'pdin'],
  moov: ['mvhd', 'trak', 'mvex', 'iods', 'clip', 'ctab'],
  trak: ['tkhd', 'mdia', 'edts', 'tref', 'tapt', 'clip', 'matt', 'load', 'imap', 'txas', 'trgr'],
} as const

/** Boxes below a track that can hold metadata too, and where to look for them. */
const inner = new Set(['mdia', 'minf', 'stbl', 'moof', 'traf', 'mvex'])
const metadata = new Set(['udta', 'meta', 'uuid'])

/** Tracks of pictures, sound and subtitles; others record place and movement. */
const played = new Set(['vide', 'soun', 'text', 'sbtl', 'subt', 'clcp', 'auxv', 'pict'])

/**
 * A video without what its camera wrote beside pictures and sound, and what was read from there before. Removed boxes become
 * empty space of the same size, so that every offset stays right and the streams themselves are not touched.
 * Throws when the file is not built as it should be.
 */
export function stripVideo(original: Buffer): { content: Buffer; captured: Captured } {
  const content = Buffer.from(original)
  const boxes = boxesIn(content, 0, content.length)
  const moov = boxes.find((box) => box.type === 'moov')
  if (!moov) throw new Error('a video has a moov box')
  // What is packed, or recorded piece by piece beside the pictures, cannot be taken out for certain.
  const movie = childrenOf(content, moov)
  if (movie.some((box) => box.type === 'cmov')) throw new Error('the movie box is packed')
  if (boxes.some((box) => box.type === 'moof') && movie.some((box) => box.type === 'trak' && !isPlayed(content, box)))
    throw new Error('a recorded track lies in fragments')
  const captured = capturedOfVideo(content, moov)
  for (const box of boxes) {
    if (!kept.file.some((type) => type === box.type)) erase(content, box)
    else if (box.type === 'moov') stripMovie(content, box)
    else if (inner.has(box.type)) stripInner(content, box)
  }
  return { content, captured }
}

function stripMovie(content: Buffer, moov: Box): void {
  for (const box of childrenOf(content, moov)) {
    if (!kept.moov.some((type) => type === box.type)) erase(content, box)
    else if (box.type === 'mvhd') clearTimes(content, box)
    else if (box.type === 'trak') stripTrack(content, box)
    else if (inner.has(box.type)) stripInner(content, box)
  }
}

function stripTrack(content: Buffer, trak: Box): void {
  if (!isPlayed(content, trak)) {
    eraseSamples(content, trak)
    return erase(content, trak)
  }
  for (const box of childrenOf(content, trak)) {
    if (!kept.trak.some((each) => each === box.type)) erase(content, box)
    else if (box.type === 'tkhd') clearTimes(content, box)
    else if (inner.has(box.type)) stripInner(content, box)
  }
}

function isPlayed(content: Buffer, trak: Box): boolean {
  const handler = childOf(content, trak, 'mdia', 'hdlr')
  return handler !== undefined && played.has(content.toString('latin1', handler.body + 8, handler.body + 12))
}

function stripInner(content: Buffer, parent: Box): void {
  for (const box of childrenOf(content, parent)) {
    if (metadata.has(box.type)) erase(content, box)
    else if (box.type === 'mdhd') clearTimes(content, box)
    else if (inner.has(box.type)) stripInner(content, box)
  }
}

/** Turns a box into empty space of the same size. */
function erase(content: Buffer, box: Box): void {
  content.write('free', box.start + 4, 'latin1')
  content.fill(0, box.body, box.end)
}

/** When it was made and changed: the first two numbers of a header, four or eight bytes each. */
function clearTimes(content: Buffer, header: Box): void {
  const bytes = content[header.body] === 1 ? 16 : 8
  content.fill(0, header.body + 4, Math.min(header.body + 4 + bytes, header.end))
}

/** Fills what a track recorded with zeros, wherever in the file it lies. */
function eraseSamples(content: Buffer, trak: Box): void {
  const table = childOf(content, trak, 'mdia', 'minf', 'stbl')
  if (!table) return
  const { total, sizeOf } = sampleSizes(content, childOf(content, table, 'stsz'))
  const perChunk = chunkCounts(content, childOf(content, table, 'stsc'))
  let sample = 0
  for (const [index, offset] of chunkOffsets(content, table).entries()) {
    const count = perChunk(index + 1)
    let bytes = 0
    for (let n = 0; n < count && sample < total; n += 1) bytes += sizeOf(sample++)
    if (offset < content.length) content.fill(0, offset, Math.min(offset + bytes, content.length))
  }
}

function chunkOffsets(content: Buffer, table: Box): number[] {
  const long = childOf(content, table, 'co64')
  const box = long ?? childOf(content, table, 'stco')
  if (!box) return []
  const count = content.readUInt32BE(box.body + 4)
  const width = long ? 8 : 4
  if (box.body + 8 + count * width > box.end) throw new Error('a chunk table is cut off')
  return Array.from({ length: count }, (_, index) => {
    const at = box.body + 8 + index * width
    return long ? Number(content.readBigUInt64BE(at)) : content.readUInt32BE(at)
  })
}

function sampleSizes(content: Buffer, box: Box | undefined): { total: number; sizeOf(sample: number): number } {
  if (!box) return { total: 0, sizeOf: () => 0 }
  const fixed = content.readUInt32BE(box.body + 4)
  const named = content.readUInt32BE(box.body + 8)
  // No sample is smaller than a byte, so that a file cannot claim more of them than it has bytes.
  const total = Math.min(named, fixed > 0 ? content.length : Math.floor((box.end - box.body - 12) / 4))
  return { total, sizeOf: (sample) => fixed || content.readUInt32BE(box.body + 12 + sample * 4) }
}

/** How many samples a chunk has, by its number from 1. */
function chunkCounts(content: Buffer, box: Box | undefined): (chunk: number) => number {
  if (!box) return () => 0
  const length = Math.min(content.readUInt32BE(box.body + 4), Math.floor((box.end - box.body - 8) / 12))
  const runs = Array.from({ length }, (_, index) => ({
    first: content.readUInt32BE(box.body + 8 + index * 12),
    count: content.readUInt32BE(box.body + 12 + index * 12),
  }))
  return (chunk) => runs.findLast((run) => run.first <= chunk)?.count ?? 0
}
