import { expect, test } from 'vitest'
import { splitAddresses } from './split-addresses.ts'

test.each([
  ['see https://shop.test/a?b=1.', ['see ', 'https://shop.test/a?b=1', '.']],
  ['javascript:alert(1) data:text/html,x', ['javascript:alert(1) data:text/html,x']],
  ['(http://shop.test/"onclick=x)', ['(', 'http://shop.test/', '"onclick=x)']],
  ['https://shop.test/\u202etset.knab', ['', 'https://shop.test/', '\u202etset.knab']],
  ['https://\u2066shop.test', ['https://\u2066shop.test']],
])('of %j only web addresses are followed, as they are read', (text, parts) => {
  expect(splitAddresses(text)).toEqual(parts)
})
