import PouchDB from 'pouchdb-browser'
import { seeded, shown } from './rows.js'

const db = new PouchDB('peer')
window.seed = (count, row) =>
  seeded(count, row, (some) =>
    db.bulkDocs(some.map(({ id, ...rest }) => ({ _id: `${rest.due} ${id}`, ...rest }))),
  )
/** By its own key, which is the order of what they are due: the best that it can do. */
window.bench = db
  .allDocs({ limit: window.benchRows, include_docs: true })
  .then(({ rows }) => shown(rows.map((row) => row.doc)))
