import { createContext } from 'react'

/** A window that asks for what a caret cannot write. */
export type EditorWindow = 'insert' | 'link' | 'image' | 'video' | 'policyValue' | 'keys'

/** Opens one, from wherever in the document. */
export const EditorWindows = createContext<(window: EditorWindow) => void>(() => {})
