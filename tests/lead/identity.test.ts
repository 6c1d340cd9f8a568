import { describe, expect, test } from 'vitest'
import { CATALOG, type Field } from '../../shared/lead/catalog.ts'
import { identityKeys } from '../../shared/lead/identity.ts'

describe('identity keys', () => {
  test('[ID1] e-mail in lower case, phone, external id', () => {
    expect(
      identityKeys({ email: 'Marcus.O@Example.COM', phone: '+17575550142', externalId: 'Q-17' }),
    ).toEqual(['email:marcus.o@example.com', 'phone:+17575550142', 'external:Q-17'])
  })

  test('[ID2] a mobile finds the same number given as a phone, and equal keys come once', () => {
    expect(identityKeys({ mobile: '+17575550142' })).toEqual(identityKeys({ phone: '+17575550142' }))
    expect(identityKeys({ phone: '+17575550142', mobile: '+17575550142' })).toEqual(['phone:+17575550142'])
  })

  test('[ID3] what is missing, open or blank is no key; a number is an id like any other', () => {
    expect(identityKeys({ firstName: 'Ana', email: null, phone: ' ', externalId: '' })).toEqual([])
    expect(identityKeys({ externalId: 17 })).toEqual(['external:17'])
  })

  test('[ID4] every identity field of the catalog gives a key', () => {
    const fields = (CATALOG as readonly Field[]).filter((f) => f.identity)
    for (const field of fields) expect(identityKeys({ [field.id]: 'x' })).toHaveLength(1)
  })
})
