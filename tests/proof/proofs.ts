import { browserDamage } from './browser/browser-damage.ts'
import { browserKills } from './browser/browser-kills.ts'
import { importScreen } from './browser/import-screen.ts'
import { windows } from './browser/windows.ts'
import { controls } from './controls.ts'
import { cursor } from './cursor.ts'
import { fullDisk } from './full-disk/full-disk.ts'
import { journalDamage } from './journal-damage.ts'
import { kills } from './kills.ts'
import { load } from './load.ts'
import { poison } from './poison.ts'
import type { Proof } from './proof.ts'
import { race } from './race.ts'
import { apiFuzz } from './security/api-fuzz.ts'
import { atRest } from './security/at-rest.ts'
import { authorization } from './security/authorization.ts'
import { badCsvs } from './security/bad-csvs.ts'
import { bigCsv } from './security/big-csv.ts'
import { ipcFuzz } from './security/ipc-fuzz.ts'
import { shell } from './security/shell/shell.ts'
import { simulation } from './simulation/simulation.ts'
import { upgrades } from './upgrades/upgrades.ts'
import { wire } from './wire.ts'

/** In the order in which they run: a line each. */
export const PROOFS: readonly Proof[] = [
  simulation,
  wire,
  kills,
  journalDamage,
  poison,
  cursor,
  race,
  upgrades,
  load,
  authorization,
  apiFuzz,
  ipcFuzz,
  badCsvs,
  bigCsv,
  shell,
  atRest,
  browserKills,
  browserDamage,
  fullDisk,
  windows,
  importScreen,
  controls,
]
