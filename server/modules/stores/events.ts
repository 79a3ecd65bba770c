import { event } from '#platform/events/event'

/** A real store was set up and has its first administrator. */
export const storeSetUp = event<{ name: string; country: string }>('store.set_up')
