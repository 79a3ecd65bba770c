import { prepareSetUp } from '#modules/stores'
import type { App } from '#platform/app'
import { demoCredentialsFile } from './demonstration-credentials.ts'

/**
 * What is printed once the program runs: where it is, and how to get in. By the name that its mails link to, because a browser
 * that is signed in under one name is a stranger under another.
 */
export async function announcementOf(app: App, listensAt: string): Promise<string> {
  const { port, publicUrl } = app.config
  const url = port === 0 ? listensAt : publicUrl
  const lines = [`Makeright is running at ${url}`]
  if (app.config.roles.has('http'))
    lines.push(`  shopper's pages  ${url}/`, `  agents' console  ${url}/console`, `  sellers' portal  ${url}/seller`)
  if (app.demo) {
    lines.push(
      `  demonstration store: be anybody with one click, or sign in with ${demoCredentialsFile(app)}`,
      `  its mails        ${url}/demo/mails`,
    )
  } else {
    const code = await prepareSetUp(app)
    if (code) lines.push(`  this store is not set up yet: open ${url}/console and enter the code ${code}`)
  }
  return `\n${lines.join('\n')}\n\n`
}
