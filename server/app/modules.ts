import type { Module } from '#platform/module'

/** The domain, in the order of `modules.js`: each may use only those above it. */
export const modules: readonly Module[] = []
