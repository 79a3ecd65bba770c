import { expect, test } from 'vitest'
// oxlint-disable-next-line no-restricted-imports -- this holds both sides together
import { isAllowedLink as takenByServer } from '../../../../server/modules/helpcenter/document/links.ts'
import { isAllowedLink } from './allowed-link.ts'

test.each([
  ['https://shop.example/returns?a=1', true],
  ['mailto:help@shop.example', true],
  ['tel:+49(30)123', true],
  ['/orders', true],
  ['//evil.example', false],
  ['http://shop.example', false],
  ['java\u0000script:alert(1)', false],
  ['javascript:alert(1)', false],
  ['https://', false],
  ['/\\evil.example', false],
])('the editor and the server agree on %j', (href, isAllowed) => {
  expect(isAllowedLink(href)).toBe(isAllowed)
  expect(takenByServer(href)).toBe(isAllowed)
})
