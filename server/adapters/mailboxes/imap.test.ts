import { expect, test } from 'vitest'
import { imapMailboxes } from './imap.ts'

test('mail servers inside our own network are not spoken to unless they are named', async () => {
  const server = { port: 993, security: 'tls' as const, account: 'a', secret: 'b', folder: 'INBOX' }
  for (const host of ['127.0.0.1', '10.0.0.5', '169.254.169.254', '::1', 'localhost'])
    await expect(imapMailboxes().list({ ...server, host }, new AbortController().signal), host).rejects.toMatchObject({
      code: 'address_not_allowed',
    })
})
