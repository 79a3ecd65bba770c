import { expect, it } from 'vitest'
import { settingArguments, settingsFor } from './settings.ts'

it('never listens on TCP and keeps every commit', () => {
  const settings = settingsFor({ runDir: '/run/x', durable: true })
  expect(settings).toMatchObject({
    listen_addresses: '',
    ssl: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
  })
})

it('trades durability for speed only when told to, and lets a setting be overridden', () => {
  const settings = settingsFor({ runDir: '/run/x', durable: false, settings: { max_connections: '7' } })
  expect(settings).toMatchObject({ fsync: 'off', max_connections: '7' })
})

it('quotes a socket folder with a comma, a space or a quote', () => {
  const settings = settingsFor({ runDir: '/a, b "c"', durable: true })
  expect(settings.unix_socket_directories).toBe('"/a, b ""c"""')
})

it('passes settings as arguments', () => {
  expect(settingArguments({ ssl: 'off', port: '1' })).toEqual(['-c', 'ssl=off', '-c', 'port=1'])
})
