import type { Work } from '#platform/work'

/** The person who sets the store up, as they typed it. The password goes nowhere but into the sign-in's own storage. */
export interface FirstAdministrator {
  name: string
  email: string
  password: string
}

type SetUpHandler = (work: Work, administrator: FirstAdministrator) => Promise<void>

const handlers: SetUpHandler[] = []

/** Lets a module below take part in the set-up, in its transaction: this module knows neither staff nor passwords. */
export function onStoreSetUp(handler: SetUpHandler): void {
  handlers.push(handler)
}

export async function runSetUpHandlers(work: Work, administrator: FirstAdministrator): Promise<void> {
  for (const handler of handlers) await handler(work, administrator)
}
