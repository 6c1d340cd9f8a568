import { createRxDatabase } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { seeded, shown } from './rows.js'

const text = { type: 'string', maxLength: 100 }
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: text, due: text, name: text, company: text, phone: text, rest: { type: 'string' } },
  required: ['id', 'due', 'name', 'company', 'phone', 'rest'],
  indexes: ['due'],
}

const opening = (async () => {
  const db = await createRxDatabase({ name: 'peer', storage: getRxStorageDexie(), multiInstance: false })
  return (await db.addCollections({ leads: { schema } })).leads
})()
window.seed = async (count, row) => {
  const leads = await opening
  await seeded(count, row, (some) => leads.bulkInsert(some))
}
/** By the index of what they are due. */
window.bench = opening
  .then((leads) => leads.find({ sort: [{ due: 'asc' }], limit: window.benchRows }).exec())
  .then(shown)
