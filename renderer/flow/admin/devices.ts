import { type Device, device, devicesResponse } from '../../../shared/api/devices.ts'
import type { Desk } from '../desk.ts'

/** One's own, the team's for supervisors, all for administrators. */
export const loadDevices = async (desk: Desk, signal?: AbortSignal): Promise<Device[]> =>
  (await desk.api.request({ method: 'GET', path: 'devices', schema: devicesResponse, signal })).devices

const at = ({ person, id }: Device) =>
  `devices/${encodeURIComponent(person)}/${encodeURIComponent(id)}/revoke`

/** From now on it may hand in what waits on it, and nothing else; then it wipes itself. */
export const revokeDevice = (desk: Desk, of: Device, reason: string): Promise<Device> =>
  desk.api.request({ method: 'POST', path: at(of), schema: device, body: { reason } })

/** Takes a revocation back, where the device has not wiped itself yet. */
export const reinstateDevice = (desk: Desk, of: Device): Promise<Device> =>
  desk.api.request({ method: 'DELETE', path: at(of), schema: device })
