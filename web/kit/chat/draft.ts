import { call, CallError } from '../call.ts'
import type { Kept } from './kept.ts'
import type { Tabs } from './tabs.ts'

export interface Draft {
  text(): string
  write(text: string): void
  /** It was sent. */
  clear(): void
  load(): Promise<void>
  stop(): void
}

const saveMs = 700
/** Whoever has just typed here is not interrupted by another tab. */
const typingMs = 1_500

/**
 * What somebody has begun to write: on the server for their other screens, told to other tabs at once, and kept here until the
 * server has it.
 */
export function openDraft(
  conversationId: string,
  options: { owner: string; kept: Kept; tabs: Tabs; kind?: 'message' | 'note'; onChange: () => void },
): Draft {
  const { owner, kept, tabs, kind = 'message', onChange } = options
  const key = `makeright.draft.${owner}.${conversationId}.${kind}`
  let text = kept.get(key) ?? ''
  let version = 0
  let isUnsaved = text !== ''
  let isSaving = false
  let wroteAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function save(): Promise<void> {
    if (isSaving) return
    isSaving = true
    const sent = text
    try {
      const saved = await call('PUT /conversations/:id/draft', { id: conversationId, kind, text: sent, version })
      version = saved.version
      if (sent === text) settle()
    } catch (error) {
      // Another screen wrote meanwhile: what is written here, last, counts.
      if (error instanceof CallError && error.code === 'draft_moved_on') {
        const now = await call('GET /conversations/:id/draft', { id: conversationId, kind }).catch(() => undefined)
        if (now) version = now.version
      } else if (error instanceof CallError && error.status >= 400 && error.status < 500) return settle()
    } finally {
      isSaving = false
    }
    if (isUnsaved) later()
  }

  function settle() {
    isUnsaved = false
    kept.set(key, null)
  }

  function later() {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), saveMs)
  }

  const stopHearing = tabs.onNews((news) => {
    if (news.what !== 'draft' || news.conversationId !== `${conversationId}.${kind}` || Date.now() - wroteAt < typingMs)
      return
    text = news.text
    version = Math.max(version, news.version)
    isUnsaved = false
    clearTimeout(timer)
    onChange()
  })

  return {
    text: () => text,
    write(next) {
      text = next
      wroteAt = Date.now()
      isUnsaved = true
      kept.set(key, next === '' ? null : next)
      tabs.tell({ what: 'draft', conversationId: `${conversationId}.${kind}`, text, version })
      later()
      onChange()
    },
    clear() {
      this.write('')
      clearTimeout(timer)
      void save()
    },
    async load() {
      const found = await call('GET /conversations/:id/draft', { id: conversationId, kind }).catch(() => undefined)
      if (!found) return
      version = found.version
      if (isUnsaved) return later()
      if (found.text === text) return
      text = found.text
      onChange()
    },
    stop() {
      stopHearing()
      clearTimeout(timer)
      if (isUnsaved) void save()
    },
  }
}
